/** The activations as functions to call: of tensors, of arrays, and of integers. */
import { type TensorLike, toTensor } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import * as alongAxis from './along-axis.js'
import * as rectifiers from './rectifiers.js'
import * as smooth from './smooth.js'

// biome-ignore lint/suspicious/noExplicitAny: whatever options each of them has
type OfTensor = (x: tf.Tensor, ...options: any[]) => tf.Tensor
type Rest<F> = F extends (x: tf.Tensor, ...rest: infer R) => tf.Tensor ? R : never
type Called<F extends OfTensor> = (x: TensorLike, ...options: Rest<F>) => tf.Tensor

const plain = new Map<unknown, OfTensor>()

/** The function of tensors that one of these calls: layers compute with that, and files know its name. */
export const plainActivation = (fn: unknown): unknown => plain.get(fn) ?? fn

/**
 * Takes what can become a tensor. Integers and booleans become float32, as the kernels of TensorFlow.js take nothing
 * else: `sigmoid([4, 6])` is what is meant, in whatever type the numbers are.
 */
function called<F extends OfTensor>(fn: F): Called<F> {
  const result: Called<F> = (x, ...options) =>
    tf.tidy(() => fn(toTensor(x, { name: 'x', dtype: 'float32' }), ...options))
  plain.set(result, fn)
  return result
}

export const linear = called(rectifiers.linear)
export const relu = called(rectifiers.relu)
export const relu6 = called(rectifiers.relu6)
export const leakyRelu = called(rectifiers.leakyRelu)
export const hardSigmoid = called(rectifiers.hardSigmoid)
export const hardSilu = called(rectifiers.hardSilu)
export const hardTanh = called(rectifiers.hardTanh)
export const hardShrink = called(rectifiers.hardShrink)
export const softShrink = called(rectifiers.softShrink)
export const threshold = called(rectifiers.threshold)
export const sparseSigmoid = called(rectifiers.sparseSigmoid)
export const sparsePlus = called(rectifiers.sparsePlus)
export const sigmoid = called(smooth.sigmoid)
export const tanh = called(smooth.tanh)
export const softplus = called(smooth.softplus)
export const softsign = called(smooth.softsign)
export const elu = called(smooth.elu)
export const selu = called(smooth.selu)
export const celu = called(smooth.celu)
export const gelu = called(smooth.gelu)
export const silu = called(smooth.silu)
export const mish = called(smooth.mish)
export const exponential = called(smooth.exponential)
export const tanhShrink = called(smooth.tanhShrink)
export const logSigmoid = called(smooth.logSigmoid)
export const squareplus = called(smooth.squareplus)
export const softmax = called(alongAxis.softmax)
export const logSoftmax = called(alongAxis.logSoftmax)
export const sparsemax = called(alongAxis.sparsemax)
export const glu = called(alongAxis.glu)
