import { tf } from '../../engine/index.js'
import type { Tensors } from '../../graph/call-context.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { Layer } from '../base/layer.js'

class IdentityClass extends Layer {
  static override readonly className = 'Identity'
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override call(inputs: Tensors): Tensors {
    return Array.isArray(inputs) ? inputs.map((x) => tf.clone(x)) : tf.clone(inputs)
  }
}

/**
 * Hands its input on: a placeholder where no operation is wanted.
 *
 * Input shape: any. Output shape: the same.
 *
 * @example const y = Identity()(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/core_layers/identity/
 */
export const Identity = callableClass(IdentityClass)
export type Identity = IdentityClass
