import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { KeratinError } from '../../src/support/errors.js'
import { fileNotFound } from '../../src/support/files.js'
import { checkedOptions } from '../../src/support/options.js'
import { RandomStream } from '../../src/support/random.js'
import { testShare } from '../../src/support/test-share.js'
import type { LabelledTexts } from '../imdb/index.js'
import type { DataSource } from '../root.js'
import { readClassFolders } from './folders.js'
import { type Columns, type LabelledText, readRows } from './rows.js'

export interface LabelledTextOptions extends Columns {
  /** A `.csv`, `.tsv` or `.jsonl` file, or a folder. */
  data: string
  /** At most so many texts of each part. Default all. */
  limit?: number
  /** Seed of the order, and of which texts are the test part where there is none. Default 0. */
  seed?: number
}

export interface LabelledTextParts {
  train: LabelledTexts
  test: LabelledTexts
  /** The names of the classes, in order. */
  labels: readonly string[]
  source: DataSource
}

/** Texts in classes, from files of your own. */
export const labelledTexts = {
  /**
   * Reads texts with their classes from a table with a line of names, from lines of JSON, or from a folder with a
   * folder of `.txt` files for each class. A folder may hold the parts `train` and `test`, each as a folder or a file;
   * else a fifth of the texts, drawn by the seed, is the test part.
   *
   * @param options.data the file or folder
   * @param options.textColumn, labelColumn default: what they are usually named, such as `text` and `label`
   * @param options.limit at most so many texts of each part. Default all
   * @param options.seed default 0
   *
   * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE; DATA if there are fewer than two classes
   * @example const { train, labels } = await labelledTexts.load({ data: 'messages.csv' })
   */
  async load(options: LabelledTextOptions): Promise<LabelledTextParts> {
    const given = checkedOptions('labelledTexts.load', options)
    const { data, limit = Number.POSITIVE_INFINITY, seed = 0 } = given
    const { train, test } = await readParts(data, given)
    const random = new RandomStream(seed)
    const shuffled = random.shuffle([...train])
    const kept = test ? 0 : Math.max(1, Math.floor(shuffled.length * testShare.texts))
    const parts = {
      train: shuffled.slice(kept).slice(0, limit),
      test: (test ?? shuffled.slice(0, kept)).slice(0, limit),
    }
    const labels = labelsOf([...parts.train, ...parts.test], data)
    return {
      train: numbered(parts.train, labels),
      test: numbered(parts.test, labels),
      labels,
      source: { from: 'option', folder: resolve(data) },
    }
  },
}

async function readParts(
  data: string,
  columns: Columns,
): Promise<{ train: LabelledText[]; test?: LabelledText[] }> {
  const found = await stat(data).catch(() => undefined)
  if (!found) throw await fileNotFound(data)
  if (!found.isDirectory()) return { train: await readRows(data, columns) }
  const [train, test] = [await readPart(data, 'train', columns), await readPart(data, 'test', columns)]
  if (train && test) return { train, test }
  const all = await readClassFolders(data)
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
  return readClassFolders(join(folder, part))
}

/** The names in the order of the alphabet, numbers by size. */
function labelsOf(texts: readonly LabelledText[], data: string): string[] {
  const names = [...new Set(texts.map((t) => t.label))]
  if (names.length < 2) {
    const received = names.length === 1 ? `only "${names[0]}"` : 'none'
    throw new KeratinError(
      'DATA',
      `${data}: the texts must be of at least two classes. Received: ${received}.`,
    )
  }
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

const numbered = (texts: readonly LabelledText[], labels: readonly string[]): LabelledTexts => ({
  texts: texts.map((t) => t.text),
  labels: Int32Array.from(texts, (t) => labels.indexOf(t.label)),
})
