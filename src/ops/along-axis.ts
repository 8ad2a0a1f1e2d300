/** Positions, orders and running sums along one axis. */
import { tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'
import { define, required } from './define.js'
import { dtypeOf, float, number, to } from './dtypes.js'
import { type Given, type Operand, tensorOf } from './operand.js'
import { axisOf } from './shapes.js'
import type { OfOne, OfTwo } from './signatures.js'

type Along = { axis: number | null }
type Position =
  | [axis?: number | null, keepdims?: boolean]
  | [options: { axis?: number | null; keepdims?: boolean }]

const position = (className: string, fn: (x: tf.Tensor, axis: number) => tf.Tensor) =>
  define<OfOne<Position>>({
    className,
    module: 'numpy',
    takes: ['x'],
    settings: { axis: null, keepdims: false },
    compute(given: Operand, { axis, keepdims }: Along & { keepdims: boolean }) {
      const x = number(tensorOf(given))
      if (axis === null) {
        const found = fn(tf.reshape(x, [-1]), 0)
        return keepdims
          ? tf.reshape(
              found,
              x.shape.map(() => 1),
            )
          : found
      }
      const at = axisOf(className, axis, x.rank)
      const found = fn(x, at)
      return keepdims ? tf.expandDims(found, at) : found
    },
  })

/** The position of the greatest number; of all, if there is no axis. https://keras.io/api/ops/numpy/#argmax-function */
export const argmax = position('Argmax', tf.argMax)
/** The position of the least number; of all, if there is no axis. https://keras.io/api/ops/numpy/#argmin-function */
export const argmin = position('Argmin', tf.argMin)

type Running =
  | [axis?: number | null, dtype?: string | null]
  | [options: { axis?: number | null; dtype?: string | null }]

const running = (className: string, fn: (x: tf.Tensor, axis: number) => tf.Tensor) =>
  define<OfOne<Running>>({
    className,
    module: 'numpy',
    takes: ['x'],
    settings: { axis: null, dtype: null },
    compute(given: Operand, { axis, dtype }: Along & { dtype: string | null }) {
      const typed = number(tensorOf(given))
      const x = dtype === null ? typed : to(typed, dtypeOf(className, dtype))
      const along = axis === null ? tf.reshape(x, [-1]) : x
      return tf.cast(fn(float(along), axisOf(className, axis ?? 0, along.rank)), x.dtype)
    },
  })

/** The sums so far; of all in a row, if there is no axis. https://keras.io/api/ops/numpy/#cumsum-function */
export const cumsum = running('Cumsum', (x, axis) => tf.cumsum(x, axis))
/** The products so far; of all in a row, if there is no axis. https://keras.io/api/ops/numpy/#cumprod-function */
export const cumprod = running('Cumprod', (x, axis) => tf.cumprod(x, axis))

/** Runs a function of the last axis on another one. */
function onLast(className: string, x: tf.Tensor, axis: number, fn: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const at = axisOf(className, axis, x.rank)
  const last = x.rank - 1
  if (at === last) return fn(x)
  const swapped = x.shape.map((_, i) => (i === at ? last : i === last ? at : i))
  return tf.transpose(fn(tf.transpose(x, swapped)), swapped)
}

/** Numbers picked by positions along the last axis, with a gradient. */
function picked(x: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const n = x.shape.at(-1)!
  const rows = tf.range(0, x.size / n, 1, 'int32')
  const flat = tf.add(tf.mul(tf.expandDims(rows, 1), n), tf.reshape(indices, [rows.size, -1]))
  return tf.reshape(tf.gather(tf.reshape(x, [-1]), tf.cast(flat, 'int32')), indices.shape)
}

type Sorted = [axis?: number | null] | [options: { axis?: number | null }]

const ordered = (className: string, fn: (x: tf.Tensor) => tf.Tensor) =>
  define<OfOne<Sorted>>({
    className,
    module: 'numpy',
    takes: ['x'],
    settings: { axis: -1 },
    compute(given: Operand, { axis }: Along) {
      const x = tensorOf(given)
      return axis === null ? fn(tf.reshape(x, [-1])) : onLast(className, x, axis, fn)
    },
  })

const ascending = (x: tf.Tensor): tf.Tensor => tf.topk(tf.neg(float(x)), x.shape.at(-1)!, true).indices

/** The numbers from the least to the greatest. https://keras.io/api/ops/numpy/#sort-function */
export const sort = ordered('Sort', (x) => picked(x, ascending(x)))
/** The positions of the numbers from the least to the greatest. https://keras.io/api/ops/numpy/#argsort-function */
export const argsort = ordered('Argsort', ascending)

type TopK = [k: number, sorted?: boolean] | [options: { k: number; sorted?: boolean }]

/** The `k` greatest numbers of the last axis and their positions. https://keras.io/api/ops/core/#top_k-function */
export const topK = define<{
  (x: SymbolicTensor, ...rest: TopK): [SymbolicTensor, SymbolicTensor]
  (x: Given, ...rest: TopK): [tf.Tensor, tf.Tensor]
}>({
  className: 'TopK',
  module: 'math',
  takes: ['x'],
  settings: { k: required, sorted: true },
  compute(given: Operand, { k, sorted }: { k: number; sorted: boolean }) {
    const x = tensorOf(given)
    const { indices } = tf.topk(x, k, sorted)
    return [picked(x, indices), indices]
  },
})

/** Whether the prediction of the target is among the `k` greatest. https://keras.io/api/ops/core/#in_top_k-function */
export const inTopK = define<OfTwo<[k: number] | [options: { k: number }]>>({
  className: 'InTopK',
  module: 'math',
  takes: ['targets', 'predictions'],
  settings: { k: required },
  compute(targets: Operand, predictions: Operand, { k }: { k: number }) {
    const x = float(tensorOf(predictions))
    const own = picked(x, tf.expandDims(tf.cast(tensorOf(targets), 'int32'), -1))
    return tf.less(tf.sum(tf.cast(tf.greater(x, own), 'int32'), -1), k)
  },
})
