import { tf } from '../tf.js'

/** Sums a gradient over the axes along which its operand was repeated. */
export function sumToShape(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const added = gradient.rank - shape.length
  const repeated = (size: number, axis: number) => axis < added || (shape[axis - added] === 1 && size !== 1)
  const axes = gradient.shape
    .map((size, axis) => (repeated(size, axis) ? axis : -1))
    .filter((axis) => axis >= 0)
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape)
}
