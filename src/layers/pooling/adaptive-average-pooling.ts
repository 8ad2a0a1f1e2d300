import { adaptiveMean, type tf } from '../../engine/index.js'
import { AdaptivePooling } from './adaptive-pooling.js'

/** The means of as many windows as the output has positions. */
export abstract class AdaptiveAveragePooling extends AdaptivePooling {
  protected override pool(x: tf.Tensor, outputs: number, axis: number): tf.Tensor {
    return adaptiveMean(x, outputs, axis)
  }
}
