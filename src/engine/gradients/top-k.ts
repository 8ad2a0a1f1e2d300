import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** The largest entries have a gradient, which goes back to their places; TensorFlow.js has none. */
export function registerTopKGradient(): void {
  replaceGradient({
    kernelName: 'TopK',
    inputsToSave: ['x'],
    outputsToSave: [false, true],
    gradFunc: (dy, saved) => {
      const [dValues] = dy as tf.Tensor[]
      const [x, indices] = saved as [tf.Tensor, tf.Tensor]
      const places = tf.range(0, x.shape.at(-1)!, 1, 'int32')
      const rows = tf.cast(tf.equal(tf.expandDims(indices, -1), places), 'float32')
      return { x: () => tf.sum(tf.mul(rows, tf.expandDims(dValues!, -1)), -2) }
    },
  })
}
