import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The `.txt` files of a folder and of the folders in it, class by class and in the order of their names: hidden ones are
 * left out, for training and for prediction alike. None where there is no such folder.
 *
 * @returns paths from the folder on, with `/` between their parts
 */
export async function listTexts(folder: string): Promise<string[]> {
  const { files, folders } = await entriesOf(folder)
  const below = await Promise.all(
    folders.map(async (name) => (await entriesOf(join(folder, name))).files.map((file) => `${name}/${file}`)),
  )
  return [...files, ...below.flat()]
}

async function entriesOf(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const seen = entries.filter(({ name }) => !name.startsWith('.'))
  const kinds = await Promise.all(
    seen.map((entry) =>
      entry.isSymbolicLink() ? stat(join(folder, entry.name)).catch(() => undefined) : entry,
    ),
  )
  const names = (isOne: (i: number) => boolean | undefined) =>
    seen
      .filter((_, i) => isOne(i))
      .map(({ name }) => name)
      .sort()
  return {
    files: names((i) => !kinds[i]?.isDirectory() && seen[i]!.name.toLowerCase().endsWith('.txt')),
    folders: names((i) => kinds[i]?.isDirectory()),
  }
}
