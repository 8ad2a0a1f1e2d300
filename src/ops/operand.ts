import { tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'

/** What an operation takes where it wants a tensor. */
export type Operand = tf.Tensor | tf.TensorLike | SymbolicTensor

/**
 * The tensor of an operand; numbers and arrays get the dtype of the tensor they meet, as in Keras: `x * 2` stays what
 * `x` is, and a fraction makes an integer tensor one of floats.
 */
export function tensorOf(operand: unknown, beside?: unknown): tf.Tensor {
  if (operand instanceof tf.Tensor) return operand
  const flat = [operand].flat(8)
  const whole = flat.every((n) => typeof n === 'boolean' || Number.isInteger(n))
  const dtype = beside instanceof tf.Tensor && whole ? beside.dtype : undefined
  if (dtype === 'int32' || dtype === 'float32') return tf.tensor(operand as tf.TensorLike, undefined, dtype)
  return tf.tensor(operand as tf.TensorLike)
}
