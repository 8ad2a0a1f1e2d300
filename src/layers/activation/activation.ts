import {
  type Activation as ActivationFunction,
  type ActivationIdentifier,
  getActivation,
  serializeActivation,
} from '../../activations/index.js'
import type { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

class ActivationClass extends Layer {
  static override readonly className = 'Activation'
  static override readonly stateless = true
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly activation: ActivationFunction

  constructor(activation: ActivationIdentifier, options?: LayerOptions)
  constructor(options: LayerOptions & { activation: ActivationIdentifier })
  constructor(...args: unknown[]) {
    const options = named<LayerOptions & { activation: ActivationIdentifier }>(
      ['activation'],
      args,
      new.target.className,
    )
    super(options)
    this.activation = getActivation(options.activation)
  }

  override call(x: tf.Tensor): tf.Tensor {
    return this.activation.fn(x)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), activation: serializeActivation(this.activation) }
  }
}

/**
 * Applies an activation function: `activation(x)`.
 *
 * @param activation a name such as `relu`, or a function of a tensor
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `UNKNOWN_NAME` for a name that is no activation
 * @example const y = Activation('relu')(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/core_layers/activation/
 */
export const Activation = callableClass(ActivationClass)
export type Activation = ActivationClass
