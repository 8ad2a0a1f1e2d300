import { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'

/** The largest difference between outputs of two models, the largest output, and how many there are. */
export async function differenceOf(
  one: Model,
  other: Model,
  inputs: readonly tf.Tensor[],
): Promise<{ difference: number; largest: number; count: number }> {
  const [before, after] = [await outputsOf(one, inputs), await outputsOf(other, inputs)]
  let difference = before.length === after.length ? 0 : Number.POSITIVE_INFINITY
  let largest = 0
  for (const [i, value] of before.entries()) {
    const now = after[i]!
    // both may be no number, or infinite
    if (Object.is(value, now)) continue
    const distance = Math.abs(value - now)
    difference = Math.max(difference, Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance)
    if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  }
  return { difference, largest, count: before.length }
}

async function outputsOf(model: Model, inputs: readonly tf.Tensor[]): Promise<number[]> {
  const x = inputs.length > 1 ? [...inputs] : inputs[0]!
  const found = await model.predict(x, { verbose: 0, batchSize: inputs[0]!.shape[0]! })
  const tensors = found instanceof tf.Tensor ? [found] : (Object.values(found) as tf.Tensor[])
  const values = tensors.flatMap((t) => [...t.dataSync()].map(Number))
  tf.dispose(tensors)
  return values
}
