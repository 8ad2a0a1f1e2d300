/** Matrices and images turned and mirrored. */
import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { define } from './define.js'
import { type Operand, tensorOf } from './operand.js'
import { axesOf } from './shapes.js'
import type { OfOne } from './signatures.js'

/** TensorFlow.js reverses no conditions. */
export const reversed = (x: tf.Tensor, axes: number[]): tf.Tensor =>
  x.dtype === 'bool' ? tf.cast(tf.reverse(tf.cast(x, 'int32'), axes), 'bool') : tf.reverse(x, axes)

const mirror = (className: string, argument: string, axis: number) =>
  define<OfOne>({
    className,
    module: 'numpy',
    takes: [argument],
    shape: ([shape]) => shape!,
    compute(given: Operand) {
      const x = tensorOf(given)
      return reversed(x, axesOf(className, axis, x.rank))
    },
  })

/** The columns in the opposite order. https://keras.io/api/ops/numpy/ */
export const fliplr = mirror('Fliplr', 'x', 1)
/** The rows in the opposite order. https://keras.io/api/ops/numpy/ */
export const flipud = mirror('Flipud', 'x', 0)

type Turn =
  | [k?: number, axes?: readonly [number, number]]
  | [options: { k?: number; axes?: readonly [number, number] }]

/** Turned `k` times by 90 degrees in the plane of two axes, from the first towards the second. https://keras.io/api/ops/numpy/#rot90-function */
export const rot90 = define<OfOne<Turn>>({
  className: 'Rot90',
  module: 'numpy',
  takes: ['array'],
  settings: { k: 1, axes: [0, 1] },
  compute(given: Operand, { k, axes }: { k: number; axes: readonly number[] }) {
    const x = tensorOf(given)
    const [a, b] = axesOf('Rot90', axes, x.rank) as [number, number]
    if (axes.length !== 2) throw argumentError('Rot90', 'two axes', 'axes', axes)
    const order = x.shape.map((_, i) => (i === a ? b : i === b ? a : i))
    const turns = ((k % 4) + 4) % 4
    if (turns === 0) return x
    if (turns === 2) return reversed(x, [a, b])
    return turns === 1 ? tf.transpose(reversed(x, [b]), order) : reversed(tf.transpose(x, order), [b])
  },
})
