/** Diagonals and triangles. */
import { tf } from '../engine/index.js'
import { define } from './define.js'
import { number } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import { axisOf, same } from './shapes.js'
import type { OfOne } from './signatures.js'

type K = [k?: number] | [options: { k?: number }]

/** Where in matrices of that extent `column - row` is what is asked for. */
function chosen(rows: number, columns: number, test: (distance: number) => boolean): tf.Tensor {
  const values = Array.from({ length: rows * columns }, (_, i) =>
    test((i % columns) - Math.floor(i / columns)) ? 1 : 0,
  )
  return tf.tensor2d(values, [rows, columns], 'int32')
}

const triangle = (className: string, test: (distance: number, k: number) => boolean) =>
  define<OfOne<K>>({
    className,
    module: 'numpy',
    takes: ['x'],
    settings: { k: 0 },
    shape: same,
    compute(given: Operand, { k }: { k: number }) {
      const x = tensorOf(given)
      const [rows, columns] = x.shape.slice(-2) as [number, number]
      const mask = tf.broadcastTo(
        tf.cast(
          chosen(rows, columns, (d) => test(d, k)),
          'bool',
        ),
        x.shape,
      )
      return tf.where(mask, x, tf.zerosLike(x))
    },
  })

/** Zeros above the diagonal, or the `k`th above it. https://keras.io/api/ops/numpy/#tril-function */
export const tril = triangle('Tril', (distance, k) => distance <= k)
/** Zeros below the diagonal, or the `k`th above it. https://keras.io/api/ops/numpy/#triu-function */
export const triu = triangle('Triu', (distance, k) => distance >= k)

type Diagonal =
  | [offset?: number, axis1?: number, axis2?: number]
  | [options: { offset?: number; axis1?: number; axis2?: number }]
type Places = { offset: number; axis1: number; axis2: number }

function diagonalOf(className: string, x: tf.Tensor, { offset, axis1, axis2 }: Places): tf.Tensor {
  const [a, b] = [axisOf(className, axis1, x.rank, 'axis1'), axisOf(className, axis2, x.rank, 'axis2')]
  const rest = x.shape.map((_, i) => i).filter((i) => i !== a && i !== b)
  const [rows, columns] = [x.shape[a]!, x.shape[b]!]
  const length = Math.max(0, Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)))
  const first = offset < 0 ? -offset * columns : offset
  const places = Array.from({ length }, (_, i) => first + i * (columns + 1))
  const outer = rest.map((i) => x.shape[i]!)
  const flat = tf.reshape(tf.transpose(x, [...rest, a, b]), [...outer, rows * columns])
  return tf.gather(flat, tf.tensor1d(places, 'int32'), rest.length)
}

/** The diagonal of matrices in two axes. https://keras.io/api/ops/numpy/#diagonal-function */
export const diagonal = define<OfOne<Diagonal>>({
  className: 'Diagonal',
  module: 'numpy',
  takes: ['x'],
  settings: { offset: 0, axis1: 0, axis2: 1 },
  compute: (x: Operand, places: Places) => diagonalOf('Diagonal', tensorOf(x), places),
})

/** The sum of the diagonal. https://keras.io/api/ops/numpy/#trace-function */
export const trace = define<OfOne<Diagonal>>({
  className: 'Trace',
  module: 'numpy',
  takes: ['x'],
  settings: { offset: 0, axis1: 0, axis2: 1 },
  compute: (x: Operand, places: Places) => tf.sum(number(diagonalOf('Trace', tensorOf(x), places)), -1),
})

/** A matrix with that diagonal, or the diagonal of a matrix. https://keras.io/api/ops/numpy/#diag-function */
export const diag = define<OfOne<K>>({
  className: 'Diag',
  module: 'numpy',
  takes: ['x'],
  settings: { k: 0 },
  compute(given: Operand, { k }: { k: number }) {
    const x = tensorOf(given)
    if (x.rank === 2) return diagonalOf('Diag', x, { offset: k, axis1: 0, axis2: 1 })
    const n = x.size + Math.abs(k)
    const row = k < 0 ? [0, -k] : [k, 0]
    const padded = tf.pad(x, [row as [number, number]])
    const mask = tf.cast(
      chosen(n, n, (d) => d === k),
      'bool',
    )
    const full = tf.broadcastTo(padded, [n, n])
    return tf.where(mask, full, tf.zerosLike(full))
  },
})
