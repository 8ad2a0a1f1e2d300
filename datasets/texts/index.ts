import { resolve } from 'node:path'
import { KeratinError } from '../../src/support/errors.js'
import { checkedOptions } from '../../src/support/options.js'
import { RandomStream } from '../../src/support/random.js'
import { testShare } from '../../src/support/test-share.js'
import type { LabelledTexts } from '../imdb/index.js'
import type { DataSource } from '../root.js'
import { readTexts, type TextsInParts } from './read-texts.js'
import type { Columns, LabelledText } from './rows.js'

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
   * @param options.encoding such as `latin1`. Default: UTF-8, or UTF-16 where the files say so
   * @param options.limit at most so many texts of each part. Default all
   * @param options.seed default 0
   *
   * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE; DATA if there are fewer than two classes
   * @example const { train, labels } = await labelledTexts.load({ data: 'messages.csv' })
   */
  async load(options: LabelledTextOptions): Promise<LabelledTextParts> {
    const given = checkedOptions('labelledTexts.load', options)
    const { data } = given
    const parts = drawTexts(await readTexts(data, given), given)
    const labels = labelsOf([...parts.train, ...parts.test], data)
    return {
      train: numbered(parts.train, labels),
      test: numbered(parts.test, labels),
      labels,
      source: { from: 'option', folder: resolve(data) },
    }
  },
}

/** The texts in the order of a seed, and a part for the test where there is none. */
export function drawTexts(
  { train, test }: TextsInParts,
  { limit = Number.POSITIVE_INFINITY, seed = 0 }: Pick<LabelledTextOptions, 'limit' | 'seed'>,
): Required<TextsInParts> {
  const shuffled = new RandomStream(seed).shuffle([...train])
  const kept = test ? 0 : Math.max(1, Math.floor(shuffled.length * testShare.texts))
  return {
    train: shuffled.slice(kept).slice(0, limit),
    test: (test ?? shuffled.slice(0, kept)).slice(0, limit),
  }
}

/** The names in the order of the alphabet, numbers by size. */
export function labelsOf(texts: readonly LabelledText[], data: string): string[] {
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

/** The texts with the numbers of their classes. */
export const numbered = (texts: readonly LabelledText[], labels: readonly string[]): LabelledTexts => ({
  texts: texts.map((t) => t.text),
  labels: Int32Array.from(texts, (t) => labels.indexOf(t.label)),
})
