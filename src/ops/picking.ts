/** Numbers picked by positions and conditions. */
import { tf } from '../engine/index.js'
import { isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import { define, required } from './define.js'
import { common, condition } from './dtypes.js'
import { type Given, type Operand, tensorOf, tensorsOf } from './operand.js'
import { axisOf, broadcast } from './shapes.js'
import type { OfTwo } from './signatures.js'
import { Slice } from './slice.js'

type Axis = [axis?: number | null] | [options: { axis?: number | null }]

/** Positions as Keras counts them: negative ones from the end. */
function positions(indices: Operand, n: number): tf.Tensor {
  const i = tf.cast(tensorOf(indices), 'int32')
  return tf.where(tf.less(i, 0), tf.add(i, tf.scalar(n, 'int32')), i)
}

/** The parts at positions along an axis; of all numbers in a row, if there is none. https://keras.io/api/ops/numpy/#take-function */
export const take = define<OfTwo<Axis>>({
  className: 'Take',
  module: 'numpy',
  takes: ['x', 'indices'],
  settings: { axis: null },
  compute(given: Operand, indices: Operand, { axis }: { axis: number | null }) {
    const all = tensorOf(given)
    const x = axis === null ? tf.reshape(all, [-1]) : all
    const at = axisOf('Take', axis ?? 0, x.rank)
    const found = positions(indices, x.shape[at]!)
    const flat = tf.gather(x, tf.cast(tf.reshape(found, [-1]), 'int32'), at)
    return tf.reshape(flat, [...x.shape.slice(0, at), ...found.shape, ...x.shape.slice(at + 1)])
  },
})

/** For each position along an axis the number there; other axes go along. https://keras.io/api/ops/numpy/#take_along_axis-function */
export const takeAlongAxis = define<OfTwo<Axis>>({
  className: 'TakeAlongAxis',
  module: 'numpy',
  takes: ['x', 'indices'],
  settings: { axis: null },
  compute(given: Operand, indices: Operand, { axis }: { axis: number | null }) {
    const x = tensorOf(given)
    if (axis === null) {
      const flat = tf.cast(tf.reshape(positions(indices, x.size), [-1]), 'int32')
      return tf.gather(tf.reshape(x, [-1]), flat)
    }
    const at = axisOf('TakeAlongAxis', axis, x.rank)
    const places = positions(indices, x.shape[at]!)
    // the other axes are broadcast; each place becomes one in the row of all numbers
    const own = x.shape.map((n, i) => (i === at ? places.shape[i]! : Math.max(n, places.shape[i]!)))
    const strides = x.shape.map((_, i) => tf.util.sizeFromShape(x.shape.slice(i + 1)))
    const start = own.reduce<tf.Tensor>(
      (sum, n, i) => {
        if (i === at || x.shape[i] === 1) return sum
        const steps = tf.mul(tf.range(0, n, 1, 'int32'), tf.scalar(strides[i]!, 'int32'))
        return tf.add(
          sum,
          tf.reshape(
            steps,
            own.map((_, j) => (j === i ? n : 1)),
          ),
        )
      },
      tf.mul(places, tf.scalar(strides[at]!, 'int32')),
    )
    return tf.reshape(tf.gather(tf.reshape(x, [-1]), tf.cast(tf.reshape(start, [-1]), 'int32')), own)
  },
})

/** `x1` where the condition holds, else `x2`. https://keras.io/api/ops/numpy/#where-function */
export const where = define<{
  (condition: SymbolicTensor, x1: Operand, x2: Operand): SymbolicTensor
  (condition: Operand, x1: SymbolicTensor, x2: Operand): SymbolicTensor
  (condition: Operand, x1: Operand, x2: SymbolicTensor): SymbolicTensor
  (condition: Given, x1: Given, x2: Given): tf.Tensor
}>({
  className: 'Where',
  module: 'numpy',
  takes: ['condition', 'x1', 'x2'],
  shape: (shapes) => broadcast(shapes, 'Where'),
  compute(given: Operand, x1: Operand, x2: Operand) {
    const chosen = condition(tensorOf(given))
    const [a, b] = common(...tensorsOf(x1, x2))
    const shape = tf.broadcast_util.assertAndGetBroadcastShape(
      chosen.shape,
      tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape),
    )
    const full = (x: tf.Tensor) => tf.broadcastTo(x, shape)
    return tf.where(full(chosen), full(a), full(b))
  },
})

const part = define<{
  (inputs: SymbolicTensor, startIndices: readonly number[], shape: readonly number[]): SymbolicTensor
  (inputs: Given, startIndices: readonly number[], shape: readonly number[]): tf.Tensor
}>({
  className: 'Slice',
  module: 'core',
  takes: ['inputs', 'startIndices'],
  settings: { shape: required },
  compute(inputs: Operand, startIndices: Operand, { shape }: { shape: readonly number[] }) {
    const start = [
      ...(startIndices instanceof tf.Tensor ? startIndices.dataSync() : (startIndices as number[])),
    ]
    return tf.slice(tensorOf(inputs), start, [...shape])
  },
})

/**
 * A part of an axis for `getItem`: `slice(1, 3)` is `1:3` in Python, `slice()` is `:`, `slice(-1)` is `-1:`.
 *
 * @param start first position; negative ones count from the end. Default: the beginning
 * @param stop the position before which it ends. Default: the end
 * @param step default 1
 * @example const last = ops.getItem(x, [ops.slice(), ops.slice(-1)])
 */
function slicing(start?: number | null, stop?: number | null, step?: number | null): Slice
/** The part of a tensor that begins at `startIndices` and has that shape. https://keras.io/api/ops/core/#slice-function */
function slicing(
  inputs: SymbolicTensor,
  startIndices: readonly number[],
  shape: readonly number[],
): SymbolicTensor
function slicing(inputs: tf.Tensor, startIndices: readonly number[], shape: readonly number[]): tf.Tensor
function slicing(first?: unknown, ...rest: unknown[]): unknown {
  if (isSymbolic(first) || first instanceof tf.Tensor)
    return (part as unknown as (...all: unknown[]) => unknown)(first, ...rest)
  const [stop, step] = rest
  return new Slice((first as number) ?? null, (stop as number) ?? null, (step as number) ?? null)
}
export const slice = Object.assign(slicing, { operation: part.operation })
