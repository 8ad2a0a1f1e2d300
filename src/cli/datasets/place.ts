import type { DataSetEntry } from '../../../datasets/catalogue/index.js'
import type { FoundFiles } from '../../../datasets/root.js'
import { cacheFolder } from '../../support/cache-folder.js'
import { KeratinError } from '../../support/errors.js'

/** Where a data set was found, as JSON says it. */
export const placeOf = (found: FoundFiles | undefined) =>
  found ? { from: found.source.from, folder: found.source.folder! } : null

/** The bytes of its files as they are published; null where that is not known. */
export const bytesOf = ({ remote }: DataSetEntry): number | null =>
  remote ? Object.values(remote).reduce((sum, { bytes = 0 }) => sum + bytes, 0) : null

/** What to do to have a data set. */
export function toHave({ name, remote, byHand, locate }: DataSetEntry): string {
  if (!locate) return 'It is drawn: nothing has to be fetched.'
  if (remote) return `Fetch it with: keratin datasets fetch ${name}`
  return `${byHand} into ${cacheFolder(name)}, or say where it is with KERATIN_DATA.`
}

/** @throws KeratinError DATA for a data set that is nowhere */
export async function placeFor(entry: DataSetEntry): Promise<FoundFiles> {
  const found = await entry.locate?.()
  if (found) return found
  throw new KeratinError(
    'DATA',
    `The data set ${entry.name} ${entry.locate ? 'is not here' : 'has no files'}.`,
    {
      hint: toHave(entry),
    },
  )
}
