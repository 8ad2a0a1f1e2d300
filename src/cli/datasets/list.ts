import { dataSets } from '../../../datasets/catalogue/index.js'
import { ExitCode } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import { padToWidth } from '../../support/text-width.js'
import type { DatasetsCall } from './call.js'
import { bytesOf, placeOf } from './place.js'

/** `keratin datasets list` */
export async function listDataSets({ output }: DatasetsCall): Promise<ExitCode> {
  const rows = await Promise.all(
    dataSets.map(async (entry) => ({
      name: entry.name,
      describe: entry.describe,
      kind: entry.kind,
      licence: entry.licence,
      bytes: bytesOf(entry),
      had: entry.locate ? (entry.remote ? 'by download' : 'by hand') : 'drawn',
      found: placeOf(await entry.locate?.()),
    })),
  )
  output.document({ dataSets: rows })
  const width = Math.max(...rows.map(({ name }) => name.length))
  const place = ({ had, found, name, bytes }: (typeof rows)[number]) => {
    if (found) return `in ${found.folder}`
    if (had === 'drawn') return 'drawn when it is needed'
    return had === 'by hand'
      ? `not here; keratin datasets info ${name} tells how to get it`
      : `not here: keratin datasets fetch ${name} (${formatBytes(bytes!)})`
  }
  for (const row of rows) {
    output.result(`${padToWidth(row.name, width)}  ${row.describe}`)
    output.result(`${' '.repeat(width)}  ${place(row)}`)
  }
  output.note(
    'Data of your own is used with --data: keratin train images --data photos, keratin train text --data messages.csv',
  )
  return ExitCode.ok
}
