import { type LoadVectorsOptions, loadWordVectors, type WordVectors } from '../src/data/index.js'
import { checkedOptions } from '../src/support/options.js'
import { findOne } from './find-one.js'
import type { DataSource } from './root.js'

/** Vectors of words, and where they were found. */
export interface Glove extends WordVectors {
  source: DataSource
}

/** The files of GloVe that are usually had, the smallest first. */
export const gloveFiles = [
  'glove.twitter.27B.25d.12k.txt',
  'glove.twitter.27B.25d.txt',
  'glove.6B.50d.txt',
  'glove.twitter.27B.50d.txt',
  'glove.6B.100d.txt',
  'glove.6B.200d.txt',
  'glove.6B.300d.txt',
]

/**
 * Vectors of words by GloVe (J. Pennington, R. Socher, C. Manning, 2014).
 *
 * `load({ data, words, limit })` takes the first file of GloVe that is in a folder `glove` in `data`, or else under
 * `KERATIN_DATA` and in the cache; `loadWordVectors` reads files of other names. They are not downloaded.
 *
 * @throws KeratinError DATA if there is none; FILE_UNREADABLE
 * @example
 * const { vectors, dimension } = await glove.load({ limit: 10000 })
 * vectors.get('king') // Float32Array
 * @see https://nlp.stanford.edu/projects/glove/
 */
export const glove = {
  name: 'glove',

  async load(options?: LoadVectorsOptions & { data?: string }): Promise<Glove> {
    const { data, ...settings } = checkedOptions('glove.load', options)
    const { path, source } = await findOne('glove', gloveFiles, 'Vectors of GloVe', data)
    return { ...(await loadWordVectors(path, settings)), source }
  },
}
