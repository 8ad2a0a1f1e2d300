import { tf } from '../tf.js'
import {
  type Bands,
  meanBands,
  type ResizeMethod,
  repeatBands,
  resizeBands,
  transposeBands,
} from './bands.js'
import { hasNativeKernels, runKernel } from './native.js'

/** The product with a matrix of bands along an axis of x. */
export function alongBands(values: tf.Tensor, axis: number, bands: Bands): tf.Tensor {
  const x = tf.cast(values, 'float32')
  if (hasNativeKernels()) return runKernel('KeratinResample', { x }, { axis, bands })
  if (bands.weights.every((row) => row.length === 1 && row[0] === 1)) {
    return tf.gather(x, tf.tensor1d([...bands.starts], 'int32'), axis)
  }
  const outputs = bands.starts.length
  const matrix = tf.buffer([outputs, bands.inputs])
  bands.weights.forEach((row, o) => {
    row.forEach((weight, k) => {
      matrix.set(weight, o, bands.starts[o]! + k)
    })
  })
  const outer = x.shape.slice(0, axis)
  const inner = x.shape.slice(axis + 1)
  const flat = tf.reshape(x, [tf.util.sizeFromShape(outer), bands.inputs, tf.util.sizeFromShape(inner)])
  return tf.reshape(tf.matMul(matrix.toTensor(), flat), [...outer, outputs, ...inner])
}

/** Repeats each element along an axis: `[a, b]` → `[a, a, b, b]`. */
export const repeat = (x: tf.Tensor, times: number, axis: number): tf.Tensor =>
  times === 1 ? x : alongBands(x, axis, repeatBands(x.shape[axis]!, times))

/** The means of windows that cover an axis, `outputs` in number. */
export const adaptiveMean = (x: tf.Tensor, outputs: number, axis: number): tf.Tensor =>
  alongBands(x, axis, meanBands(x.shape[axis]!, outputs))

interface ResizeSettings {
  /** The axis of the height, before that of the width. Default 1. */
  firstAxis?: number
  /** Whether all pixels that fall together count when an image is made smaller. Default false. */
  antialias?: boolean
}

/**
 * Images of another size, as `tf.image.resize` of TensorFlow 2 makes them.
 *
 * @param images [batch, height, width, channels]
 */
export function resize(
  images: tf.Tensor,
  size: readonly [height: number, width: number],
  method: ResizeMethod,
  { firstAxis = 1, antialias = false }: ResizeSettings = {},
): tf.Tensor {
  return size.reduce((x, outputs, i) => {
    const axis = firstAxis + i
    const bands = resizeBands(x.shape[axis]!, outputs, { method, antialias, halfPixelCenters: true })
    return alongBands(x, axis, bands)
  }, images)
}

/** The gradient of a product with bands: the product with the transposed matrix. */
export const alongTransposed = (dy: tf.Tensor, axis: number, bands: Bands): tf.Tensor =>
  alongBands(dy, axis, transposeBands(bands))
