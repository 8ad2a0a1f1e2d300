/** The activations as functions to call: of tensors, of arrays, and of integers. */
import { type TensorLike, toTensor } from '../data/index.js'
import { tf } from '../engine/index.js'
import { notePlain, type OfTensor } from './plain.js'
import { activations as table } from './table.js'

type Rest<F> = F extends (x: tf.Tensor, ...rest: infer R) => tf.Tensor ? R : never
type Called<F extends OfTensor> = (x: TensorLike, ...options: Rest<F>) => tf.Tensor

/**
 * Takes what can become a tensor. Integers and booleans become float32, as the kernels of TensorFlow.js take nothing
 * else: `sigmoid([4, 6])` is what is meant, in whatever type the numbers are.
 */
function called<F extends OfTensor>(fn: F): Called<F> {
  const result: Called<F> = (x, ...options) =>
    tf.tidy(() => fn(toTensor(x, { name: 'x', dtype: 'float32' }), ...options))
  notePlain(result, fn)
  return result
}

export const linear = called(table.linear)
export const relu = called(table.relu)
export const relu6 = called(table.relu6)
export const leakyRelu = called(table.leaky_relu)
export const hardSigmoid = called(table.hard_sigmoid)
export const hardSilu = called(table.hard_silu)
export const hardTanh = called(table.hard_tanh)
export const hardShrink = called(table.hard_shrink)
export const softShrink = called(table.soft_shrink)
export const threshold = called(table.threshold)
export const sparseSigmoid = called(table.sparse_sigmoid)
export const sparsePlus = called(table.sparse_plus)
export const sigmoid = called(table.sigmoid)
export const tanh = called(table.tanh)
export const softplus = called(table.softplus)
export const softsign = called(table.softsign)
export const elu = called(table.elu)
export const selu = called(table.selu)
export const celu = called(table.celu)
export const gelu = called(table.gelu)
export const silu = called(table.silu)
export const mish = called(table.mish)
export const exponential = called(table.exponential)
export const tanhShrink = called(table.tanh_shrink)
export const logSigmoid = called(table.log_sigmoid)
export const squareplus = called(table.squareplus)
export const softmax = called(table.softmax)
export const logSoftmax = called(table.log_softmax)
export const sparsemax = called(table.sparsemax)
export const glu = called(table.glu)
