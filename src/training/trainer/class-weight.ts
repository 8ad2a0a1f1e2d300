import { tf } from '../../engine/index.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'

/** Weights by class number; classes that are not mentioned weigh 1. */
export type ClassWeight = Readonly<Record<number, number>>

/** Makes sample weights from the classes of targets: numbers, or one-hot. */
export class ClassWeights {
  readonly #table: number[]

  /** @throws KeratinError `ARGUMENT` if a key is no class number or a weight is no number */
  constructor(classWeight: ClassWeight) {
    const entries = Object.entries(classWeight).map(([k, w]) => [Number(k), w] as const)
    if (!entries.every(([k, w]) => Number.isInteger(k) && k >= 0 && Number.isFinite(w))) {
      throw argumentError('fit', 'a record from class numbers to weights', 'classWeight', classWeight)
    }
    this.#table = new Array(Math.max(-1, ...entries.map(([k]) => k)) + 1).fill(1)
    for (const [k, w] of entries) this.#table[k] = w
  }

  /**
   * The weight of each sample, shape [batch].
   *
   * @param targets class numbers [batch] or [batch, 1], or one-hot [batch, classes]
   */
  weigh(targets: tf.Tensor): tf.Tensor {
    if (targets.rank < 1 || targets.rank > 2) {
      throw new KeratinError(
        'SHAPE',
        'classWeight needs targets that are class numbers [batch] or one-hot [batch, classes]. ' +
          `Received: shape ${showShape(targets.shape)}.`,
        { hint: 'Give sampleWeight instead.' },
      )
    }
    return tf.tidy(() => {
      const oneHot = targets.rank === 2 && targets.shape[1] !== 1
      const numbers = oneHot ? tf.argMax(targets, 1) : tf.reshape(targets, [targets.shape[0]!])
      const classes = tf.cast(tf.round(tf.cast(numbers, 'float32')), 'int32')
      const n = this.#table.length
      if (n === 0) return tf.ones([targets.shape[0]!])
      const known = tf.logicalAnd(tf.greaterEqual(classes, 0), tf.less(classes, n))
      const index = tf.cast(tf.clipByValue(tf.cast(classes, 'float32'), 0, n - 1), 'int32')
      return tf.where(known, tf.gather(tf.tensor1d(this.#table), index as tf.Tensor1D), 1)
    })
  }
}
