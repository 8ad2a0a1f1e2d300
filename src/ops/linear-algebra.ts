/** Products of vectors and matrices, and norms. */
import { einsum as contract, tf } from '../engine/index.js'
import type { Shape } from '../graph/shape.js'
import type { SymbolicTensor } from '../graph/symbolic.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import { define, required } from './define.js'
import { common, float, number } from './dtypes.js'
import { type Given, type Operand, tensorOf, tensorsOf } from './operand.js'
import { type Axes, axesOf, axisOf, broadcast } from './shapes.js'
import type { OfOne, OfTwo } from './signatures.js'

type Fn = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor

/** Products are of floats; those of integers are integers again. */
const product = (className: string, fn: Fn, shape?: (shapes: readonly Shape[]) => Shape) =>
  define<OfTwo>({
    className,
    module: 'numpy',
    takes: ['x1', 'x2'],
    ...(shape && { shape }),
    compute(x1: Operand, x2: Operand) {
      const [a, b] = common(...tensorsOf(x1, x2))
      return tf.cast(fn(float(a), float(b)), a.dtype === 'bool' ? 'int32' : a.dtype)
    },
  })

/** The product of matrices, those of the last two axes; the axes before are broadcast. */
function matrices(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const left = a.rank === 1 ? tf.reshape(a, [1, -1]) : a
  const right = b.rank === 1 ? tf.reshape(b, [-1, 1]) : b
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(
    left.shape.slice(0, -2),
    right.shape.slice(0, -2),
  )
  const full = (x: tf.Tensor) => tf.broadcastTo(x, [...outer, ...x.shape.slice(-2)])
  const y = right.rank === 2 ? rowsTimes(left, right) : tf.matMul(full(left), full(right))
  const shape = [
    ...outer,
    ...(a.rank === 1 ? [] : [a.shape.at(-2)!]),
    ...(b.rank === 1 ? [] : [b.shape.at(-1)!]),
  ]
  return tf.reshape(y, shape)
}

/** All rows of a tensor times one matrix. */
function rowsTimes(x: tf.Tensor, matrix: tf.Tensor): tf.Tensor {
  const flat = tf.reshape(x, [-1, x.shape.at(-1)!])
  return tf.reshape(tf.matMul(flat, matrix), [...x.shape.slice(0, -1), matrix.shape[1]!])
}

/** The shape of a product of matrices; extents that are not fixed fit any. */
function matmulShape(a: Shape, b: Shape): Shape {
  const [inner1, inner2] = [a.at(-1), b.at(b.length === 1 ? 0 : -2)]
  if (
    inner1 === undefined ||
    inner2 === undefined ||
    (inner1 !== null && inner2 !== null && inner1 !== inner2)
  )
    throw new KeratinError('SHAPE', `Matmul: ${showShape(a)} and ${showShape(b)} do not fit each other.`)
  const outer = broadcast([a.slice(0, -2), b.slice(0, -2)], 'Matmul')
  return [...outer, ...(a.length === 1 ? [] : [a.at(-2)!]), ...(b.length === 1 ? [] : [b.at(-1)!])]
}

/** Sums over pairs of axes, of the products of all numbers. */
function overAxes(a: tf.Tensor, b: tf.Tensor, axesA: number[], axesB: number[]): tf.Tensor {
  const rest = (x: tf.Tensor, axes: number[]) => x.shape.map((_, i) => i).filter((i) => !axes.includes(i))
  const [restA, restB] = [rest(a, axesA), rest(b, axesB)]
  const inner = tf.util.sizeFromShape(axesA.map((i) => a.shape[i]!))
  const left = tf.reshape(tf.transpose(a, [...restA, ...axesA]), [-1, inner])
  const right = tf.reshape(tf.transpose(b, [...axesB, ...restB]), [inner, -1])
  const shape = [...restA.map((i) => a.shape[i]!), ...restB.map((i) => b.shape[i]!)]
  return tf.reshape(tf.matMul(left, right), shape)
}

/** The product of matrices, `x1 @ x2`. https://keras.io/api/ops/numpy/#matmul-function */
export const matmul = product('Matmul', matrices, ([a, b]) => matmulShape(a!, b!))
/** Sums over the last axis of x1 and the last but one of x2. https://keras.io/api/ops/numpy/#dot-function */
export const dot = product('Dot', (a, b) => {
  if (a.rank === 0 || b.rank === 0) return tf.mul(a, b)
  return overAxes(a, b, [a.rank - 1], [Math.max(b.rank - 2, 0)])
})
/** Sums over the last axis of both. https://keras.io/api/ops/numpy/ */
export const inner = product('Inner', (a, b) =>
  a.rank === 0 || b.rank === 0 ? tf.mul(a, b) : overAxes(a, b, [a.rank - 1], [b.rank - 1]),
)
/** All products of a number of x1 and one of x2. https://keras.io/api/ops/numpy/#outer-function */
export const outer = product('Outer', (a, b) => tf.mul(tf.reshape(a, [-1, 1]), tf.reshape(b, [1, -1])))
/** The sum of all products of two tensors. https://keras.io/api/ops/numpy/#vdot-function */
export const vdot = product('Vdot', (a, b) => tf.sum(tf.mul(tf.reshape(a, [-1]), tf.reshape(b, [-1]))))

type Contracted = number | readonly (number | readonly number[])[]

/** Sums over axes of both: so many, or two lists of them. https://keras.io/api/ops/numpy/#tensordot-function */
export const tensordot = define<OfTwo<[axes?: Contracted] | [options: { axes?: Contracted }]>>({
  className: 'Tensordot',
  module: 'numpy',
  takes: ['x1', 'x2'],
  settings: { axes: 2 },
  compute(x1: Operand, x2: Operand, { axes }: { axes: Contracted }) {
    const [a, b] = common(...tensorsOf(x1, x2))
    const n = typeof axes === 'number' ? axes : 0
    const count = Array.from({ length: n }, (_, i) => i)
    const [ofA, ofB] = Array.isArray(axes) ? axes : [count.map((i) => a.rank - n + i), count]
    const pairs = [
      axesOf('Tensordot', ofA as Axes, a.rank),
      axesOf('Tensordot', ofB as Axes, b.rank),
    ] as const
    return tf.cast(overAxes(float(a), float(b), ...pairs), a.dtype)
  },
})

/**
 * Sums of products, written with a letter for each axis. https://keras.io/api/ops/numpy/#einsum-function
 *
 * @example const y = ops.einsum('bij,bjk->bik', a, b)
 */
export const einsum = define<{
  (subscripts: string, ...operands: Given[]): tf.Tensor
  (subscripts: string, ...operands: Operand[]): SymbolicTensor
}>({
  className: 'Einsum',
  module: 'numpy',
  takes: ['...operands'],
  settings: { subscripts: required },
  order: ['subscripts', '...operands'],
  compute(operands: Operand[], { subscripts }: { subscripts: string }) {
    const all = common(...operands.map((x) => tensorOf(x)))
    return tf.cast(contract(subscripts, ...all.map(float)), all[0]!.dtype)
  },
})

type Cross =
  | [axisa?: number, axisb?: number, axisc?: number, axis?: number | null]
  | [options: { axisa?: number; axisb?: number; axisc?: number; axis?: number | null }]
type CrossAxes = { axisa: number; axisb: number; axisc: number; axis: number | null }

/** The vector that stands on two vectors of 3. https://keras.io/api/ops/numpy/#cross-function */
export const cross = define<OfTwo<Cross>>({
  className: 'Cross',
  module: 'numpy',
  takes: ['x1', 'x2'],
  settings: { axisa: -1, axisb: -1, axisc: -1, axis: null },
  compute(x1: Operand, x2: Operand, { axisa, axisb, axisc, axis }: CrossAxes) {
    const parts = (x: tf.Tensor, along: number) => {
      const at = axisOf('Cross', along, x.rank)
      if (x.shape[at] === 3) return tf.unstack(x, at) as [tf.Tensor, tf.Tensor, tf.Tensor]
      throw argumentError('Cross', 'vectors of 3 numbers', 'shape', x.shape)
    }
    const [x, y] = common(...(tensorsOf(x1, x2).map(number) as [tf.Tensor, tf.Tensor]))
    const [a, b] = [parts(x, axis ?? axisa), parts(y, axis ?? axisb)]
    const component = (i: 0 | 1 | 2, j: 0 | 1 | 2) => tf.sub(tf.mul(a[i], b[j]), tf.mul(a[j], b[i]))
    const all = [component(1, 2), component(2, 0), component(0, 1)]
    return tf.stack(all, axisOf('Cross', axis ?? axisc, all[0]!.rank + 1))
  },
})

type Order = number | 'euclidean' | 'fro' | 'inf' | '-inf' | null
type Norm =
  | [ord?: Order, axis?: Axes, keepdims?: boolean]
  | [options: { ord?: Order; axis?: Axes; keepdims?: boolean }]

/**
 * The length of vectors (along one axis, or of all numbers) or of matrices (two axes): `ord` is null (Euclid), `fro`, a
 * number or an infinity. https://keras.io/api/ops/linalg/#norm-function
 */
export const norm = define<OfOne<Norm>>({
  className: 'Norm',
  module: 'linalg',
  takes: ['x'],
  settings: { ord: null, axis: null, keepdims: false },
  compute(given: Operand, { ord, axis, keepdims }: { ord: Order; axis: Axes; keepdims: boolean }) {
    const x = float(tensorOf(given))
    const axes = axesOf('Norm', axis, x.rank)
    const euclid = ord === null || ord === 'euclidean' || (axes.length === 2 && ord === 'fro')
    if (euclid || (ord === 2 && axes.length === 1)) return tf.sqrt(tf.sum(tf.square(x), axes, keepdims))
    const order = ord === 'inf' ? Number.POSITIVE_INFINITY : ord === '-inf' ? Number.NEGATIVE_INFINITY : ord
    if (axes.length === 1 && typeof order === 'number') return vectorNorm(x, order, axes, keepdims)
    const sums = order === 1 || order === -1 ? [axes[0]!, axes[1]!] : [axes[1]!, axes[0]!]
    const known =
      order === 1 || order === -1 || order === Number.POSITIVE_INFINITY || order === Number.NEGATIVE_INFINITY
    if (axes.length !== 2 || !known)
      throw argumentError('Norm', 'null, "fro", 1, -1, Infinity or -Infinity for matrices', 'ord', ord)
    const rows = tf.sum(tf.abs(x), sums[0], true)
    const found = (order > 0 ? tf.max : tf.min)(rows, sums[1], true)
    return keepdims ? found : tf.squeeze(found, axes)
  },
})

function vectorNorm(x: tf.Tensor, order: number, axes: number[], keepdims: boolean): tf.Tensor {
  const size = tf.abs(x)
  if (order === Number.POSITIVE_INFINITY) return tf.max(size, axes, keepdims)
  if (order === Number.NEGATIVE_INFINITY) return tf.min(size, axes, keepdims)
  if (order === 0) return tf.sum(tf.cast(tf.notEqual(x, 0), 'float32'), axes, keepdims)
  if (order === 1) return tf.sum(size, axes, keepdims)
  return tf.pow(tf.sum(tf.pow(size, order), axes, keepdims), 1 / order)
}
