/** What chance does to the elements of a tensor. */
import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { uniform } from './continuous.js'
import type { SeedOptions } from './draw.js'
import { streamOf } from './seed-generator.js'

export interface ShuffleOptions extends SeedOptions {
  /** The axis along which parts change places. Default 0. */
  axis?: number
}

/**
 * The parts of a tensor along an axis, in another order.
 *
 * @param x a tensor of any shape
 * @param options.axis default 0
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @returns a tensor of the shape of x
 * @throws KeratinError `ARGUMENT` for an axis that x has not
 * @example random.shuffle(tf.tensor([1, 2, 3]))
 * @see https://keras.io/api/random/random_ops/#shuffle-function
 */
export function shuffle<T extends tf.Tensor>(x: T, options: ShuffleOptions = {}): T {
  checkedOptions('random.shuffle', options)
  const { axis = 0, seed } = options
  const at = axis < 0 ? axis + x.rank : axis
  const extent = x.shape[at]
  if (extent === undefined) throw argumentError('random.shuffle', `an axis of ${x.rank}`, 'axis', axis)
  const order = streamOf('random.shuffle', seed).shuffle(Int32Array.from({ length: extent }, (_, i) => i))
  return tf.tidy(() => tf.gather(x, tf.tensor1d(order, 'int32'), at))
}

export interface DropoutOptions extends SeedOptions {
  /** The shape of the choice, broadcast to that of the inputs: 1 for axes along which it is the same. */
  noiseShape?: readonly number[] | null
}

/**
 * Sets elements to 0 with the probability `rate`, and divides the others by `1 - rate`.
 *
 * @param inputs a tensor of any shape
 * @param rate from 0 to 1
 * @param options.noiseShape the shape of the choice, which is broadcast. Default: that of the inputs
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @returns a tensor of the shape of the inputs
 * @throws KeratinError `ARGUMENT` for another rate
 * @example random.dropout(tf.ones([4, 8]), 0.5)
 * @see https://keras.io/api/random/random_ops/#dropout-function
 */
export function dropout<T extends tf.Tensor>(inputs: T, rate: number, options: DropoutOptions = {}): T {
  checkedOptions('random.dropout', options)
  if (!(rate >= 0 && rate <= 1)) throw argumentError('random.dropout', 'a number from 0 to 1', 'rate', rate)
  const { noiseShape, seed } = options
  return tf.tidy(() => {
    const kept = tf.greaterEqual(uniform([...(noiseShape ?? inputs.shape)], { seed: seed ?? null }), rate)
    const scaled = tf.mul(inputs, rate < 1 ? 1 / (1 - rate) : 0)
    return tf.where(
      tf.broadcastTo(tf.cast(kept, 'float32'), inputs.shape).cast('bool'),
      scaled,
      tf.zerosLike(scaled),
    )
  }) as T
}
