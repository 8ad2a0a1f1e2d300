/** What becomes of all numbers along axes. `axis` is one, a list, or null (the default) for all. */
import { tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'
import { type Defined, define, required } from './define.js'
import { condition, dtypeOf, float, number, to } from './dtypes.js'
import { type Given, type Operand, tensorOf } from './operand.js'
import { type Axes, axesOf, reduced } from './shapes.js'
import type { OfOne } from './signatures.js'

export interface ReduceOptions {
  /** Along which axes; negative ones count from the end. Default: all. */
  axis?: Axes
  /** Whether reduced axes stay with extent 1. Default false. */
  keepdims?: boolean
}

/** What may follow the tensor. */
export type Reduce = [axis?: Axes, keepdims?: boolean] | [options: ReduceOptions]
type Fn = (x: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor

const of = (className: string, fn: Fn, { module = 'numpy' as 'math' | 'numpy', settings = {} } = {}) =>
  define<OfOne<Reduce>>({
    className,
    module,
    takes: ['x'],
    settings: { axis: null, keepdims: false, ...settings },
    shape: ([shape], { axis, keepdims }) => reduced(className, shape!, axis, keepdims),
    compute(given: Operand, { axis, keepdims, ...rest }: Required<ReduceOptions> & Record<string, unknown>) {
      const x = tensorOf(given)
      const y = fn(x, axesOf(className, axis, x.rank), keepdims)
      return typeof rest.initial === 'number' ? withInitial(className, y, rest.initial) : y
    },
  })

const ofFloats = (className: string, fn: Fn, module?: 'math' | 'numpy') =>
  of(className, (x, axes, keepdims) => fn(float(x), axes, keepdims), { module })

const withInitial = (className: string, y: tf.Tensor, initial: number): tf.Tensor =>
  (className === 'Max' ? tf.maximum : tf.minimum)(y, tf.scalar(initial, y.dtype as 'float32'))

/** The greatest or least number; conditions are counted as 0 and 1. */
const extremum =
  (fn: typeof tf.max): Fn =>
  (x, axes, keepdims) =>
    x.dtype === 'bool' ? tf.cast(fn(number(x), axes, keepdims), 'bool') : fn(x, axes, keepdims)

const variance: Fn = (x, axes, keepdims) => tf.moments(x, axes, keepdims).variance

type Initial = { initial?: number | null }
type Extremum = OfOne<
  [axis?: Axes, keepdims?: boolean, initial?: number | null] | [options: ReduceOptions & Initial]
>
const initial = { settings: { initial: null } }

/** The sum. https://keras.io/api/ops/numpy/#sum-function */
export const sum = of('Sum', (x, axes, keepdims) => tf.sum(number(x), axes, keepdims))
/**
 * The mean, of integers too as a float. https://keras.io/api/ops/numpy/#mean-function
 *
 * @example const y = ops.mean(x, { axis: 1 })
 */
export const mean = ofFloats('Mean', tf.mean)
/** The greatest number, `initial` at least. https://keras.io/api/ops/numpy/#max-function */
export const max = of('Max', extremum(tf.max), initial) as Extremum & Defined
/** The least number, `initial` at most. https://keras.io/api/ops/numpy/#min-function */
export const min = of('Min', extremum(tf.min), initial) as Extremum & Defined
/** The greatest number. https://keras.io/api/ops/numpy/#amax-function */
export const amax = of('Amax', extremum(tf.max))
/** The least number. https://keras.io/api/ops/numpy/#amin-function */
export const amin = of('Amin', extremum(tf.min))
/** The greatest minus the least number. https://keras.io/api/ops/numpy/ */
export const ptp = of('Ptp', (x, axes, keepdims) =>
  tf.sub(tf.max(x, axes, keepdims), tf.min(x, axes, keepdims)),
)
/** The mean square distance from the mean. https://keras.io/api/ops/numpy/#var-function */
const variation = ofFloats('Var', variance)

export { variation as var }
/** The square root of the variance. https://keras.io/api/ops/numpy/#std-function */
export const std = ofFloats('Std', (x, axes, keepdims) => tf.sqrt(variance(x, axes, keepdims)))
/** `log(sum(exp(x)))`. https://keras.io/api/ops/core/#logsumexp-function */
export const logsumexp = ofFloats('Logsumexp', tf.logSumExp, 'math')
/** Whether any is not 0. https://keras.io/api/ops/numpy/#any-function */
export const any = of('Any', (x, axes, keepdims) => tf.any(condition(x), axes, keepdims))
/** Whether none is 0. https://keras.io/api/ops/numpy/#all-function */
export const all = of('All', (x, axes, keepdims) => tf.all(condition(x), axes, keepdims))

/** The product, with numbers of `dtype` if given. https://keras.io/api/ops/numpy/#prod-function */
export const prod = define<
  OfOne<
    | [axis?: Axes, keepdims?: boolean, dtype?: string | null]
    | [options: ReduceOptions & { dtype?: string | null }]
  >
>({
  className: 'Prod',
  module: 'numpy',
  takes: ['x'],
  settings: { axis: null, keepdims: false, dtype: null },
  shape: ([shape], { axis, keepdims }) => reduced('Prod', shape!, axis, keepdims),
  compute(given: Operand, { axis, keepdims, dtype }: Required<ReduceOptions> & { dtype: string | null }) {
    const x = number(tensorOf(given))
    return tf.prod(dtype === null ? x : to(x, dtypeOf('Prod', dtype)), axesOf('Prod', axis, x.rank), keepdims)
  },
})

/** How many are not 0. https://keras.io/api/ops/numpy/#count_nonzero-function */
export const countNonzero = define<OfOne<[axis?: Axes] | [options: { axis?: Axes }]>>({
  className: 'CountNonzero',
  module: 'numpy',
  takes: ['x'],
  settings: { axis: null },
  shape: ([shape], { axis }) => reduced('CountNonzero', shape!, axis, false),
  compute(given: Operand, { axis }: { axis: Axes }) {
    const x = tensorOf(given)
    return tf.sum(number(condition(x)), axesOf('CountNonzero', axis, x.rank))
  },
})

/** The mean, of numbers that count as much as `weights` says. https://keras.io/api/ops/numpy/#average-function */
export const average = define<
  OfOne<[axis?: Axes, weights?: Operand | null] | [options: { axis?: Axes; weights?: Operand | null }]>
>({
  className: 'Average',
  module: 'numpy',
  takes: ['x', 'weights'],
  settings: { axis: null },
  order: ['x', 'axis', 'weights'],
  compute(given: Operand, weights: Operand | null, { axis }: { axis: Axes }) {
    const x = float(tensorOf(given))
    const axes = axesOf('Average', axis, x.rank)
    if (weights === null || weights === undefined) return tf.mean(x, axes)
    const w = float(tensorOf(weights))
    // weights of one axis belong to the axis that goes
    const along =
      w.rank === 1 && axes.length === 1
        ? tf.reshape(
            w,
            x.shape.map((n, i) => (i === axes[0] ? n : 1)),
          )
        : w
    const full = tf.broadcastTo(along, x.shape)
    return tf.div(tf.sum(tf.mul(x, full), axes), tf.sum(full, axes))
  },
})

/** The mean and the variance along `axes`. https://keras.io/api/ops/nn/#moments-function */
export const moments = define<{
  (x: SymbolicTensor, ...rest: Moments): [SymbolicTensor, SymbolicTensor]
  (x: Given, ...rest: Moments): [tf.Tensor, tf.Tensor]
}>({
  className: 'Moments',
  module: 'nn',
  takes: ['x'],
  settings: { axes: required, keepdims: false, synchronized: false },
  compute(given: Operand, { axes, keepdims }: { axes: Axes; keepdims: boolean }) {
    const x = float(tensorOf(given))
    const found = tf.moments(x, axesOf('Moments', axes, x.rank), keepdims)
    return [found.mean, found.variance]
  },
})

type Moments = [axes: Axes, keepdims?: boolean] | [options: { axes: Axes; keepdims?: boolean }]
