import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readTextFile } from '../../src/support/text-file.js'
import type { LabelledText } from './rows.js'

/** The texts of a folder that holds a folder of `.txt` files for each class; undefined if it does not. */
export async function readClassFolders(folder: string): Promise<LabelledText[] | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((e) => e.isDirectory() && !e.name.startsWith('.')).map((e) => e.name)
  const texts: LabelledText[] = []
  for (const label of names.sort()) {
    const files = (await readdir(join(folder, label))).filter((f) => f.toLowerCase().endsWith('.txt')).sort()
    for (let i = 0; i < files.length; i += 64) {
      const read = async (name: string) => {
        const file = join(folder, label, name)
        return { text: await readTextFile(file), label, file }
      }
      texts.push(...(await Promise.all(files.slice(i, i + 64).map(read))))
    }
  }
  return texts.length > 0 ? texts : undefined
}
