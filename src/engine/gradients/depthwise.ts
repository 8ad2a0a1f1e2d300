import { tf } from '../tf.js'
import type { NativeActivation } from '../wasm/activation.js'
import { activationGrad } from './activation.js'
import { windowGradients } from './dilation.js'
import { replaceGradient } from './replace.js'

/** Gradients of depthwise convolutions, dilated and fused ones included. */
export function registerDepthwiseGradients(): void {
  const kernels = {
    input: 'DepthwiseConv2dNativeBackpropInput',
    filter: 'DepthwiseConv2dNativeBackpropFilter',
  }
  replaceGradient({
    kernelName: 'DepthwiseConv2dNative',
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, [x, filter], attrs) => windowGradients(kernels, dy as tf.Tensor, x!, filter!, attrs),
  })
  replaceGradient({
    kernelName: 'FusedDepthwiseConv2D',
    inputsToSave: ['x', 'filter'],
    outputsToSave: [true],
    gradFunc: (dy, [x, filter, y], attrs) => {
      const { activation } = attrs as unknown as { activation: NativeActivation }
      const dz = activationGrad(activation, dy as tf.Tensor, y!)
      return { ...windowGradients(kernels, dz, x!, filter!, attrs), bias: () => tf.sum(dz, [0, 1, 2]) }
    },
  })
}
