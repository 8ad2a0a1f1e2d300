import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { encodingNamed } from '../../src/support/encoding-named.js'
import { KeratinError } from '../../src/support/errors.js'
import { fileNotFound } from '../../src/support/files.js'
import { readClassFolders } from './folders.js'
import { type Columns, type LabelledText, readRows } from './rows.js'

/** Texts as they lie there: those for the test by themselves where they are a part of their own. */
export interface TextsInParts {
  train: LabelledText[]
  test?: LabelledText[]
}

/**
 * The texts of a table, of lines of JSON, or of a folder, in the order of files and rows.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE; DATA if there are none
 */
export async function readTexts(data: string, given: Columns): Promise<TextsInParts> {
  const columns = {
    ...given,
    ...(given.encoding !== undefined && { encoding: encodingNamed(given.encoding) }),
  }
  const found = await stat(data).catch(() => undefined)
  if (!found) throw await fileNotFound(data)
  if (!found.isDirectory()) return { train: await readRows(data, columns) }
  const [train, test] = [await readPart(data, 'train', columns), await readPart(data, 'test', columns)]
  if (train && test) return { train, test }
  const all = await readClassFolders(data, columns.encoding)
  if (all) return { train: all }
  throw new KeratinError('DATA', `${data} holds no texts.`, {
    hint: 'Put a folder of .txt files for each class into it, or train.csv and test.csv.',
  })
}

async function readPart(folder: string, part: string, columns: Columns): Promise<LabelledText[] | undefined> {
  for (const ending of ['.csv', '.tsv', '.jsonl', '.csv.gz', '.jsonl.gz']) {
    const path = join(folder, `${part}${ending}`)
    if (await stat(path).catch(() => undefined)) return readRows(path, columns)
  }
  return readClassFolders(join(folder, part), columns.encoding)
}
