import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/**
 * The gradient of cumulative products, which TensorFlow.js has not: `dx = reverse cumsum(dy * y) / x`, and 0 where x
 * is 0, as in TensorFlow.
 */
export function registerCumprodGradient(): void {
  replaceGradient({
    kernelName: 'Cumprod',
    inputsToSave: ['x'],
    outputsToSave: [true],
    gradFunc: (dy, [x, y], attrs) => {
      const { axis, exclusive, reverse } = attrs as unknown as {
        axis: number
        exclusive: boolean
        reverse: boolean
      }
      const shared = () => tf.cumsum(tf.mul(dy as tf.Tensor, y!), axis, exclusive, !reverse)
      return { x: () => tf.divNoNan(shared(), x!) }
    },
  })
}
