/** Sums and extrema of the parts of a tensor that belong together. */
import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { define } from './define.js'
import { float } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import type { OfTwo } from './signatures.js'

type Segments = [numSegments: number, sorted?: boolean] | [options: { numSegments: number; sorted?: boolean }]

/** The sums of rows with the same number in `segmentIds`. https://keras.io/api/ops/core/#segment_sum-function */
export const segmentSum = define<OfTwo<Segments>>({
  className: 'SegmentSum',
  module: 'math',
  takes: ['data', 'segmentIds'],
  settings: { numSegments: null, sorted: false },
  compute(data: Operand, segmentIds: Operand, { numSegments }: { numSegments: number | null }) {
    if (numSegments === null) throw argumentError('segmentSum', 'given', 'numSegments', numSegments)
    const ids = tf.cast(tensorOf(segmentIds), 'int32') as tf.Tensor1D
    const x = tensorOf(data)
    return tf.cast(tf.unsortedSegmentSum(float(x), ids, numSegments), x.dtype)
  },
})
