import { argumentError, KeratinError } from '../../src/support/errors.js'
import { checkedOptions } from '../../src/support/options.js'
import type { DataSource } from '../root.js'
import { type FoundImdb, findImdb } from './find.js'
import { readKerasNpz, readWordIndex } from './keras-files.js'
import {
  type LabelledTexts,
  type Reviews,
  readArchiveReviews,
  readFolderReviews,
  readJsonlReviews,
} from './reviews.js'
import {
  applyOptions,
  type LabelledSequences,
  makeWordIndex,
  numberTexts,
  type SequenceOptions,
  textsOf,
} from './sequences.js'

export type { LabelledSequences, LabelledTexts, SequenceOptions }

export interface ImdbTextOptions {
  /** A data root or the folder of the files; nothing else is looked at then. */
  data?: string
  /** At most so many reviews of each part. Default all. */
  limit?: number
  /** Seed of the order in which the reviews of `imdb.npz` come. Default 113. */
  seed?: number
  /** No progress of a download. Default false. */
  quiet?: boolean
  signal?: AbortSignal
}

export interface ImdbOptions extends ImdbTextOptions, SequenceOptions {
  /** The number of each word, from 1. Default: `imdb_word_index.json` beside the data, else by frequency in train. */
  wordIndex?: ReadonlyMap<string, number>
}

export interface ImdbTexts {
  train: LabelledTexts
  test: LabelledTexts
  classNames: readonly string[]
  source: DataSource
}

export interface ImdbSequences {
  train: LabelledSequences
  test: LabelledSequences
  /** The number of each word, from 1; in sequences it is raised by `indexFrom`. Absent if the data has none. */
  wordIndex?: ReadonlyMap<string, number>
  classNames: readonly string[]
  source: DataSource
}

const classNames = ['negative', 'positive'] as const

/**
 * The reviews of films of A. Maas (2011): 25000 to train and 25000 to test, half of each positive.
 *
 * The data is taken as `aclImdb_v1.tar.gz`, its folder `aclImdb`, Keras' `imdb.npz` with `imdb_word_index.json`, or
 * `train.jsonl` and `test.jsonl` (plain or `.gz`), from `data`, or else from under `KERATIN_DATA` or the cache; if it
 * is nowhere, the official archive is downloaded.
 */
export const imdb = {
  name: 'imdb',
  classNames: classNames as readonly string[],

  /**
   * The reviews as sequences of word numbers, as `keras.datasets.imdb.load_data` gives them: 0 is left for padding, 1
   * begins a review, 2 stands for what `numWords` cuts off.
   *
   * @throws KeratinError DATA, FILE_UNREADABLE, DOWNLOAD
   * @example
   * const { train, test } = await imdb.load({ numWords: 10000 })
   * const x = padSequences(train.x, { maxlen: 200 })
   * @see https://keras.io/api/datasets/imdb/
   */
  async load(options: ImdbOptions = {}): Promise<ImdbSequences> {
    const given = checkedOptions('imdb.load', options)
    const found = await findImdb(given)
    const limit = limitOf(given)
    const known = given.wordIndex ?? (await readWordIndex(found.source.folder!))
    if (found.form === 'keras') {
      const { train, test } = await readKerasNpz(found.paths['imdb.npz']!, given.seed ?? 113)
      const part = ({ sequences, labels }: typeof train) =>
        applyOptions(sequences.slice(0, limit), labels, given)
      return {
        train: part(train),
        test: part(test),
        ...(known && { wordIndex: known }),
        classNames,
        source: found.source,
      }
    }
    const { train, test } = await readReviews(found, limit)
    const wordIndex = known ?? makeWordIndex(train.texts)
    const part = ({ texts, labels }: LabelledTexts) =>
      applyOptions(numberTexts(texts, wordIndex), labels, given)
    return { train: part(train), test: part(test), wordIndex, classNames, source: found.source }
  },

  /**
   * The reviews as texts. Those of `imdb.npz` are words with spaces between them.
   *
   * @throws KeratinError DATA, FILE_UNREADABLE, DOWNLOAD
   * @example
   * const { train } = await imdb.loadTexts({ limit: 1000 })
   * console.log(train.texts[0], train.labels[0])
   */
  async loadTexts(options: ImdbTextOptions = {}): Promise<ImdbTexts> {
    const given = checkedOptions('imdb.loadTexts', options)
    const found = await findImdb(given)
    const limit = limitOf(given)
    if (found.form !== 'keras')
      return { ...(await readReviews(found, limit)), classNames, source: found.source }
    const index = await readWordIndex(found.source.folder!)
    if (!index) {
      throw new KeratinError(
        'DATA',
        `imdb: ${found.source.folder} has imdb.npz, but no imdb_word_index.json.`,
        {
          hint: "Put Keras' word index beside it: without it, numbers cannot be read as words.",
        },
      )
    }
    const { train, test } = await readKerasNpz(found.paths['imdb.npz']!, given.seed ?? 113)
    const part = ({ sequences, labels }: typeof train) => {
      const taken = sequences.slice(0, limit)
      return textsOf(taken, Array.from(labels).slice(0, taken.length), index)
    }
    return { train: part(train), test: part(test), classNames, source: found.source }
  },
}

function limitOf({ limit = Number.POSITIVE_INFINITY }: ImdbTextOptions): number {
  if (limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit > 0)) return limit
  throw argumentError('imdb', 'a positive integer', 'limit', limit)
}

async function readReviews({ form, paths, source }: FoundImdb, limit: number): Promise<Reviews> {
  switch (form) {
    case 'archive':
      return readArchiveReviews(paths['aclImdb_v1.tar']!, limit)
    case 'unpacked':
      return readFolderReviews(paths.aclImdb!, limit)
    case 'folders':
      return readFolderReviews(source.folder!, limit)
    default:
      return {
        train: await readJsonlReviews(paths['train.jsonl']!, limit),
        test: await readJsonlReviews(paths['test.jsonl']!, limit),
      }
  }
}
