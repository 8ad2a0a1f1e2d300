import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readIdx } from '../../datasets/idx.js'
import { fashionMnist, glove, imdb, labelledTexts, mnist, mnistMlp } from '../../datasets/index.js'
import { prepareFile } from '../../models/preparation.js'
import { readRunJson } from '../../src/cli/model/run-json.js'
import { readConfigFile } from '../../src/cli/options/values.js'
import { collectTexts } from '../../src/cli/predict/texts.js'
import { loadDigit } from '../../src/data/images/index.js'
import { verifyImages } from '../../src/data/images/verify-images.js'
import { Dataset, imageDatasetFromDirectory, loadImage, loadWordVectors } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { loadModel } from '../../src/saving/index.js'
import { KeratinError } from '../../src/support/errors.js'
import type { HostileReader } from '../harness/hostile.js'
import { encodeIdx } from '../harness/idx.js'

const dispose = (x: unknown) => tf.dispose(x as tf.TensorContainer)

async function allOf(elements: AsyncIterable<unknown>): Promise<void> {
  for await (const element of elements) dispose(element)
}

/** What a reader that goes on without a file says of it. */
const refuse = (message: string) => {
  throw new KeratinError('FILE_UNREADABLE', message)
}

/** What an image data set has beside the images to train with: one image each. */
export function writeOthers(folder: string): void {
  writeFileSync(join(folder, 't10k-images-idx3-ubyte'), encodeIdx(8, [1, 1, 1], [0]))
  for (const part of ['train', 't10k'])
    writeFileSync(join(folder, `${part}-labels-idx1-ubyte`), encodeIdx(8, [1], [0]))
}

const imagesOf = (data: { train: { x: tf.Tensor; y: tf.Tensor }; test: { x: tf.Tensor; y: tf.Tensor } }) => {
  dispose([data.train.x, data.train.y, data.test.x, data.test.y])
}

/** Every reader of files of the project but those of models, which have tests of their own. */
export const readers: Record<string, HostileReader> = {
  loadImage: { file: 'x.png', read: async (f) => dispose(await loadImage(join(f, 'x.png'))) },
  'loadImage of a JPEG': { file: 'x.jpg', read: async (f) => dispose(await loadImage(join(f, 'x.jpg'))) },
  loadDigit: { file: 'x.png', read: (f) => loadDigit(join(f, 'x.png')) },
  'the input of a run': {
    file: 'x.jpg',
    read: (f) => prepareFile({ kind: 'image', shape: [8, 8, 3], rescale: 1 }, join(f, 'x.jpg')),
  },
  imageDatasetFromDirectory: {
    file: 'photos/a/x.jpg',
    read: async (f) =>
      allOf(await imageDatasetFromDirectory(join(f, 'photos'), { labels: null, imageSize: 8 })),
  },
  'labels of images': {
    file: 'photos/labels.csv',
    read: async (f) => {
      writeFileSync(join(f, 'photos/x.png'), '')
      await imageDatasetFromDirectory(join(f, 'photos'), { labels: { csv: 'labels.csv' } })
    },
  },
  verifyImages: {
    file: 'photos/a/x.jpg',
    read: async (f) => {
      const { unreadable } = await verifyImages(join(f, 'photos'))
      for (const { reason } of unreadable) refuse(reason)
    },
  },
  readIdx: { file: 'x-idx1-ubyte', read: (f) => readIdx(join(f, 'x-idx1-ubyte')) },
  'mnist.load': {
    file: 'train-images-idx3-ubyte',
    read: async (f) => {
      writeOthers(f)
      imagesOf(await mnist.load({ data: f }))
    },
  },
  'fashionMnist.load': {
    file: 'train-images-idx3-ubyte.gz',
    read: async (f) => {
      writeOthers(f)
      imagesOf(await fashionMnist.load({ data: f }))
    },
  },
  'imdb.load of lines': {
    file: 'train.jsonl',
    read: async (f) => {
      writeFileSync(join(f, 'test.jsonl'), '{"text":"x","label":1}')
      dispose(await imdb.load({ data: f }))
    },
  },
  'imdb.load of an archive': {
    file: 'aclImdb_v1.tar.gz',
    read: async (f) => dispose(await imdb.load({ data: f })),
  },
  'imdb.load of folders': {
    file: 'aclImdb/train/neg/0_3.txt',
    read: async (f) => dispose(await imdb.load({ data: f })),
  },
  'imdb.load of arrays': { file: 'imdb.npz', read: async (f) => dispose(await imdb.load({ data: f })) },
  'the word index of imdb': {
    file: 'imdb_word_index.json',
    read: async (f) => {
      for (const name of ['train', 'test']) writeFileSync(join(f, `${name}.jsonl`), '{"text":"x","label":1}')
      dispose(await imdb.load({ data: f }))
    },
  },
  'mnistMlp.load of JSON': {
    file: 'weights.json',
    read: async (f) => dispose(await mnistMlp.load({ data: f })),
  },
  'mnistMlp.load of arrays': {
    file: 'weights.npz',
    read: async (f) => dispose(await mnistMlp.load({ data: f })),
  },
  'labelledTexts.load of a table': {
    file: 'x.csv',
    read: (f) => labelledTexts.load({ data: join(f, 'x.csv') }),
  },
  'labelledTexts.load of lines': {
    file: 'x.jsonl',
    read: (f) => labelledTexts.load({ data: join(f, 'x.jsonl') }),
  },
  'labelledTexts.load of parts': {
    file: 'data/train.csv.gz',
    read: (f) => labelledTexts.load({ data: join(f, 'data') }),
  },
  'labelledTexts.load of folders': {
    file: 'texts/a/x.txt',
    read: (f) => labelledTexts.load({ data: join(f, 'texts') }),
  },
  loadWordVectors: { file: 'x.txt', read: (f) => loadWordVectors(join(f, 'x.txt')) },
  'loadWordVectors of gzip': { file: 'x.txt.gz', read: (f) => loadWordVectors(join(f, 'x.txt.gz')) },
  'glove.load': { file: 'glove.6B.50d.txt', read: (f) => glove.load({ data: f }) },
  'Dataset.cache': {
    file: 'x.cache',
    read: (f) => allOf(Dataset.from(() => [1, 2]).cache(join(f, 'x.cache'))),
  },
  'texts to predict': {
    file: 'x.txt',
    read: async (f) => {
      const stdin = (async function* () {})()
      const fail = ({ message }: { message: string }) => refuse(message)
      await collectTexts([join(f, 'x.txt')], { cwd: f, stdin }, fail)
    },
  },
  'a configuration': { file: 'x.json', read: (f) => readConfigFile({}, join(f, 'x.json')) },
  'the record of a run': { file: 'labels.json', read: (f) => readRunJson(f, 'labels.json') },
  loadModel: { file: 'x.keras', read: (f) => loadModel(join(f, 'x.keras')) },
}
