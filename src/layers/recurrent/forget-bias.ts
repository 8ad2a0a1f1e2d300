import { tf } from '../../engine/index.js'
import { Initializer } from '../../initializers/initializer.js'
import type { RandomStream } from '../../support/random.js'

/** The first values of an LSTM's bias: as given, but ones for the second of four gates, so that it remembers. */
export class ForgetBias extends Initializer {
  constructor(readonly given: Initializer) {
    super()
  }

  override initialize([columns]: readonly number[], dtype: 'float32', stream: RandomStream): tf.Tensor {
    const units = columns! / 4
    return tf.tidy(() =>
      tf.concat([
        this.given.initialize([units], dtype, stream),
        tf.ones([units]),
        this.given.initialize([2 * units], dtype, stream),
      ]),
    )
  }
}
