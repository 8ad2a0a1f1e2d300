import { type Bands, resizeBands } from '../../ops/bands.js'
import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'

const { sizeFromShape } = tf.util

function alongAxis(backend: KeratinWasmBackend, x: tf.TensorInfo, axis: number, bands: Bands): tf.TensorInfo {
  const outputs = bands.starts.length
  const shape = x.shape.map((extent, i) => (i === axis ? outputs : extent))
  const y = backend.output(shape)
  const width = Math.max(...bands.weights.map((w) => w.length))
  const words = 2 + width
  const table = new ArrayBuffer(words * outputs * 4)
  bands.weights.forEach((weights, o) => {
    new Int32Array(table, o * words * 4, 2).set([bands.starts[o]!, weights.length])
    new Float32Array(table, (o * words + 2) * 4, width).set(weights)
  })
  const [outer, inner] = [sizeFromShape(x.shape.slice(0, axis)), sizeFromShape(x.shape.slice(axis + 1))]
  backend.withScratch(table.byteLength, (scratch) => {
    backend.put(scratch, new Uint8Array(table))
    const sizes = [outer, x.shape[axis]!, inner, outputs]
    const work = 2 * sizeFromShape(shape) * (width + 2)
    backend.run('resample', work, backend.address(x), ...sizes, scratch, words * 4, backend.address(y))
  })
  return y
}

/** The product with a matrix of bands along an axis. */
export const resample: WasmKernel = {
  name: 'KeratinResample',
  run: ({ inputs, attrs, backend }) => alongAxis(backend, inputs.x, attrs.axis, attrs.bands),
}

const resizing = (name: string, method: 'bilinear' | 'nearest'): WasmKernel => ({
  name,
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { images } = inputs
    if (images.dtype !== 'float32') return fallback(args)
    const { alignCorners, halfPixelCenters, size } = attrs
    const bands = (axis: 1 | 2) =>
      resizeBands(images.shape[axis], size[axis - 1], { method, alignCorners, halfPixelCenters })
    const lines = alongAxis(backend, images, 1, bands(1))
    try {
      return alongAxis(backend, lines, 2, bands(2))
    } finally {
      backend.disposeData(lines.dataId)
    }
  },
})

export const resizeBilinear = resizing('ResizeBilinear', 'bilinear')
export const resizeNearestNeighbor = resizing('ResizeNearestNeighbor', 'nearest')
