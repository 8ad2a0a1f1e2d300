import { tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'

/** Numbers that are there: a tensor, a number, or nested arrays. */
export type Given = tf.Tensor | tf.TensorLike

/** What an operation takes where it wants a tensor. */
export type Operand = Given | SymbolicTensor

/**
 * The tensor of an operand; numbers and arrays get the dtype of the tensor they meet, as in Keras: `x * 2` stays what
 * `x` is, and a fraction makes an integer tensor one of floats.
 */
export function tensorOf(operand: unknown, beside?: unknown): tf.Tensor {
  if (operand instanceof tf.Tensor) return operand
  if (ArrayBuffer.isView(operand) || !(beside instanceof tf.Tensor))
    return tf.tensor(operand as tf.TensorLike)
  const flat = [operand].flat(8)
  const dtype = flat.every((n) => typeof n === 'boolean')
    ? 'bool'
    : flat.every((n) => typeof n === 'boolean' || Number.isInteger(n))
      ? beside.dtype === 'float32'
        ? 'float32'
        : 'int32'
      : 'float32'
  return tf.tensor(operand as tf.TensorLike, undefined, dtype)
}

/** The tensors of two operands that meet. */
export const tensorsOf = (x1: unknown, x2: unknown): [tf.Tensor, tf.Tensor] => [
  tensorOf(x1, x2),
  tensorOf(x2, x1),
]
