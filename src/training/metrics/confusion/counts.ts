import { tf } from '../../../engine/index.js'
import { argumentError } from '../../../support/errors.js'
import { toSameRank } from '../../losses/reduction.js'
import { areEven, NEVER } from './thresholds.js'

/** How often targets and predictions are positive and negative, for each threshold: [thresholds], or [thresholds, labels]. */
export interface Counts {
  truePositives: tf.Tensor
  falsePositives: tf.Tensor
  trueNegatives: tf.Tensor
  falseNegatives: tf.Tensor
}

export interface CountOptions {
  thresholds: readonly number[]
  /** Only the k largest predictions of a sample may be positive. */
  topK?: number | null
  /** The only class that counts. */
  classId?: number | null
  /** Factors of single samples, or of single predictions. */
  weights?: tf.Tensor | null | undefined
  /** Factors of labels. */
  labelWeights?: readonly number[] | null
  /** Whether labels are counted apart. */
  byLabel?: boolean
}

/** Counts a batch: a prediction is positive if it is above a threshold. */
export function countConfusion(yTrue: tf.Tensor, yPred: tf.Tensor, options: CountOptions): Counts {
  const { thresholds, topK, classId, labelWeights, byLabel = false } = options
  let [targets, predictions] = toSameRank(tf.cast(yTrue, 'float32'), tf.cast(yPred, 'float32'))
  if (topK != null) predictions = largestOnly(predictions, topK)
  if (classId != null) {
    targets = column(targets, classId)
    predictions = column(predictions, classId)
  }
  let weights = options.weights ? spread(options.weights, targets) : tf.onesLike(targets)
  if (labelWeights) weights = tf.mul(weights, tf.tensor1d([...labelWeights]))
  const positive = tf.cast(tf.cast(targets, 'bool'), 'float32')
  const labels = byLabel ? targets.shape.at(-1)! : 1
  const flat = (t: tf.Tensor) => tf.reshape(t, [-1, labels])
  const truths = flat(tf.mul(positive, weights))
  const falses = flat(tf.mul(tf.sub(1, positive), weights))
  const above = areEven(thresholds) ? sumInBuckets : sumCompared
  const [tp, fp] = above(flat(predictions), [truths, falses], thresholds)
  const shaped = (t: tf.Tensor) => (byLabel ? t : tf.reshape(t, [thresholds.length]))
  return {
    truePositives: shaped(tp!),
    falsePositives: shaped(fp!),
    trueNegatives: shaped(tf.sub(tf.sum(falses, 0, true), fp!)),
    falseNegatives: shaped(tf.sub(tf.sum(truths, 0, true), tp!)),
  }
}

/** For each threshold and label, the sums of some values where the prediction is above: each [thresholds, labels]. */
type SumAbove = (
  predictions: tf.Tensor,
  values: readonly tf.Tensor[],
  thresholds: readonly number[],
) => tf.Tensor[]

const sumCompared: SumAbove = (predictions, values, thresholds) => {
  const above = tf.cast(
    tf.greater(tf.expandDims(predictions, 0), tf.tensor3d([...thresholds], [thresholds.length, 1, 1])),
    'float32',
  )
  return values.map((v) => tf.sum(tf.mul(above, tf.expandDims(v, 0)), 1))
}

/** One pass over the predictions, however many thresholds there are. */
const sumInBuckets: SumAbove = (predictions, values, thresholds) => {
  const n = thresholds.length
  const labels = predictions.shape[1]!
  const reached = tf.ceil(tf.mul(tf.clipByValue(predictions, 0, 1), n - 1))
  // with a first threshold below 0, a prediction of 0 is above that
  const bucket = thresholds[0]! < 0 || thresholds.at(-1)! > 1 ? tf.maximum(reached, 1) : reached
  const place = tf.add(bucket, tf.mul(tf.range(0, labels), n + 1))
  const index = tf.cast(tf.reshape(place, [-1]), 'int32') as tf.Tensor1D
  return values.map((v) => {
    const sums = tf.unsortedSegmentSum(tf.reshape(v, [-1]), index, labels * (n + 1))
    const above = tf.cumsum(tf.reshape(sums, [labels, n + 1]), 1, false, true)
    return tf.transpose(tf.slice(above, [0, 1], [labels, n]))
  })
}

function largestOnly(x: tf.Tensor, k: number): tf.Tensor {
  const classes = x.shape.at(-1)!
  const { indices } = tf.topk(x, k)
  const kept = tf.sum(tf.cast(tf.oneHot(indices as tf.Tensor1D, classes), 'float32'), -2)
  return tf.add(tf.mul(x, kept), tf.mul(tf.sub(1, kept), NEVER))
}

function column(x: tf.Tensor, classId: number): tf.Tensor {
  const classes = x.shape.at(-1)!
  if (x.rank < 2 || classId >= classes)
    throw argumentError('metric', `the number of one of the classes of the predictions`, 'classId', classId)
  return tf.slice(x, [...x.shape.slice(0, -1).map(() => 0), classId], [...x.shape.slice(0, -1), 1])
}

/** Weights of samples as weights of their predictions. */
function spread(weights: tf.Tensor, like: tf.Tensor): tf.Tensor {
  const given = tf.cast(weights, 'float32')
  const wide =
    given.rank < like.rank
      ? tf.reshape(given, [...given.shape, ...Array<number>(like.rank - given.rank).fill(1)])
      : given
  return tf.broadcastTo(wide, like.shape)
}
