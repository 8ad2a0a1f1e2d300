import { runKernel } from '../ops/native.js'
import type { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** Gradients of transposed convolutions, each computed only if it is needed. */
export function registerConvTransposeGradients(): void {
  for (const [kernelName, forward, filterGradient] of [
    ['Conv2DBackpropInput', 'Conv2D', 'Conv2DBackpropFilter'],
    ['Conv3DBackpropInputV2', 'Conv3D', 'Conv3DBackpropFilterV2'],
  ] as const) {
    replaceGradient({
      kernelName,
      inputsToSave: ['dy', 'filter'],
      gradFunc: (gradient, [dy, filter], attrs) => {
        const x = gradient as tf.Tensor
        const { inputShape: _, ...rest } = attrs
        const given = { dilations: x.shape.slice(2).map(() => 1), ...rest }
        return {
          dy: () => runKernel(forward, { x, filter: filter! }, given),
          filter: () => runKernel(filterGradient, { x, dy: dy! }, { ...given, filterShape: filter!.shape }),
        }
      },
    })
  }
}
