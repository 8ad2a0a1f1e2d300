import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as datasets from 'keratin/datasets'
import sharp from 'sharp'
import { goldenFolder } from '../../../harness/golden.js'
import { encodeIdx } from '../../../harness/idx.js'
import type { Probe } from './probe.js'

const root = mkdtempSync(join(tmpdir(), 'keratin-heard-'))
const other = mkdtempSync(join(tmpdir(), 'keratin-heard-'))
function put(name: string, content: string | Uint8Array, where = root): string {
  const path = join(where, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

for (const [where, n] of [
  [root, 4],
  [other, 3],
] as const) {
  for (const name of ['mnist', 'fashion-mnist']) {
    for (const part of ['train', 't10k']) {
      const values = Uint8Array.from({ length: n * 784 }, (_, i) => i % 256)
      put(`${name}/${part}-images-idx3-ubyte.gz`, gzipSync(encodeIdx(8, [n, 28, 28], values)), where)
      put(
        `${name}/${part}-labels-idx1-ubyte.gz`,
        gzipSync(encodeIdx(8, [n], [3, 1, 2, 0].slice(0, n))),
        where,
      )
    }
  }
  const reviews = (word: string) =>
    ['the the film was bad and sad', 'the the film was good', `${word} film`, 'good']
      .map((text, i) => `${JSON.stringify({ text, label: i % 2 })}\n`)
      .join('')
  put('imdb/train.jsonl', reviews(`part${n}`), where)
  put('imdb/test.jsonl', reviews('test'), where)
  put('glove/glove.6B.50d.txt', `the 1 2\nof 3 ${n}\nand 5 6\n`, where)
  const rows = Array.from({ length: 10 }, (_, i) => `text ${i} of ${n},other ${i},${i % 2},${i % 3}\n`).join(
    '',
  )
  put('rows.csv', `text,more,label,kind\n${rows}`, where)
  for (const [i, name] of [
    'train/cat.1',
    'train/dog.1',
    'train/cat.2',
    'train/dog.2',
    'test/cat.1',
    'test/dog.2',
  ].entries()) {
    const raw = { width: 9, height: 6, channels: 4 as const }
    const values = Uint8Array.from({ length: 9 * 6 * 4 }, (_, at) => (at * 37 + i + n) % 256)
    put(`cats-vs-dogs/${name}.jpg`, await sharp(values, { raw }).jpeg().toBuffer(), where)
  }
}

/** The reviews as Keras keeps them, whose order is drawn. */
const npz = mkdtempSync(join(tmpdir(), 'keratin-heard-'))
copyFileSync(join(goldenFolder(), 'imdb', 'numpy2.npz'), join(npz, 'imdb.npz'))
put('imdb_word_index.json', JSON.stringify({ the: 1, a: 2, film: 3, good: 9 }), npz)

const idx = { data: other, limit: 2, normalize: false, flatten: true, oneHot: true }

export { other, put, root }

async function photos(o: object): Promise<unknown> {
  const { train, validation, test } = await datasets.catsVsDogs.load({
    data: root,
    imageSize: 4,
    shuffle: false,
    seed: 1,
    ...o,
  } as never)
  const seen: unknown[] = []
  for (const part of [train, validation, test]) if (part) for await (const batch of part) seen.push(batch)
  return seen
}

/** Data sets, from small files of their form. */
export const dataSets: Record<string, Probe> = {
  'digits.load': {
    see: (o) => datasets.digits.load({ train: 3, test: 2, ...o }),
    values: { train: 2, test: 1, seed: 5, normalize: false, flatten: true, oneHot: true },
  },
  'mnist.load': { see: (o) => datasets.mnist.load({ data: root, ...o }), values: idx },
  'fashionMnist.load': { see: (o) => datasets.fashionMnist.load({ data: root, ...o }), values: idx },
  'glove.load': {
    see: (o) => datasets.glove.load({ data: root, ...o }),
    values: { data: other, words: ['of'], limit: 1 },
  },
  'labelledTexts.load': {
    see: ({ data = root, ...o }) => datasets.labelledTexts.load({ data: join(data, 'rows.csv'), ...o }),
    values: { data: other, limit: 2, seed: 5, textColumn: 'more', labelColumn: 'kind' },
  },
  'imdb.loadTexts': {
    see: (o) => datasets.imdb.loadTexts({ data: root, ...o }),
    values: { data: other, limit: 2, seed: 5 },
    beside: { seed: { data: npz } },
  },
  'imdb.load': {
    see: (o) => datasets.imdb.load({ data: root, ...o }),
    values: {
      ...{
        data: other,
        limit: 2,
        seed: 5,
        numWords: 5,
        skipTop: 2,
        maxLen: 4,
        startChar: 9,
        oovChar: 8,
        indexFrom: 5,
      },
      wordIndex: new Map([['film', 1]]),
    },
    beside: { oovChar: { numWords: 5 }, seed: { data: npz } },
  },
  'catsVsDogs.load': {
    see: photos,
    values: {
      ...{
        colorMode: 'grayscale',
        interpolation: 'nearest',
        antialias: true,
        cropToAspectRatio: true,
        padToAspectRatio: true,
      },
      ...{ rescale: 0.5, maxSide: 3, data: other, batchSize: 2, seed: 3, labelMode: 'int', imageSize: 5 },
      ...{ shuffle: true, validationSplit: 0.5, limit: 2 },
    },
    beside: { seed: { shuffle: true } },
  },
}
