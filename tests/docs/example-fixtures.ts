import { readFile, writeFile } from 'node:fs/promises'
import * as keratin from 'keratin'

const { Dense, Discretization, Input, Normalization, Sequential, tf } = keratin

/** Examples that are compiled and do not run, and why. */
export const compiledOnly: Record<string, string> = {
  'datasets/cats-vs-dogs.ts #1': 'photos from the network',
  'src/data/images/verify-images.ts #1': 'photos in a folder of that name',
  'src/saving/save-model.ts #2': 'a folder of that name',
  'datasets/fashion-mnist.ts #1': 'images from the network',
  'datasets/idx.ts #1': 'a file of images of that name',
  'datasets/imdb/index.ts #1': 'texts from the network',
  'datasets/imdb/index.ts #2': 'texts from the network',
  'datasets/mnist.ts #1': 'images from the network',
  'datasets/texts/index.ts #1': 'a file of texts of that name',
  'models/recipe.ts #1': 'images from the network',
  'models/transfer/base.ts #1': 'a model of that name',
  'models/transfer/photo-features.ts #1': 'photos and a model of that name',
  'models/transfer/transfer-model.ts #1': 'a model of that name',
  'models/transfer/transfer-model.ts #2': 'a base',
  'datasets/glove.ts #1': 'vectors that are not downloaded',
  'datasets/mnist-mlp.ts #1': 'weights that are not downloaded',
  'src/data/images/digit.ts #1': 'a photo of that name',
  'src/saving/load-model.ts #2': 'a file of that name',
  'src/data/images/folder/image-dataset-from-directory.ts #1': 'a folder of photos',
  'src/data/images/load-image.ts #1': 'a photo of that name',
}

const units = 2
const gates: Record<string, number> = { gru: 3, lstm: 4, 'simple-rnn': 1 }

/** What an example goes on from: a model with data for it, tensors, layers. */
export async function fixturesOf(name: string, code: string): Promise<Record<string, unknown>> {
  const recurrent = Object.entries(gates).find(([file]) => name.startsWith(`src/engine/ops/${file}.ts`))
  if (recurrent) {
    const columns = recurrent[1] * units
    return {
      x: tf.ones([1, 3, 4]),
      kernel: tf.ones([4, columns]),
      recurrentKernel: tf.ones([units, columns]),
      bias: recurrent[0] === 'gru' ? tf.zeros([2, columns]) : tf.zeros([columns]),
    }
  }
  if (name.startsWith('src/engine/ops/updates/')) {
    const zeros = Object.fromEntries(['a', 'c', 'v', 'm0', 'v0'].map((key) => [key, tf.zeros([2])]))
    return { ...zeros, w: tf.ones([2]), dw: tf.ones([2]), lr: 0.001, beta1: 0.9, beta2: 0.999, t: 1 }
  }
  const model = Sequential([Input({ shape: [4] }), Dense(2, { activation: 'softmax' })])
  model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
  const graph = { a: Input({ shape: [4] }), b: Input({ shape: [4] }) }
  const digits = { x: tf.zeros([20, 28, 28, 1]), y: tf.zeros([20], 'int32') }
  const merging = /\(\[a, b\]\)/.test(code)
  return {
    model,
    x: tf.ones([20, 4]),
    y: tf.zeros([20], 'int32'),
    yTrue: tf.tensor1d([0, 1], 'int32'),
    yPred: tf.tensor2d([[1, 0], [0, 1]]), // biome-ignore format: a matrix
    ...(merging ? graph : {}),
    images: keratin.Dataset.fromTensors(tf.ones([4, 2])),
    labels: keratin.Dataset.fromTensors(tf.ones([4])),
    glove: { dimension: 2, vectors: new Map([['good', new Float32Array([1, 0])]]) },
    vectorize: { getVocabulary: () => ['', '[UNK]', 'good'] },
    vocabulary: ['good'],
    history: { loss: [1] },
    train: digits,
    test: digits,
    loss: keratin.losses.SparseCategoricalCrossentropy(),
    optimizer: keratin.optimizers.SGD(),
    ...(name.startsWith('src/ops/linear-algebra') && { a: tf.ones([2, 3, 4]), b: tf.ones([2, 4, 5]) }),
    chunk: { length: 11594722 },
    layer: name.includes('discretization') ? Discretization({ numBins: 2 }) : Normalization(),
    MyLayer: class MyLayer extends keratin.Layer {
      static override readonly className = 'MyLayer'
      override call(x: keratin.tf.Tensor) {
        return x
      }
    },
    readFile,
    writeFile,
  }
}
