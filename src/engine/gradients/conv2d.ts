import { hasNativeKernels, runKernels } from '../ops/native.js'
import { tf } from '../tf.js'
import type { NativeActivation } from '../wasm/activation.js'
import { activationGrad } from './activation.js'
import { windowGradients } from './dilation.js'
import { isNestedGradient } from './nested.js'
import { replaceGradient } from './replace.js'

/** What the convolution kernels of TensorFlow.js are told. */
export interface ConvAttributes {
  strides: number | [number, number]
  dilations: number | [number, number]
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding
  dataFormat: 'NHWC' | 'NCHW'
  dimRoundingMode?: 'floor' | 'round' | 'ceil'
}

const kernels = { input: 'Conv2DBackpropInput', filter: 'Conv2DBackpropFilter' }

/** Gradients of x and filter, given that of the convolution. */
const convGradients = (dy: tf.Tensor, x: tf.Tensor, filter: tf.Tensor, attrs: ConvAttributes) =>
  windowGradients(kernels, dy, x, filter, attrs as unknown as tf.NamedAttrMap)

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
