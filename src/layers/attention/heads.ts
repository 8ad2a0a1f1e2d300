import { tf } from '../../engine/index.js'
import { penalties } from './masks.js'

export interface HeadsOptions {
  /** Multiplies the scores. */
  scale: number
  /** The axes of query and key that steps are counted along; the last two axes are heads and channels. */
  axes: readonly number[]
  /** Which steps look at which; broadcasts to the scores without their heads. */
  mask?: tf.Tensor | undefined
  /** Whether a step that may look at none gives 0, and not the mean of all. */
  zeroWithoutKeys: boolean
  /** What is done to the weights before they are used. */
  drop: (weights: tf.Tensor) => tf.Tensor
}

const LOWEST = -2e38
const product = (extents: readonly number[]): number => extents.reduce((n, d) => n * d, 1)

/**
 * Attention of several heads at once.
 *
 * @param query [batch..., steps..., heads, channels]
 * @param key, value [batch..., steps..., heads, channels]; of fewer heads, of which each then serves several of query
 * @returns the output in the layout of query, and the weights [batch..., heads, steps of query..., steps of key...]
 */
export function attendInHeads(
  query: tf.Tensor,
  key: tf.Tensor,
  value: tf.Tensor,
  { scale, axes, mask, zeroWithoutKeys, drop }: HeadsOptions,
): { output: tf.Tensor; weights: tf.Tensor } {
  const outer = query.shape.map((_, axis) => axis).filter((i) => i < query.rank - 1 && !axes.includes(i))
  const order = [...outer, ...axes, query.rank - 1]
  const groups = product(outer.map((axis) => key.shape[axis]!))
  // heads that share a key are rows of one product
  const matrices = (x: tf.Tensor): tf.Tensor =>
    tf.reshape(tf.transpose(x, order), [groups, -1, x.shape.at(-1)!])
  const steps = (x: tf.Tensor) => axes.map((axis) => x.shape[axis]!)

  const products = tf.matMul(matrices(tf.mul(query, scale)), matrices(key), false, true)
  const shape = [...outer.map((axis) => query.shape[axis]!), ...steps(query), ...steps(key)]
  const scores = tf.reshape(products, shape)
  const wide = mask && forHeads(mask, scores.rank, 2 * axes.length)
  // the softmax is along all steps of the key
  const flat = [...shape.slice(0, shape.length - axes.length), product(steps(key))]
  const counts = wide && tf.cast(wide, 'float32')
  // without keys, the scores would still count in the gradient of the mean
  const open = counts && !zeroWithoutKeys ? tf.mul(scores, counts) : scores
  const masked = wide ? tf.add(open, penalties(wide, LOWEST)) : open
  const soft = tf.reshape(tf.softmax(tf.reshape(masked, flat)), shape)
  const weights = counts && zeroWithoutKeys ? tf.mul(soft, counts) : soft

  const rows = tf.reshape(drop(weights), [groups, -1, product(steps(key))])
  const channels = value.shape.at(-1)!
  const sums = tf.reshape(tf.matMul(rows, matrices(value)), [
    ...outer.map((axis) => query.shape[axis]!),
    ...steps(query),
    channels,
  ])
  const back = query.shape.map((_, axis) => order.indexOf(axis))
  return { output: tf.transpose(sums, back), weights }
}

/** A mask [batch, ..., steps] with axes of extent 1 for the heads, and for what else the scores have before the steps. */
function forHeads(mask: tf.Tensor, rank: number, stepAxes: number): tf.Tensor {
  const at = mask.rank - stepAxes
  const added = Array<number>(Math.max(0, rank - mask.rank)).fill(1)
  return tf.reshape(mask, [...mask.shape.slice(0, at), ...added, ...mask.shape.slice(at)])
}
