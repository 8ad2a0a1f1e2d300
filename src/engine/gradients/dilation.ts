import { hasNativeKernels, runKernel } from '../ops/native.js'
import { tf } from '../tf.js'

type Dilations = number | readonly number[] | undefined

/** Steps between taps, one for each axis that a filter [...window, in, out] moves along. */
const perAxis = (filterShape: readonly number[], dilations: Dilations): readonly number[] =>
  typeof dilations === 'object' ? dilations : filterShape.slice(2).map(() => dilations ?? 1)

/** Whether the engine's kernels know dilated gradients; other engines convolve with zeros between the taps. */
export const needsSpread = (dilations: Dilations): boolean =>
  !hasNativeKernels() && [dilations ?? 1].flat().some((d) => d > 1)

/** A filter [...window, in, out] with zeros between its taps: an undilated one that does the same. */
export function spreadTaps(filter: tf.Tensor, dilations: Dilations): tf.Tensor {
  const { sizeFromShape } = tf.util
  return perAxis(filter.shape, dilations).reduce((taps, step, axis) => {
    if (step === 1) return taps
    const { shape } = taps
    const [count, before, after] = [
      shape[axis]!,
      sizeFromShape(shape.slice(0, axis)),
      sizeFromShape(shape.slice(axis + 1)),
    ]
    const apart = tf.pad(tf.reshape(taps, [before, count, 1, after]), [
      [0, 0],
      [0, 0],
      [0, step - 1],
      [0, 0],
    ])
    const extent = (count - 1) * step + 1
    const joined = tf.slice(
      tf.reshape(apart, [before, count * step, after]),
      [0, 0, 0],
      [before, extent, after],
    )
    return tf.reshape(joined, [...shape.slice(0, axis), extent, ...shape.slice(axis + 1)])
  }, filter)
}

/** Gradients of a convolution of any kind, from its kernels for them, each computed only if it is needed. */
export function windowGradients(
  kernels: { input: string; filter: string },
  dy: tf.Tensor,
  x: tf.Tensor,
  filter: tf.Tensor,
  attrs: tf.NamedAttrMap,
) {
  const dilations = attrs.dilations as Dilations
  const spread = needsSpread(dilations)
  const steps = perAxis(filter.shape, dilations)
  const given = spread ? { ...attrs, dilations: steps.map(() => 1) } : attrs
  return {
    x: () => {
      const used = spread ? spreadTaps(filter, dilations) : filter
      return runKernel(kernels.input, { dy, filter: used }, { ...given, inputShape: x.shape })
    },
    filter: () => {
      const { shape } = filter
      if (!spread) return runKernel(kernels.filter, { x, dy }, { ...given, filterShape: shape })
      const filterShape = shape.map((n, i) => (i < steps.length ? (n - 1) * steps[i]! + 1 : n))
      const all = runKernel(kernels.filter, { x, dy }, { ...given, filterShape })
      const origin = shape.map(() => 0)
      return tf.stridedSlice(all, origin, filterShape, [...steps, 1, 1])
    },
  }
}
