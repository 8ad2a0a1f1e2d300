import { tf } from '../../engine/index.js'
import { divideNoNan } from '../losses/reduction.js'
import { Metric } from '../metrics/index.js'

/** The running mean of the losses of batches. */
export class LossMean extends Metric {
  static override readonly className: string = 'Mean'
  override readonly direction = 'down'
  readonly #total = this.addVariable('total')
  readonly #count = this.addVariable('count')

  constructor(name: string) {
    super({ name })
  }

  /**
   * Counts the loss of a batch.
   *
   * @param weight what it counts for, a scalar: its number of samples. Default 1
   */
  override updateState(loss: tf.Tensor, weight?: tf.Tensor): void {
    const mean = loss.rank > 0 ? tf.mean(loss) : loss
    this.addTo(this.#total, weight ? tf.mul(mean, weight) : mean)
    this.addTo(this.#count, weight ?? 1)
  }

  override result(): tf.Tensor {
    return tf.tidy(() => divideNoNan(this.#total.read(), this.#count.read()))
  }
}
