/** Class numbers as rows of zeros and ones. */
import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { define, required } from './define.js'
import { dtypeOf, to } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import { axisOf } from './shapes.js'
import type { OfOne } from './signatures.js'

interface Settings {
  numClasses: number
  axis: number
  dtype: string | null
  sparse: boolean
}
type Encode =
  | [numClasses: number, axis?: number, dtype?: string | null]
  | [options: { numClasses: number; axis?: number; dtype?: string | null }]

const settings = { numClasses: required, axis: -1, dtype: null, sparse: false }

function encoded(where: string, x: tf.Tensor, { numClasses, axis, dtype, sparse }: Settings): tf.Tensor {
  if (sparse) throw argumentError(where, 'false', 'sparse', sparse)
  // tf.oneHot refuses a single class
  const rows = tf.equal(tf.expandDims(tf.cast(x, 'int32'), -1), tf.range(0, numClasses, 1, 'int32'))
  const typed = to(rows, dtypeOf(where, dtype ?? 'float32'))
  const at = axisOf(where, axis, rows.rank)
  const order = x.shape.map((_, i) => i)
  order.splice(at, 0, rows.rank - 1)
  return at === rows.rank - 1 ? typed : tf.transpose(typed, order)
}

/** For each class number a row with a 1 in its place; zeros for numbers that are no class. https://keras.io/api/ops/nn/#one_hot-function */
export const oneHot = define<OfOne<Encode>>({
  className: 'OneHot',
  module: 'nn',
  takes: ['x'],
  settings,
  compute: (x: Operand, given: Settings) => encoded('OneHot', tensorOf(x), given),
})

/** For each row of class numbers one with a 1 in each of their places. https://keras.io/api/ops/nn/#multi_hot-function */
export const multiHot = define<OfOne<Encode>>({
  className: 'MultiHot',
  module: 'nn',
  takes: ['inputs'],
  settings,
  compute(inputs: Operand, given: Settings) {
    const x = tensorOf(inputs)
    const rows = encoded('MultiHot', x, { ...given, dtype: 'float32' })
    return to(tf.max(rows, x.rank > 1 ? 1 : 0), dtypeOf('MultiHot', given.dtype ?? 'float32'))
  },
})
