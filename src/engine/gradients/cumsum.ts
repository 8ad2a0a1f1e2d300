import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** The gradient in TensorFlow.js is transposed along every axis but the last. */
export function registerCumsumGradient(): void {
  replaceGradient({
    kernelName: 'Cumsum',
    gradFunc: (dy, _saved, attrs) => {
      const { axis, exclusive, reverse } = attrs as unknown as {
        axis: number
        exclusive: boolean
        reverse: boolean
      }
      return { x: () => tf.cumsum(dy as tf.Tensor, axis, exclusive, !reverse) }
    },
  })
}
