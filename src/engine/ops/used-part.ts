import { tf } from '../tf.js'
import { hasNativeKernels } from './native.js'

interface Windows {
  strides: readonly number[]
  pad: 'valid' | 'same'
  dilations?: readonly number[]
}

/**
 * The extents of a volume [batch, ...extents, channels] as far as windows reach into it. The volume kernels of
 * TensorFlow.js shift windows that leave a rest with `same` padding; without the rest they do not.
 */
export function usedExtents(
  shape: readonly number[],
  kernel: readonly number[],
  { strides, pad, dilations }: Windows,
): number[] {
  if (shape.length !== 5 || pad === 'valid' || hasNativeKernels()) return [...shape]
  return shape.map((extent, i) => {
    if (i === 0 || i === 4) return extent
    const [step, reach] = [strides[i - 1]!, (kernel[i - 1]! - 1) * (dilations?.[i - 1] ?? 1) + 1]
    return Math.min(extent, (Math.ceil(extent / step) - 1) * step + reach)
  })
}

/** A volume without what no window reaches. */
export function usedPart(x: tf.Tensor, kernel: readonly number[], windows: Windows): tf.Tensor {
  const used = usedExtents(x.shape, kernel, windows)
  const origin = used.map(() => 0)
  return tf.util.arraysEqual(used, x.shape) ? x : tf.slice(x, origin, used)
}
