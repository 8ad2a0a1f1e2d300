import type { tf } from '../tf.js'
import { windowGradients } from './dilation.js'
import { replaceGradient } from './replace.js'

/** Gradients of convolutions of volumes, dilated ones included. */
export function registerConv3dGradients(): void {
  const kernels = { input: 'Conv3DBackpropInputV2', filter: 'Conv3DBackpropFilterV2' }
  replaceGradient({
    kernelName: 'Conv3D',
    inputsToSave: ['x', 'filter'],
    gradFunc: (dy, [x, filter], attrs) => windowGradients(kernels, dy as tf.Tensor, x!, filter!, attrs),
  })
}
