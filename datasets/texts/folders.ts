import { join } from 'node:path'
import { listTexts } from '../../src/data/text/list-texts.js'
import type { Encoding } from '../../src/support/text-fault.js'
import { readTextFile } from '../../src/support/text-file.js'
import type { LabelledText } from './rows.js'

/** The texts of a folder that holds a folder of `.txt` files for each class; undefined if it does not. */
export async function readClassFolders(
  folder: string,
  encoding?: Encoding,
): Promise<LabelledText[] | undefined> {
  const files = (await listTexts(folder)).filter((name) => name.split('/').length === 2)
  const texts: LabelledText[] = []
  // some at a time: the number of open files is limited
  for (let i = 0; i < files.length; i += 64) {
    const read = async (name: string) => {
      const file = join(folder, name)
      return { text: await readTextFile(file, 'text', encoding), label: name.split('/')[0]!, file }
    }
    texts.push(...(await Promise.all(files.slice(i, i + 64).map(read))))
  }
  return texts.length > 0 ? texts : undefined
}
