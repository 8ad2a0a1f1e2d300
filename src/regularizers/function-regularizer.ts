import { tf } from '../engine/index.js'
import { type FunctionConfig, functionConfig } from '../support/function-config.js'
import type { Config } from '../support/registry.js'
import { Regularizer } from './regularizer.js'

/** The penalty of a weight or an output, a scalar. */
// biome-ignore lint/suspicious/noExplicitAny: functions narrow the tensor to one of as many axes as they take
export type RegularizerFunction = (x: any) => tf.Tensor

/** A regularizer made of a function. */
export class FunctionRegularizer extends Regularizer {
  constructor(readonly fn: RegularizerFunction) {
    super()
  }

  override apply(x: tf.Tensor): tf.Tensor {
    return tf.sum(this.fn(x))
  }

  override getConfig(): Config {
    return {}
  }

  /** What files hold of it. */
  serialize(): FunctionConfig {
    return functionConfig(this.fn, 'a regularizer')
  }
}
