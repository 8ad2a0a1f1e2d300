import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as keratin from 'keratin'
import { Dataset, setRandomSeed, TensorBatches, Tokenizer, tf } from 'keratin'
import { RandomStream } from '../../../../src/support/random.js'
import type { Probe } from './probe.js'

async function all(data: Dataset<unknown>): Promise<unknown[]> {
  const found: unknown[] = []
  for await (const value of data)
    found.push(value instanceof tf.Tensor ? [value.shape, ...value.dataSync()] : value)
  return found
}
const numbers = (n: number) => Dataset.from(() => Array.from({ length: n }, (_, i) => i))
const seeded = <T>(run: () => T): T => {
  setRandomSeed(3)
  return run()
}

const text = 'The cat, the CAT;the bird_sat'
const folder = mkdtempSync(join(tmpdir(), 'keratin-heard-'))
const vectorsFile = join(folder, 'vectors.txt')
writeFileSync(vectorsFile, 'the 1 2\nof 3 4\nand 5 6\n')

/** How many run at the same time. */
async function atOnce(parallel: object): Promise<number> {
  let [now, most] = [0, 0]
  await all(
    numbers(6).map(async (n) => {
      most = Math.max(most, ++now)
      await new Promise((done) => setImmediate(done))
      now--
      return n
    }, parallel),
  )
  return most
}

/** Data sets, batches and texts. */
export const data: Record<string, Probe> = {
  'Dataset.batch': { see: (o) => all(numbers(5).batch(2, o)), values: { dropRemainder: true } },
  'Dataset.map': { see: atOnce, values: { parallel: 3 } },
  'Dataset.shuffle': {
    see: (o) =>
      seeded(async () => {
        const shuffled = numbers(9).shuffle(9, o)
        return [await all(shuffled), await all(shuffled)]
      }),
    values: { seed: 5, reshuffleEachIteration: false },
  },
  'TensorBatches.batches': {
    see: (o) =>
      seeded(() => {
        const batches = new TensorBatches(keratin.toRows({ x: tf.range(0, 9), y: tf.range(0, 9) }), 4)
        return [...batches.batches(o)]
      }),
    values: { shuffle: true, random: new RandomStream(5) },
    beside: { random: { shuffle: true } },
  },
  toRows: {
    see: (o) =>
      keratin.toRows(
        {
          x: [
            [1, 2],
            [3, 4],
          ],
          y: [
            [5, 6],
            [7, 8],
          ],
        },
        o,
      ),
    values: { inputs: 2, outputs: 2 },
  },
  padSequences: {
    see: (o) => keratin.padSequences([[1, 2.5, 3], [4]], o),
    values: { maxlen: 2, dtype: 'float32', padding: 'post', truncating: 'post', value: 7 },
    beside: { truncating: { maxlen: 2 } },
  },
  textToWordSequence: {
    see: (o) => keratin.textToWordSequence(text, o),
    values: { filters: 'e', lower: false, split: 't' },
  },
  Tokenizer: {
    see: (o) => {
      const tokenizer = new Tokenizer(o)
      tokenizer.fitOnTexts([text])
      return [tokenizer.textsToSequences([`${text} dog`]), tokenizer.wordIndex]
    },
    values: { filters: 'e', lower: false, split: 't', numWords: 2, charLevel: true, oovToken: '[O]' },
  },
  sequencesToMatrix: {
    see: (o) => keratin.sequencesToMatrix([[1, 1, 2]], { numWords: 4, ...o }),
    values: { numWords: 3, mode: 'count', documents: { count: 9, containing: () => 2 } },
    beside: { documents: { mode: 'tfidf', documents: { count: 3, containing: () => 1 } } },
  },
  loadWordVectors: {
    see: (o) => keratin.loadWordVectors(vectorsFile, o),
    values: { words: ['of'], limit: 2 },
  },
  embeddingMatrix: {
    see: (o) =>
      keratin.embeddingMatrix(
        { dimension: 2, vectors: new Map([['a', Float32Array.of(1, 2)]]) },
        ['', 'a', 'b'],
        { seed: 1, ...o },
      ),
    values: { rows: 5, scale: 3, seed: 2 },
  },
}
