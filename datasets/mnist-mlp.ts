import { tf } from '../src/engine/index.js'
import { KeratinError, show } from '../src/support/errors.js'
import { parseJson } from '../src/support/json.js'
import { checkedOptions } from '../src/support/options.js'
import { readTextFile } from '../src/support/text-file.js'
import { findOne } from './find-one.js'
import { readNpz } from './imdb/npz.js'
import type { DataSource } from './root.js'

/** The weights of the network: the kernel and the bias of each layer. The caller disposes them. */
export interface MnistMlpWeights {
  W1: tf.Tensor2D
  b1: tf.Tensor1D
  W2: tf.Tensor2D
  b2: tf.Tensor1D
  W3: tf.Tensor2D
  b3: tf.Tensor1D
}

export interface MnistMlp {
  weights: MnistMlpWeights
  source: DataSource
}

const name = 'mnist-mlp'
const shapes: Record<keyof MnistMlpWeights, number[]> = {
  W1: [784, 50],
  b1: [50],
  W2: [50, 100],
  b2: [100],
  W3: [100, 10],
  b3: [10],
}

/**
 * A network that reads digits, trained by K. Saitoh for his book: 784-50-100-10 with sigmoid and softmax. Of the test
 * images of MNIST it reads 9352 of 10000 right.
 *
 * `load({ data })` looks for `weights.json` or `weights.npz` in a folder `mnist-mlp` in `data`, or else under
 * `KERATIN_DATA` and in the cache. Images are `mnist.load({ flatten: true })`.
 *
 * @throws KeratinError DATA if they are nowhere; FILE_UNREADABLE
 * @example
 * const { weights } = await mnistMlp.load()
 * const hidden = tf.sigmoid(test.x.matMul(weights.W1).add(weights.b1))
 * @see https://github.com/oreilly-japan/deep-learning-from-scratch (ch03/sample_weight.pkl)
 */
export const mnistMlp = {
  name,

  async load(options?: { data?: string }): Promise<MnistMlp> {
    const { data } = checkedOptions('mnistMlp.load', options)
    const files = ['weights.json', 'weights.npz']
    const { path, source } = await findOne(name, files, `The weights of ${name}`, data)
    const read = path.endsWith('.npz') ? await readNpz(path) : await readJson(path)
    const arrays = Object.entries(shapes).map(([key, shape]) => {
      const values = read(key)
      const count = shape.reduce((n, d) => n * d, 1)
      if (values.length === count) return { key, shape, values: Float32Array.from(values as number[]) }
      const message = `${path}: ${key} must have ${count} values. Received: ${values.length}.`
      throw new KeratinError('FILE_UNREADABLE', message)
    })
    const weights = arrays.map(({ key, shape, values }) => [key, tf.tensor(values, shape)])
    return { weights: Object.fromEntries(weights) as MnistMlpWeights, source }
  },
}

/** `{ "W1": { "data": [...] }, ... }`. */
async function readJson(path: string): Promise<(name: string) => ArrayLike<unknown>> {
  let value: Record<string, { data?: unknown }>
  try {
    value = parseJson(await readTextFile(path, 'json')) as typeof value
  } catch (cause) {
    if (cause instanceof KeratinError) throw cause
    throw new KeratinError('FILE_UNREADABLE', `${path} is no JSON: ${(cause as Error).message}.`, { cause })
  }
  return (key) => {
    const data = value?.[key]?.data
    if (Array.isArray(data) && data.every((v) => typeof v === 'number')) return data
    throw new KeratinError('FILE_UNREADABLE', `${path}: ${key} must hold numbers. Received: ${show(data)}.`)
  }
}
