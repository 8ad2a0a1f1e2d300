import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { type FunctionConfig, functionConfig } from '../support/function-config.js'
import { Initializer, type WeightType } from './initializer.js'

/** First values of a weight of that shape. */
export type InitializerFunction = (shape: readonly number[], dtype: WeightType) => tf.Tensor | tf.TensorLike

/** An initializer made of a function. */
export class FunctionInitializer extends Initializer {
  constructor(readonly fn: InitializerFunction) {
    super()
  }

  override initialize(shape: readonly number[], dtype: WeightType): tf.Tensor {
    return tf.tidy(() => {
      const given = this.fn([...shape], dtype)
      const values = given instanceof tf.Tensor ? tf.cast(given, dtype) : tf.tensor(given, undefined, dtype)
      if (tf.util.arraysEqual(values.shape, [...shape])) return values
      throw argumentError(
        `The initializer ${this.fn.name}`,
        `a tensor of shape [${shape}]`,
        'its result',
        `shape [${values.shape}]`,
      )
    })
  }

  /** What files hold of it. */
  serialize(): FunctionConfig {
    return functionConfig(this.fn, 'an initializer')
  }
}
