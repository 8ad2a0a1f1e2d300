import { tf } from '../../engine/index.js'
import { GlobalPooling } from './global-pooling.js'

/** The maximum over all of one, two or three axes; equal maxima share the gradient. */
export abstract class GlobalMaxPooling extends GlobalPooling {
  protected override reduce(x: tf.Tensor, axes: number[]): tf.Tensor {
    return tf.max(x, axes, this.keepdims)
  }
}
