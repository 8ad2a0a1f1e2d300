import { tf } from '../tf.js'
import type { NativeActivation } from '../wasm/activation.js'
import { activationGrad } from './activation.js'
import { windowGradients } from './dilation.js'
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
      const dz = activationGrad(given.activation, dy as tf.Tensor, y!)
      return { ...convGradients(dz, x!, filter!, given), bias: () => tf.sum(dz, [0, 1, 2]) }
    },
  })
}
