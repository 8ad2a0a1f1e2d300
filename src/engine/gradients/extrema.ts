import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** Equal extrema share the gradient, as in TensorFlow; TensorFlow.js gives it to each of them in full. */
export function registerExtremaGradients(): void {
  for (const kernelName of ['Max', 'Min']) {
    replaceGradient({
      kernelName,
      inputsToSave: ['x'],
      outputsToSave: [true],
      gradFunc: (dy, [x, y], attrs) => {
        const input = x!
        const given = (attrs.reductionIndices ?? attrs.axis) as number | number[] | null
        const axes = tf.util.parseAxisParam(given ?? input.shape.map((_, axis) => axis), input.shape)
        const kept = input.shape.map((n, axis) => (axes.includes(axis) ? 1 : n))
        return {
          x: () => {
            const chosen = tf.cast(tf.equal(input, tf.reshape(y!, kept)), 'float32')
            const share = tf.div(tf.reshape(dy as tf.Tensor, kept), tf.sum(chosen, axes, true))
            return tf.mul(chosen, share)
          },
        }
      },
    })
  }
}
