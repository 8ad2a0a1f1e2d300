import { constantOf, tf } from '../../engine/index.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'

/**
 * How the losses of single samples become one number: `sum_over_batch_size` and `mean` divide the sum by how many
 * there are, `mean_with_sample_weight` by the sum of their weights; `none` keeps them.
 */
export type Reduction = (typeof reductions)[number] | null

const reductions = ['sum_over_batch_size', 'sum', 'mean', 'mean_with_sample_weight', 'none'] as const

export function checkReduction(where: string, reduction: unknown): Reduction {
  if (reduction === null || reductions.includes(reduction as 'sum')) return reduction as Reduction
  throw argumentError(where, `one of ${reductions.join(', ')}`, 'reduction', reduction)
}

/**
 * Makes two tensors, such as targets and predictions, of one rank where they differ by a last axis of size 1: it is
 * dropped, or added to the other if that has a single axis.
 */
export function toSameRank(a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] {
  if (a.rank === b.rank + 1 && a.shape.at(-1) === 1) {
    return b.rank === 1 ? [a, tf.expandDims(b, -1)] : [tf.squeeze(a, [a.rank - 1]), b]
  }
  if (b.rank === a.rank + 1 && b.shape.at(-1) === 1) {
    return a.rank === 1 ? [tf.expandDims(a, -1), b] : [a, tf.squeeze(b, [b.rank - 1])]
  }
  return [a, b]
}

/** `a / b`, and 0 where b is 0 (TensorFlow.js has no gradient for its own). */
export function divideNoNan(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const isZero = constantOf(b, (v) => tf.cast(tf.equal(v, 0), 'float32'))
  return tf.mul(tf.div(a, tf.add(b, isZero)), tf.sub(1, isZero))
}

/**
 * Joins sample weights with a mask. For means the mask is scaled so that it averages to 1: padding then does not
 * dilute the loss.
 */
export function applyMask(
  sampleWeight: tf.Tensor | null | undefined,
  mask: tf.Tensor | null | undefined,
  reduction: Reduction,
): tf.Tensor | undefined {
  if (!mask) return sampleWeight ? tf.cast(sampleWeight, 'float32') : undefined
  let weight = tf.cast(mask, 'float32')
  if (reduction === 'mean' || reduction === 'sum_over_batch_size') {
    weight = tf.mul(weight, divideNoNan(tf.scalar(mask.size), tf.sum(weight)))
  }
  if (!sampleWeight) return weight
  const [maskWeight, ownWeight] = toSameRank(weight, tf.cast(sampleWeight, 'float32'))
  return tf.mul(ownWeight, maskWeight)
}

/** The losses of samples with their weights and mask, reduced. */
export function reduceWeighted(
  values: tf.Tensor,
  reduction: Reduction,
  sampleWeight?: tf.Tensor | null,
  mask?: tf.Tensor | null,
): tf.Tensor {
  const given = applyMask(sampleWeight, mask, reduction)
  const [losses, weight] = given ? weighted(values, given) : [values, undefined]
  if (reduction === null || reduction === 'none' || losses.rank === 0 || losses.size === 0) return losses
  if (reduction === 'sum') return tf.sum(losses)
  if (reduction === 'mean_with_sample_weight' && weight) return divideNoNan(tf.sum(losses), tf.sum(weight))
  return tf.mean(losses)
}

function weighted(values: tf.Tensor, weight: tf.Tensor): [losses: tf.Tensor, weight: tf.Tensor] {
  const [v, w] = toSameRank(values, weight)
  const fits =
    w.rank === 0 ||
    v.rank === 0 ||
    (w.rank === v.rank && w.shape.every((d, i) => d === v.shape[i] || d === 1))
  if (!fits) {
    throw new KeratinError(
      'SHAPE',
      `Sample weights must have the shape of the losses per sample, ${showShape(values.shape)}. ` +
        `Received: shape ${showShape(weight.shape)}.`,
    )
  }
  return [tf.mul(v, w), w]
}
