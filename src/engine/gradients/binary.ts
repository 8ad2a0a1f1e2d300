import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'
import { sumToShape } from './sum-to-shape.js'

/** Gradients that TensorFlow.js does not sum over broadcast axes. Equal maxima and minima go to a, as in TensorFlow. */
export function registerBinaryGradients(): void {
  for (const [kernelName, isA] of [
    ['Maximum', tf.greaterEqual],
    ['Minimum', tf.lessEqual],
  ] as const) {
    replaceGradient({
      kernelName,
      inputsToSave: ['a', 'b'],
      gradFunc: (gradient, saved) => {
        const dy = gradient as tf.Tensor
        const [a, b] = saved as [tf.Tensor, tf.Tensor]
        // chosen, not multiplied by 0: what arrives may be no number
        const share = (first: boolean) => {
          const none = tf.zerosLike(dy)
          const chosen = first ? tf.where(isA(a, b), dy, none) : tf.where(isA(a, b), none, dy)
          return sumToShape(chosen, (first ? a : b).shape)
        }
        return { a: () => share(true), b: () => share(false) }
      },
    })
  }
  replaceGradient({
    kernelName: 'SquaredDifference',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor]
      const scaled = (sign: number) => tf.mul(dy as tf.Tensor, tf.mul(tf.sub(a, b), 2 * sign))
      return { a: () => sumToShape(scaled(1), a.shape), b: () => sumToShape(scaled(-1), b.shape) }
    },
  })
}
