import { join } from 'node:path'
import { KeratinError } from '../../src/support/errors.js'
import { parseJson } from '../../src/support/json.js'
import { RandomStream } from '../../src/support/random.js'
import { readTextFile } from '../../src/support/text-file.js'
import { readNpz } from './npz.js'

/** Sequences that count words from 1, with labels. */
export interface RawSequences {
  sequences: ArrayLike<number>[]
  labels: ArrayLike<number>
}

/** The two parts of Keras' `imdb.npz`, shuffled: the file has one class after the other. */
export async function readKerasNpz(
  path: string,
  seed: number,
): Promise<{ train: RawSequences; test: RawSequences }> {
  const read = await readNpz(path)
  const part = (name: 'train' | 'test'): RawSequences => {
    const sequences = read(`x_${name}`)
    const labels = read(`y_${name}`) as ArrayLike<number>
    if (!Array.isArray(sequences) || !sequences.every(isSequence) || sequences.length !== labels.length) {
      const message = `${path}: x_${name} must hold a list of integers for each label of y_${name}.`
      throw new KeratinError('FILE_UNREADABLE', message)
    }
    const order = new RandomStream(seed).shuffle(Int32Array.from({ length: sequences.length }, (_, i) => i))
    return {
      sequences: Array.from(order, (i) => sequences[i] as number[]),
      labels: Int32Array.from(order, (i) => labels[i]!),
    }
  }
  return { train: part('train'), test: part('test') }
}

const isSequence = (item: unknown): boolean => Array.isArray(item) && item.every((n) => Number.isInteger(n))

/** Keras' `imdb_word_index.json` in a folder: the number of each word, from 1; undefined if it is not there. */
export async function readWordIndex(folder: string): Promise<ReadonlyMap<string, number> | undefined> {
  const path = join(folder, 'imdb_word_index.json')
  let text: string
  try {
    text = await readTextFile(path, 'json')
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'FILE_NOT_FOUND') return undefined
    throw error
  }
  let value: unknown
  try {
    value = parseJson(text)
  } catch (cause) {
    throw new KeratinError('FILE_UNREADABLE', `${path}: ${(cause as Error).message}.`, { cause })
  }
  const entries = value && typeof value === 'object' ? Object.entries(value) : []
  if (entries.length === 0 || !entries.every(([, n]) => Number.isInteger(n)))
    throw new KeratinError('FILE_UNREADABLE', `${path} must hold the number of each word.`)
  return new Map(entries as [string, number][])
}
