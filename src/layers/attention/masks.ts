import { tf } from '../../engine/index.js'

/** Which steps may look at which: [1, steps of the query, steps of the key]. */
export interface StepMasks {
  /** No step looks at later ones. */
  causal?: boolean
  /** No step looks at one that is so many steps away, or more. */
  window?: number | null
}

/** @returns undefined where every step may look at every other */
export function stepMask(
  queries: number,
  keys: number,
  { causal, window }: StepMasks,
): tf.Tensor | undefined {
  const row = tf.reshape(tf.range(0, queries, 1, 'int32'), [1, queries, 1])
  const column = tf.reshape(tf.range(0, keys, 1, 'int32'), [1, 1, keys])
  return every([
    causal ? tf.greaterEqual(row, column) : undefined,
    window == null ? undefined : tf.less(tf.abs(tf.sub(row, column)), window),
  ])
}

/** Where all masks that there are hold. */
export function every(masks: readonly (tf.Tensor | null | undefined)[]): tf.Tensor | undefined {
  const present = masks.filter((m) => m !== null && m !== undefined)
  if (present.length === 0) return undefined
  return present.map((m) => tf.cast(m, 'bool')).reduce((a, b) => tf.logicalAnd(a, b))
}

/** What is added to the scores: nothing where a mask holds, so little elsewhere that the softmax gives 0. */
export const penalties = (mask: tf.Tensor, lowest: number): tf.Tensor =>
  tf.mul(tf.sub(1, tf.cast(mask, 'float32')), lowest)
