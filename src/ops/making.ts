/** Tensors of given numbers. */
import { tf } from '../engine/index.js'
import type { SymbolicTensor } from '../graph/symbolic.js'
import { define } from './define.js'
import { dtypeOf, to } from './dtypes.js'
import { type Given, type Operand, tensorOf } from './operand.js'
import { same } from './shapes.js'
import type { OfOne, OfTwo } from './signatures.js'

type Dtype = [dtype?: string | null] | [options: { dtype?: string | null }]
type Typed = { dtype: string | null }

const typed = (where: string, x: tf.Tensor, dtype: string | null | undefined): tf.Tensor =>
  dtype === null || dtype === undefined ? x : to(x, dtypeOf(where, dtype))

const like = (className: string, fn: (x: tf.Tensor) => tf.Tensor) =>
  define<OfOne<Dtype>>({
    className,
    module: 'numpy',
    takes: ['x'],
    settings: { dtype: null },
    shape: same,
    compute: (x: Operand, { dtype }: Typed) => typed(className, fn(tensorOf(x)), dtype),
  })

/** Zeros in the shape of a tensor. https://keras.io/api/ops/numpy/#zeros_like-function */
export const zerosLike = like('ZerosLike', (x) => tf.zerosLike(x))
/** Ones in the shape of a tensor. https://keras.io/api/ops/numpy/#ones_like-function */
export const onesLike = like('OnesLike', (x) => tf.onesLike(x))

/** One number in the shape of a tensor. https://keras.io/api/ops/numpy/#full_like-function */
export const fullLike = define<OfTwo<Dtype>>({
  className: 'FullLike',
  module: 'numpy',
  takes: ['x', 'fillValue'],
  settings: { dtype: null },
  shape: same,
  compute(given: Operand, fillValue: Operand, { dtype }: Typed) {
    const x = tensorOf(given)
    const value = typed('FullLike', tensorOf(fillValue), dtype ?? x.dtype)
    return tf.broadcastTo(value, x.shape)
  },
})

/** Zeros. https://keras.io/api/ops/numpy/#zeros-function */
export const zeros = (shape: readonly number[], dtype = 'float32'): tf.Tensor =>
  tf.zeros([...shape], dtypeOf('zeros', dtype))
/** Ones. https://keras.io/api/ops/numpy/#ones-function */
export const ones = (shape: readonly number[], dtype = 'float32'): tf.Tensor =>
  tf.ones([...shape], dtypeOf('ones', dtype))
/** One number everywhere. https://keras.io/api/ops/numpy/#full-function */
export const full = (shape: readonly number[], fillValue: number, dtype = 'float32'): tf.Tensor =>
  tf.fill([...shape], fillValue, dtypeOf('full', dtype) as 'float32')

/** 1 where the column is `k` more than the row, else 0. https://keras.io/api/ops/numpy/#eye-function */
export const eye = (n: number, m: number | null = null, k = 0, dtype = 'float32'): tf.Tensor =>
  matrix(n, m ?? n, (distance) => distance === k, dtypeOf('eye', dtype))
/** 1 on the diagonal, else 0. https://keras.io/api/ops/numpy/#identity-function */
export const identity = (n: number, dtype = 'float32'): tf.Tensor => eye(n, n, 0, dtype)
/** 1 where the column is at most `k` more than the row, else 0. https://keras.io/api/ops/numpy/#tri-function */
export const tri = (n: number, m: number | null = null, k = 0, dtype = 'float32'): tf.Tensor =>
  matrix(n, m ?? n, (distance) => distance <= k, dtypeOf('tri', dtype))

function matrix(
  n: number,
  m: number,
  test: (distance: number) => boolean,
  dtype: 'float32' | 'int32' | 'bool',
) {
  const values = Array.from({ length: n * m }, (_, i) => (test((i % m) - Math.floor(i / m)) ? 1 : 0))
  return tf.tensor2d(values, [n, m], dtype)
}

/** Numbers from start (default 0) to before stop; integers, where all are whole. https://keras.io/api/ops/numpy/#arange-function */
export function arange(
  start: number,
  stop?: number | null,
  step?: number | null,
  dtype?: string | null,
): tf.Tensor {
  const [from, to] = stop === undefined || stop === null ? [0, start] : [start, stop]
  const by = step ?? 1
  const type = dtype ?? ([from, to, by].every(Number.isInteger) ? 'int32' : 'float32')
  const length = Math.max(0, Math.ceil((to - from) / by))
  return tf.tensor1d(
    Array.from({ length }, (_, i) => from + i * by),
    dtypeOf('arange', type),
  )
}

/** `num` numbers (default 50) from start to stop, which is the last, unless `endpoint` is false. https://keras.io/api/ops/numpy/#linspace-function */
export function linspace(
  start: number,
  stop: number,
  num = 50,
  endpoint = true,
  dtype = 'float32',
): tf.Tensor {
  const parts = endpoint ? num - 1 : num
  const values = Array.from({ length: num }, (_, i) => start + (parts > 0 ? (i * (stop - start)) / parts : 0))
  return tf.tensor1d(values, dtypeOf('linspace', dtype))
}

/** The coordinates of all points of a grid. https://keras.io/api/ops/numpy/#meshgrid-function */
export const meshgrid = define<{
  (...xs: Given[]): tf.Tensor[]
  (...xs: [...Given[], options: { indexing?: 'xy' | 'ij' }]): tf.Tensor[]
  (...xs: Operand[]): SymbolicTensor[]
  (...xs: [...Operand[], options: { indexing?: 'xy' | 'ij' }]): SymbolicTensor[]
}>({
  className: 'Meshgrid',
  module: 'numpy',
  takes: ['...x'],
  settings: { indexing: 'xy' },
  order: ['...x', 'indexing'],
  compute(given: Operand[], { indexing }: { indexing: 'xy' | 'ij' }) {
    const rows = given.map((x) => tf.reshape(tensorOf(x), [-1]))
    // in the order xy the first two axes are exchanged
    const axis = (i: number) => (indexing === 'xy' && rows.length > 1 && i < 2 ? 1 - i : i)
    const shape = rows.map((_, i) => rows[axis(i)]!.size)
    return rows.map((row, i) =>
      tf.broadcastTo(
        tf.reshape(
          row,
          shape.map((_, j) => (j === axis(i) ? row.size : 1)),
        ),
        shape,
      ),
    )
  },
})
