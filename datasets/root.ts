import { readdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { cacheFolder } from '../src/support/cache-folder.js'
import { KeratinError } from '../src/support/errors.js'
import { fileNotFound } from '../src/support/files.js'

/** Where a data set was found. */
export type DataOrigin = 'option' | 'environment' | 'cache' | 'network' | 'drawn'

/** Which place a data set was read from, for messages and run records. */
export interface DataSource {
  from: DataOrigin
  /** The folder that holds the files; absent for data made on the spot. */
  folder?: string
}

/** A data set's files, found: the path of each by its plain name. */
export interface FoundFiles<Name extends string = string> {
  source: DataSource
  paths: Record<Name, string>
}

export interface Wanted<Name extends string = string> {
  /** The name of the data set and of its folder in a data root: `mnist`. */
  dataset: string
  /** Plain file names; each is also found with `.gz`. */
  files: readonly Name[]
  /** An explicit place: a data root, or the folder of the files itself. */
  data?: string
}

/**
 * Looks for a data set's files: in `data` if given (and nowhere else), then under `KERATIN_DATA`, then in the cache.
 *
 * @returns the files and where they are; undefined if they have to be downloaded
 * @throws KeratinError DATA when a place that was given lacks them, or does not exist
 */
export async function findFiles<Name extends string>(
  wanted: Wanted<Name>,
): Promise<FoundFiles<Name> | undefined> {
  const { dataset, data } = wanted
  if (data !== undefined) {
    const found = await findUnder(data, 'option', wanted)
    if (!found) throw await lacking(data, 'the folder given', wanted)
    return found
  }
  const root = process.env.KERATIN_DATA
  if (root) {
    const found = await findUnder(root, 'environment', wanted)
    if (found) return found
    if (!(await isFolder(root))) throw await lacking(root, 'KERATIN_DATA', wanted)
  }
  return findIn(cacheFolder(dataset), 'cache', wanted)
}

async function findUnder<Name extends string>(root: string, from: DataOrigin, wanted: Wanted<Name>) {
  return (await findIn(join(root, wanted.dataset), from, wanted)) ?? (await findIn(root, from, wanted))
}

async function findIn<Name extends string>(
  folder: string,
  from: DataOrigin,
  { files }: Wanted<Name>,
): Promise<FoundFiles<Name> | undefined> {
  const names = new Set(await readdir(folder).catch(() => []))
  const paths: Partial<Record<Name, string>> = {}
  for (const file of files) {
    const name = spellings(file).find((spelling) => names.has(spelling))
    if (!name) return undefined
    paths[file] = join(resolve(folder), name)
  }
  return { source: { from, folder: resolve(folder) }, paths: paths as Record<Name, string> }
}

/** `t10k-labels-idx1-ubyte` is packed or not, and some archives have a dot before `idx`. */
function spellings(file: string): string[] {
  const dotted = file.replace('-idx', '.idx')
  return [file, `${file}.gz`, dotted, `${dotted}.gz`]
}

async function lacking(root: string, what: string, { dataset, files }: Wanted): Promise<KeratinError> {
  const place = resolve(root)
  if (!(await isFolder(place))) {
    const { problem, hint } = await fileNotFound(place)
    return new KeratinError('DATA', `${dataset}: ${what}: ${problem}`, { hint })
  }
  const missing = await Promise.all([missingIn(place, files), missingIn(join(place, dataset), files)])
  const fewest = missing[1].length < missing[0].length ? missing[1] : missing[0]
  return new KeratinError('DATA', `${dataset}: ${what}, ${place}, lacks ${fewest.join(', ')}.`, {
    hint: `Put the files (plain or as .gz) there or into ${join(place, dataset)}.`,
  })
}

async function missingIn(folder: string, files: readonly string[]): Promise<string[]> {
  const present = new Set(await readdir(folder).catch(() => []))
  return files.filter((file) => !spellings(file).some((spelling) => present.has(spelling)))
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  )
