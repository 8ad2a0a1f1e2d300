import { cacheFolder } from '../src/support/cache-folder.js'
import { KeratinError } from '../src/support/errors.js'
import { type DataSource, findFiles } from './root.js'

/**
 * The first of several files that is there, where any of them will do: looked for in `data` if given (and nowhere else),
 * then under `KERATIN_DATA`, then in the cache.
 *
 * @param what is missing otherwise, for the message
 * @throws KeratinError DATA
 */
export async function findOne(
  dataset: string,
  files: readonly string[],
  what: string,
  data?: string,
): Promise<{ path: string; source: DataSource }> {
  let lacking: KeratinError | undefined
  for (const file of files) {
    try {
      const found = await findFiles({ dataset, files: [file], data })
      if (found) return { path: found.paths[file]!, source: found.source }
    } catch (error) {
      if (!(error instanceof KeratinError) || error.code !== 'DATA') throw error
      lacking ??= error
    }
  }
  if (lacking) throw lacking
  throw new KeratinError('DATA', `${what} are nowhere to be found.`, {
    hint: `Put ${files[0]} into ${cacheFolder(dataset)}, or say where it is with KERATIN_DATA.`,
  })
}
