import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'

const { bytesPerElement, sizeFromShape } = tf.util

/** What is added to each axis before and behind its elements; negative numbers cut. */
export type Borders = readonly (readonly [before: number, after: number])[]

/**
 * A tensor with borders added to one axis behind the first or to two neighbouring ones, or cut from them, in one pass that
 * threads share; undefined where there are others.
 *
 * @param value what is added is filled with; of float32 alone
 */
export function withBorders(
  backend: KeratinWasmBackend,
  x: tf.TensorInfo,
  borders: Borders,
  value = 0,
): tf.TensorInfo | undefined {
  const changed = borders.flatMap(([before, after], axis) => (before !== 0 || after !== 0 ? [axis] : []))
  const last = changed.at(-1) ?? 0
  const first = last - 1
  // along the first axis alone one copy does it
  if (last === 0 || changed[0]! < first) return undefined
  const shape = x.shape.map((extent, axis) => extent + borders[axis]![0] + borders[axis]![1])
  const out = backend.makeOutput(shape, x.dtype as 'float32')
  if (sizeFromShape(shape) === 0) return out
  const unit = sizeFromShape(x.shape.slice(last + 1)) * bytesPerElement(x.dtype as 'float32')
  const [bytes, outBytes] = [x, out].map((t) => t.shape[last]! * unit) as [number, number]
  const left = borders[last]![0] * unit
  const sizes = [sizeFromShape(x.shape.slice(0, first)), x.shape[first]!, bytes, borders[first]![0], left]
  const places = [shape[first]!, outBytes, value, backend.address(out)]
  backend.run('movePlanes', sizeFromShape(shape) * 4, backend.address(x), ...sizes, ...places)
  return out
}
