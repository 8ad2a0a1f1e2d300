import { tf, type Variable } from '../../engine/index.js'
import { Metric } from '../../training/index.js'

/**
 * Counts how often samples of a class (row) are taken for a class (column), while a model is evaluated. Its figure is
 * the share of samples on the diagonal.
 */
export class ConfusionCounter extends Metric {
  readonly #counts: Variable

  constructor(readonly classes: number) {
    super({ name: 'confusion' })
    this.#counts = this.addVariable('counts', [classes, classes])
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor): void {
    tf.tidy(() => {
      const actual = tf.oneHot(this.#classOf(yTrue), this.classes)
      const predicted = tf.oneHot(this.#classOf(yPred), this.classes)
      this.addTo(this.#counts, tf.matMul(floats(actual), floats(predicted), true))
    })
  }

  override result(): tf.Tensor {
    return tf.tidy(() => {
      const counts = this.#counts.read()
      return tf.div(tf.sum(tf.mul(counts, tf.eye(this.classes))), tf.sum(counts))
    })
  }

  /** The counts, row by row. */
  matrix(): number[][] {
    const counts = Array.from(this.#counts.data())
    return Array.from({ length: this.classes }, (_, i) =>
      counts.slice(i * this.classes, (i + 1) * this.classes),
    )
  }

  /** Class numbers from probabilities, from a probability, or from class numbers. */
  #classOf(y: tf.Tensor): tf.Tensor1D {
    const last = y.shape.length > 1 ? y.shape.at(-1)! : 1
    if (last > 1) return tf.argMax(y, -1).flatten()
    const flat = y.flatten()
    const isClass = y.dtype === 'int32' || this.classes > 2
    return (isClass ? tf.cast(flat, 'int32') : tf.cast(tf.greater(flat, 0.5), 'int32')) as tf.Tensor1D
  }
}

const floats = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'float32')
