import { type Bands, resizeBands } from '../ops/bands.js'
import { alongTransposed } from '../ops/resample.js'
import type { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** Gradients of resizings; those of TensorFlow.js are wrong or missing where pixels count at their middle. */
export function registerResizeGradients(): void {
  for (const [kernelName, method] of [
    ['ResizeBilinear', 'bilinear'],
    ['ResizeNearestNeighbor', 'nearest'],
  ] as const) {
    replaceGradient({
      kernelName,
      inputsToSave: ['images'],
      gradFunc: (dy, [images], attrs) => ({
        images: () => {
          const [height, width] = (dy as tf.Tensor).shape.slice(1, 3) as [number, number]
          const options = { method, ...(attrs as { alignCorners?: boolean; halfPixelCenters?: boolean }) }
          const lines = alongTransposed(dy as tf.Tensor, 2, resizeBands(images!.shape[2]!, width, options))
          return alongTransposed(lines, 1, resizeBands(images!.shape[1]!, height, options))
        },
      }),
    })
  }
  replaceGradient({
    kernelName: 'KeratinResample',
    gradFunc: (dy, _saved, attrs) => {
      const { axis, bands } = attrs as unknown as { axis: number; bands: Bands }
      return { x: () => alongTransposed(dy as tf.Tensor, axis, bands) }
    },
  })
}
