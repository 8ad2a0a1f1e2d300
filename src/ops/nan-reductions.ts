/** What becomes of all numbers along axes, without those that are NaN. */
import { tf } from '../engine/index.js'
import { define } from './define.js'
import { float, number } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import type { Reduce, ReduceOptions } from './reductions.js'
import { axesOf, reduced } from './shapes.js'
import type { OfOne } from './signatures.js'

type Fn = (x: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor

const of = (className: string, fn: Fn) =>
  define<OfOne<Reduce>>({
    className,
    module: 'numpy',
    takes: ['x'],
    settings: { axis: null, keepdims: false },
    shape: ([shape], { axis, keepdims }) => reduced(className, shape!, axis, keepdims),
    compute(given: Operand, { axis, keepdims }: Required<ReduceOptions>) {
      const x = number(tensorOf(given))
      return fn(x, axesOf(className, axis, x.rank), keepdims)
    },
  })

/** The tensor with `value` in the place of NaN. */
const without = (x: tf.Tensor, value: number): tf.Tensor =>
  x.dtype === 'float32' ? tf.where(tf.isNaN(x), tf.fill(x.shape, value), x) : x

/** Extrema of nothing but NaN are NaN. */
const extremum =
  (fn: typeof tf.max, none: number): Fn =>
  (x, axes, keepdims) => {
    const found = fn(without(x, none), axes, keepdims)
    if (x.dtype !== 'float32') return found
    const empty = tf.all(tf.isNaN(x), axes, keepdims)
    return tf.where(empty, tf.fill(found.shape, Number.NaN), found)
  }

/** The sum. https://keras.io/api/ops/numpy/ */
export const nansum = of('Nansum', (x, axes, keepdims) => tf.sum(without(x, 0), axes, keepdims))
/** The product. https://keras.io/api/ops/numpy/ */
export const nanprod = of('Nanprod', (x, axes, keepdims) => tf.prod(without(x, 1), axes, keepdims))
/** The mean. https://keras.io/api/ops/numpy/ */
export const nanmean = of('Nanmean', (given, axes, keepdims) => {
  const x = float(given)
  const count = tf.sum(tf.cast(tf.logicalNot(tf.isNaN(x)), 'float32'), axes, keepdims)
  return tf.div(tf.sum(without(x, 0), axes, keepdims), count)
})
/** The greatest number. https://keras.io/api/ops/numpy/ */
export const nanmax = of('Nanmax', extremum(tf.max, Number.NEGATIVE_INFINITY))
/** The least number. https://keras.io/api/ops/numpy/ */
export const nanmin = of('Nanmin', extremum(tf.min, Number.POSITIVE_INFINITY))
