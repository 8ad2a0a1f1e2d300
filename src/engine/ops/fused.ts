import type { ConvAttributes } from '../gradients/conv2d.js'
import { needsSpread, spreadTaps } from '../gradients/dilation.js'
import { recordsNestedGradient } from '../gradients/nested.js'
import { tf } from '../tf.js'
import { isNativeActivation, type NativeActivation } from '../wasm/activation.js'
import { hasNativeKernels, runKernel, runKernels } from './native.js'

type Own<T extends { activation?: string }> = Omit<T, 'activation'> & {
  activation?: T['activation'] | NativeActivation
}
type ConvOptions<T extends tf.Tensor3D | tf.Tensor4D> = Own<Parameters<typeof tf.fused.conv2d>[0]> & {
  x: T
  /** Whether max pooling of 2 x 2 windows, without padding, follows. Default false. */
  maxPool?: boolean
}
type MatMulOptions = Own<Parameters<typeof tf.fused.matMul>[0]>

const present = (bias: tf.TensorLike | tf.Tensor | undefined | null): bias is tf.Tensor =>
  bias instanceof tf.Tensor

/**
 * `f` with its activation fused; applied behind it where the kernels of other engines do not know it, and where the
 * gradient of a gradient needs to know how the output came about.
 */
function withActivation(activation: string, f: (fusedActivation: string) => tf.Tensor): tf.Tensor {
  const nested = recordsNestedGradient()
  if (activation === 'tanh' && (nested || !hasNativeKernels())) return tf.tanh(f('linear'))
  if (activation === 'sigmoid' && nested) return tf.sigmoid(f('linear'))
  return f(activation)
}

/** Whether pooling can be part of the kernel of the convolution. */
function canPool<T extends tf.Tensor3D | tf.Tensor4D>(options: ConvOptions<T>): boolean {
  const { x, filter, bias, activation = 'linear', dataFormat = 'NHWC' } = options
  const tensors = [x, filter, ...(bias ? [bias] : [])]
  const plain = tensors.every((t) => t instanceof tf.Tensor && t.dtype === 'float32')
  const fits = plain && x.rank === 4 && dataFormat === 'NHWC' && (!bias || (bias as tf.Tensor).rank === 1)
  const known = activation === 'linear' || activation === 'relu'
  return fits && known && hasNativeKernels() && !recordsNestedGradient()
}

/**
 * `activation(x * filter + bias)`, as `tf.fused.conv2d`, whose options it takes. Unlike there, dilated convolutions
 * have gradients, `tanh` is an activation, and the gradient of x is computed only if something needs it (a first
 * layer's input does not). With `maxPool`, max pooling of 2 x 2 windows follows; after `relu` or no activation it is part
 * of the same kernel on Keratin's engine.
 */
function conv2d<T extends tf.Tensor3D | tf.Tensor4D>(options: ConvOptions<T>): T {
  const { maxPool, ...convolution } = options
  if (maxPool && !canPool(options)) {
    return tf.maxPool(conv2d(convolution as ConvOptions<T>) as T, 2, 2, 'valid')
  }
  const { x, filter, bias, activation = 'linear', strides, pad, dilations = 1, dataFormat = 'NHWC' } = options
  const plain =
    filter instanceof tf.Tensor && dataFormat === 'NHWC' && (!bias || (present(bias) && bias.rank === 1))
  if (!plain || !isNativeActivation(activation)) {
    return withActivation(activation, (known) =>
      tf.fused.conv2d({ ...options, activation: known as 'linear' }),
    ) as T
  }
  const batch = x.rank === 3 ? tf.expandDims(x as tf.Tensor, 0) : x
  const attrs: ConvAttributes = {
    strides,
    pad,
    dilations,
    dataFormat,
    dimRoundingMode: options.dimRoundingMode,
  }
  const spread = needsSpread(dilations)
  const inputs: Record<string, tf.Tensor> = {
    x: batch,
    filter: spread ? spreadTaps(filter, dilations) : filter,
  }
  if (present(bias)) inputs.bias = bias
  const given = { ...attrs, dilations: spread ? 1 : dilations }
  if (maxPool) return runKernels('KeratinConv2DMaxPool', inputs, { ...given, activation })[0] as T
  const y = withActivation(activation, (known) =>
    runKernel('FusedConv2D', inputs, { ...given, activation: known }),
  )
  return (x.rank === 3 ? tf.squeeze(y, [0]) : y) as T
}

/**
 * `activation(a · b + bias)`, as `tf.fused.matMul`, whose options it takes. Unlike there, batches that are broadcast
 * have right gradients, `tanh` is an activation, and each gradient is computed only if something needs it.
 */
function matMul(options: MatMulOptions): tf.Tensor {
  const { a, b, bias, activation = 'linear', transposeA = false, transposeB = false } = options
  const plain = a instanceof tf.Tensor && b instanceof tf.Tensor && a.rank >= 2 && b.rank >= 2
  if (!plain || !isNativeActivation(activation) || (bias && !(present(bias) && bias.rank === 1))) {
    return withActivation(activation, (known) =>
      tf.fused.matMul({ ...options, activation: known as 'linear' }),
    )
  }
  const inputs: Record<string, tf.Tensor> = { a, b }
  if (present(bias)) inputs.bias = bias
  return withActivation(activation, (known) =>
    runKernel('_FusedMatMul', inputs, { transposeA, transposeB, activation: known }),
  )
}

/** Layers in one operator, with lean gradients on every engine. */
export const fused = { conv2d, matMul }
