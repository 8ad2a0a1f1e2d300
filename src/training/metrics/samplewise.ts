import { tf } from '../../engine/index.js'
import { floats } from '../losses/loss.js'
import { applyMask, toSameRank } from '../losses/reduction.js'

/** Values per sample and their weights, which the values are already multiplied with. */
interface Samplewise {
  readonly values: tf.Tensor
  readonly weights: tf.Tensor | undefined
}

type Reduce = (x: tf.Tensor, axes: number[]) => tf.Tensor

const axesFrom = (start: number, end: number): number[] =>
  Array.from({ length: end - start }, (_, i) => start + i)

/** Reduces values of any rank to one value per sample, as running means and sums count them. */
export function toSamplewise(
  given: tf.Tensor,
  sampleWeight: tf.Tensor | null | undefined,
  reduce: Reduce,
  valueMask?: tf.Tensor | null,
): Samplewise {
  let values = floats(given)
  let weights: tf.Tensor | undefined
  if (sampleWeight) {
    const masked = applyMask(sampleWeight, valueMask, 'sum')!
    ;[values, weights] = toSameRank(values, masked)
    if (values.rank > weights.rank) values = reduce(values, axesFrom(weights.rank, values.rank))
    if (!tf.util.arraysEqual(weights.shape, values.shape)) weights = tf.broadcastTo(weights, values.shape)
    values = tf.mul(values, weights)
    if (weights.rank > 1) weights = reduce(weights, axesFrom(1, weights.rank))
  }
  if (values.rank > 1) values = reduce(values, axesFrom(1, values.rank))
  return { values, weights }
}
