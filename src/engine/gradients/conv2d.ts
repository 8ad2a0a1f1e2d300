import { hasNativeKernels, runKernel, runKernels } from '../ops/native.js'
import { tf } from '../tf.js'
import type { NativeActivation } from '../wasm/activation.js'
import { activationGrad, isNestedGradient } from './activation.js'
import { replaceGradient } from './replace.js'

/** What the convolution kernels of TensorFlow.js are told. */
export interface ConvAttributes {
  strides: number | [number, number]
  dilations: number | [number, number]
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding
  dataFormat: 'NHWC' | 'NCHW'
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

const pair = (value: number | [number, number]): [number, number] =>
  typeof value === 'number' ? [value, value] : value

/** Whether the engine's kernels know dilated gradients; other engines convolve with zeros between the taps. */
export const needsSpreadFilter = ({ dilations }: ConvAttributes): boolean =>
  !hasNativeKernels() && pair(dilations).some((d) => d > 1)

/** The filter [KH, KW, CI, CO] with zeros between its taps: an undilated one that does the same. */
export function spreadFilter(filter: tf.Tensor, dilations: ConvAttributes['dilations']): tf.Tensor {
  const [dh, dw] = pair(dilations)
  const [kh, kw, ci, co] = filter.shape as [number, number, number, number]
  const apart = tf.pad(tf.reshape(filter, [kh, 1, kw, 1, ci, co]), [
    [0, 0],
    [0, dh - 1],
    [0, 0],
    [0, dw - 1],
    [0, 0],
    [0, 0],
  ])
  const joined = tf.reshape(apart, [kh * dh, kw * dw, ci, co])
  return tf.slice(joined, [0, 0, 0, 0], [(kh - 1) * dh + 1, (kw - 1) * dw + 1, ci, co])
}

/** Gradients of x and filter, given that of the convolution. */
function convGradients(dy: tf.Tensor, x: tf.Tensor, filter: tf.Tensor, attrs: ConvAttributes) {
  const spread = needsSpreadFilter(attrs)
  const given = spread ? { ...attrs, dilations: 1 } : attrs
  return {
    x: () => {
      const used = spread ? spreadFilter(filter, attrs.dilations) : filter
      return runKernel('Conv2DBackpropInput', { dy, filter: used }, { ...given, inputShape: x.shape })
    },
    filter: () => {
      if (!spread)
        return runKernel('Conv2DBackpropFilter', { x, dy }, { ...given, filterShape: filter.shape })
      const [dh, dw] = pair(attrs.dilations)
      const [kh, kw, ci, co] = filter.shape as [number, number, number, number]
      const filterShape = [(kh - 1) * dh + 1, (kw - 1) * dw + 1, ci, co]
      const all = runKernel('Conv2DBackpropFilter', { x, dy }, { ...given, filterShape })
      return tf.stridedSlice(all, [0, 0, 0, 0], filterShape, [dh, dw, 1, 1])
    },
  }
}

const isPlain = (x: tf.Tensor, filter: tf.Tensor, { dataFormat }: ConvAttributes) =>
  dataFormat === 'NHWC' && x.dtype === 'float32' && filter.dtype === 'float32'

/** How a gradient arrives at a convolution: `aux` is the output of `relu`, or the mask of pooling. */
interface Arriving {
  dy: tf.Tensor
  mode: 'plain' | 'relu' | 'pooled'
  aux?: tf.Tensor
}

/**
 * Gradients of x, filter and bias by one kernel of Keratin's engine; that of x only if something needs it.
 *
 * Those of filter and bias are filled as soon as one of the three is asked for; they are made here, because what is
 * made while TensorFlow.js asks for one gradient does not outlive it.
 */
function jointGradients({ dy, mode, aux }: Arriving, x: tf.Tensor, filter: tf.Tensor, attrs: ConvAttributes) {
  const [dFilter, dBias] = runKernels('KeratinConv2DGradRoom', { filter }) as [tf.Tensor, tf.Tensor]
  let filled = false
  const fill = (inputGrad: boolean) => {
    filled = true
    const inputs = { x, filter, dy, ...(aux && { aux }), dFilter, dBias }
    return runKernels('KeratinConv2DGrad', inputs, { ...attrs, mode, inputGrad })
  }
  const part = (gradient: tf.Tensor) => () => {
    if (!filled) fill(false)
    return gradient
  }
  return { x: () => fill(true)[0]!, filter: part(dFilter), bias: part(dBias) }
}

/** Gradients of convolutions, dilated ones included, each computed only if it is needed. */
export function registerConvGradients(): void {
  replaceGradient({
    kernelName: 'Conv2D',
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, [x, filter], attrs) =>
      convGradients(dy as tf.Tensor, x!, filter!, attrs as unknown as ConvAttributes),
  })
  replaceGradient({
    kernelName: 'FusedConv2D',
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, [x, filter, y], attrs) => {
      const given = attrs as unknown as ConvAttributes & { activation: NativeActivation }
      if (hasNativeKernels() && !isNestedGradient() && isPlain(x!, filter!, given)) {
        const relu = given.activation === 'relu'
        const arriving: Arriving = relu
          ? { dy: dy as tf.Tensor, mode: 'relu', aux: y! }
          : { dy: activationGrad(given.activation, dy as tf.Tensor, y!), mode: 'plain' }
        return jointGradients(arriving, x!, filter!, given)
      }
      const dz = activationGrad(given.activation, dy as tf.Tensor, y!)
      return { ...convGradients(dz, x!, filter!, given), bias: () => tf.sum(dz, [0, 1, 2]) }
    },
  })
  replaceGradient({
    kernelName: 'KeratinConv2DMaxPool',
    inputsToSave: ['x', 'filter'],
    outputsToSave: [false, true],
    gradFunc: (dys, [x, filter, mask], attrs) => {
      const arriving: Arriving = { dy: (dys as tf.Tensor[])[0]!, mode: 'pooled', aux: mask! }
      return jointGradients(arriving, x!, filter!, attrs as unknown as ConvAttributes)
    },
  })
}
