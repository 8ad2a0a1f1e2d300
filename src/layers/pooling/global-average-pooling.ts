import { adaptiveMean, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { GlobalPooling } from './global-pooling.js'

/** The mean over all of one, two or three axes. */
export abstract class GlobalAveragePooling extends GlobalPooling {
  protected override reduce(x: tf.Tensor, axes: number[], _context: CallContext): tf.Tensor {
    const means = axes.reduceRight((y, axis) => adaptiveMean(y, 1, axis), x)
    return this.keepdims ? means : tf.squeeze(means, axes)
  }
}
