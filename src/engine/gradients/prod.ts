import { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/**
 * The gradient of a product is the product of the other numbers: of those before and those after, so that it is right
 * where some are 0. TensorFlow.js has none.
 */
export function registerProdGradient(): void {
  replaceGradient({
    kernelName: 'Prod',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], attrs) => ({ x: () => prodGrad(dy as tf.Tensor, x!, attrs.axis as number[] | null) }),
  })
}

function prodGrad(dy: tf.Tensor, x: tf.Tensor, axis: number | number[] | null): tf.Tensor {
  const all = x.shape.map((_, i) => i)
  const axes = tf.util.parseAxisParam(axis ?? all, x.shape)
  const order = [...all.filter((i) => !axes.includes(i)), ...axes]
  const factors = axes.reduce((n, i) => n * x.shape[i]!, 1)
  const ordered = tf.transpose(x, order)
  const rows = tf.reshape(ordered, [x.size / Math.max(factors, 1), factors])
  const others = tf.mul(tf.cumprod(rows, 1, true), tf.cumprod(rows, 1, true, true))
  const back = order.map((_, i) => order.indexOf(i))
  const product = tf.transpose(tf.reshape(others, ordered.shape), back)
  const kept = x.shape.map((n, i) => (axes.includes(i) ? 1 : n))
  return tf.mul(product, tf.reshape(dy, kept))
}
