import { tf } from '../../engine/index.js'
import { Conv2D, Dense, Flatten, Input, MaxPooling2D } from '../../layers/index.js'
import { Sequential } from '../../model/index.js'
import { disposeModel } from '../model/dispose-model.js'

/** How a tiny training went. */
export interface TinyTraining {
  /** The loss of the first and of the last epoch. */
  loss: readonly [first: number, last: number]
  milliseconds: number
  /** What is wrong with it. */
  fault?: string
}

/** Each of the eight stripes twice: plain JavaScript trains on them in a tenth of a second. */
const [count, side, epochs] = [16, 8, 6]

/**
 * Trains a network of 300 weights to tell stripes that lie from stripes that stand: convolution, pooling, layers,
 * losses, gradients and an optimizer in one. Nothing in it is random.
 */
export async function tinyTraining(): Promise<TinyTraining> {
  const zeros = { kernelInitializer: 'zeros' }
  const model = new Sequential([
    Input({ shape: [side, side, 1] }),
    Conv2D(4, 3, { activation: 'relu', ...zeros }),
    MaxPooling2D(2),
    Flatten(),
    Dense(2, { activation: 'softmax', ...zeros }),
  ])
  const stripes = (n: number, y: number, x: number) => (((n % 2 ? y : x) + (n >> 1)) % 4 < 2 ? 1 : 0)
  const pixels = Float32Array.from({ length: count * side * side }, (_, i) => {
    const [n, place] = [Math.floor(i / (side * side)), i % (side * side)]
    return stripes(n, Math.floor(place / side), place % side)
  })
  const x = tf.tensor4d(pixels, [count, side, side, 1])
  const y = tf.tensor1d(
    Array.from({ length: count }, (_, n) => n % 2),
    'int32',
  )
  try {
    tf.tidy(() => model.setWeights(model.getWeights().map(waves)))
    model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' })
    model.optimizer!.learningRate = 0.05
    const began = performance.now()
    const { history } = await model.fit(x, y, { epochs, batchSize: count, shuffle: false, verbose: 0 })
    const milliseconds = Math.round((performance.now() - began) * 10) / 10
    const [first, last] = [history.loss![0]!, history.loss!.at(-1)!]
    const learns = Number.isFinite(last) && last < first * 0.7
    const fault = `a tiny training does not learn: its loss went from ${first.toFixed(4)} to ${last.toFixed(4)}`
    return { loss: [first, last], milliseconds, ...(!learns && { fault }) }
  } finally {
    tf.dispose([x, y])
    disposeModel(model)
  }
}

/** Weights that are all different, and the same every time. */
const waves = (w: tf.Tensor, i: number): tf.Tensor =>
  w.rank === 1 ? w : tf.mul(tf.sin(tf.reshape(tf.range(i + 1, i + 1 + w.size), w.shape)), 0.3)
