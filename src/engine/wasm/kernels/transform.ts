import type { WasmKernel } from '../kernel.js'
import { areFloats } from './floats.js'

/** Numbers of the ways to fill what lies outside of an image, as assembly/transform.ts knows them. */
const fillModes = { constant: 0, reflect: 1, wrap: 2, nearest: 3 } as const

/** Projective transformations of images: rotation, zoom, shift, flip. */
export const transform: WasmKernel = {
  name: 'Transform',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { image, transforms } = inputs
    if (!areFloats(image, transforms)) return fallback(args)
    const [count, height, width, channels] = image.shape as [number, number, number, number]
    const [outHeight, outWidth] = (attrs.outputShape ?? [height, width]) as [number, number]
    const out = backend.output([count, outHeight, outWidth, channels])
    const mode = fillModes[attrs.fillMode as keyof typeof fillModes]
    backend.run(
      'transform',
      count * outHeight * outWidth * channels * 16,
      ...[image, transforms, out].map((tensor) => backend.address(tensor)),
      ...[count, height, width, channels, outHeight, outWidth],
      ...[
        Number(transforms.shape[0] === 1),
        Number(attrs.interpolation === 'bilinear'),
        mode,
        attrs.fillValue,
      ],
    )
    return out
  },
}
