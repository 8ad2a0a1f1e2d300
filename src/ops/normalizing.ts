/** Numbers moved and scaled to a common size. */
import { l2Normalize, layerNormalization as normalized, tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'
import { argumentError } from '../support/errors.js'
import { define, required } from './define.js'
import { float } from './dtypes.js'
import { type Given, type Operand, tensorOf } from './operand.js'
import { type Axes, axesOf, axisOf, same } from './shapes.js'
import type { OfOne } from './signatures.js'

const epsilonOf = (epsilon: number | null): number => epsilon ?? 1e-7
const maybe = (x: Operand | null | undefined): tf.Tensor | undefined =>
  x === null || x === undefined ? undefined : float(tensorOf(x))

type Normalize =
  | [axis?: number | readonly number[], order?: number, epsilon?: number | null]
  | [options: { axis?: number | readonly number[]; order?: number; epsilon?: number | null }]

/** `x / max(norm(x), epsilon)` along axes. https://keras.io/api/ops/nn/#normalize-function */
export const normalize = define<OfOne<Normalize>>({
  className: 'Normalize',
  module: 'nn',
  takes: ['x'],
  settings: { axis: -1, order: 2, epsilon: null },
  shape: ([shape]) => (shape!.length === 0 ? [1] : shape!),
  compute(given: Operand, { axis, order, epsilon }: { axis: Axes; order: number; epsilon: number | null }) {
    if (!Number.isInteger(order) || order < 1)
      throw argumentError('Normalize', 'a positive integer', 'order', order)
    const scalar = float(tensorOf(given))
    const x = scalar.rank === 0 ? tf.reshape(scalar, [1]) : scalar
    const axes = axesOf('Normalize', axis, x.rank)
    if (order === 2) return l2Normalize(x, axes, epsilonOf(epsilon))
    const norm = tf.pow(tf.sum(tf.pow(tf.abs(x), order), axes, true), 1 / order)
    return tf.div(x, tf.maximum(norm, epsilonOf(epsilon)))
  },
})

type Statistics = [axis: number, offset?: Operand | null, scale?: Operand | null, epsilon?: number]
type Named = { axis: number; offset?: Operand | null; scale?: Operand | null; epsilon?: number }

/** `scale * (x - mean) / sqrt(variance + epsilon) + offset`, each a number for each position of an axis. https://keras.io/api/ops/nn/#batch_normalization-function */
export const batchNormalization = define<{
  (
    x: SymbolicTensor,
    mean: Operand,
    variance: Operand,
    ...rest: Statistics | [options: Named]
  ): SymbolicTensor
  (x: Given, mean: Given, variance: Given, ...rest: Statistics | [options: Named]): tf.Tensor
}>({
  className: 'BatchNorm',
  module: 'nn',
  takes: ['x', 'mean', 'variance', 'offset', 'scale'],
  writesNull: true,
  settings: { axis: required, epsilon: 1e-3 },
  order: ['x', 'mean', 'variance', 'axis', 'offset', 'scale', 'epsilon'],
  shape: same,
  compute(
    given: Operand,
    mean: Operand,
    variance: Operand,
    offset: Operand | null,
    scale: Operand | null,
    { axis, epsilon }: { axis: number; epsilon: number },
  ) {
    const x = float(tensorOf(given))
    const at = axisOf('BatchNorm', axis, x.rank)
    const along = (v: tf.Tensor) =>
      tf.reshape(
        v,
        x.shape.map((_, i) => (i === at ? v.size : 1)),
      )
    const inverse = tf.rsqrt(tf.add(along(float(tensorOf(variance))), epsilon))
    const [shift, factor] = [maybe(offset), maybe(scale)]
    const scaled = tf.mul(
      tf.sub(x, along(float(tensorOf(mean)))),
      factor ? tf.mul(inverse, along(factor)) : inverse,
    )
    return shift ? tf.add(scaled, along(shift)) : scaled
  },
})

/** `gamma`, `beta` or `scale` in a shape that fits x: they have the extents of the axes. */
function spread(v: tf.Tensor | undefined, x: tf.Tensor, axes: readonly number[]): tf.Tensor | undefined {
  if (v === undefined || v.rank === x.rank) return v
  return tf.reshape(
    v,
    x.shape.map((n, i) => (axes.includes(i) ? n : 1)),
  )
}

type Layer = { gamma?: Operand | null; beta?: Operand | null; axis?: Axes; epsilon?: number | null }

/** `gamma * (x - mean) / sqrt(variance + epsilon) + beta`, mean and variance along axes. https://keras.io/api/ops/nn/#layer_normalization-function */
export const layerNormalization = define<
  OfOne<
    [gamma?: Operand | null, beta?: Operand | null, axis?: Axes, epsilon?: number | null] | [options: Layer]
  >
>({
  className: 'LayerNorm',
  module: 'nn',
  takes: ['x', 'gamma', 'beta'],
  writesNull: true,
  settings: { axis: -1, epsilon: null, rmsScaling: false },
  shape: same,
  compute(
    given: Operand,
    gamma: Operand | null,
    beta: Operand | null,
    { axis, epsilon, rmsScaling }: { axis: Axes; epsilon: number | null; rmsScaling: boolean },
  ) {
    if (rmsScaling)
      throw argumentError('layerNormalization', 'false', 'rmsScaling', rmsScaling, 'Use rmsNormalization.')
    const x = float(tensorOf(given))
    const axes = axesOf('LayerNorm', axis, x.rank)
    return normalized(x, {
      axes,
      epsilon: epsilonOf(epsilon),
      gamma: spread(maybe(gamma), x, axes),
      beta: spread(maybe(beta), x, axes),
    })
  },
})

type Rms = { scale?: Operand | null; axis?: Axes; epsilon?: number | null }

/** `x / sqrt(mean(x ** 2) + epsilon) * scale` along axes. https://keras.io/api/ops/nn/#rms_normalization-function */
export const rmsNormalization = define<
  OfOne<[scale?: Operand | null, axis?: Axes, epsilon?: number | null] | [options: Rms]>
>({
  className: 'RMSNorm',
  module: 'nn',
  takes: ['x', 'scale'],
  writesNull: true,
  settings: { axis: -1, epsilon: null },
  shape: same,
  compute(given: Operand, scale: Operand | null, { axis, epsilon }: { axis: Axes; epsilon: number | null }) {
    const x = float(tensorOf(given))
    const axes = axesOf('RMSNorm', axis, x.rank)
    const options = { axes, epsilon: epsilonOf(epsilon), centre: false, gamma: spread(maybe(scale), x, axes) }
    return normalized(x, options)
  },
})
