/** Random whole numbers. */
import { tf } from '../engine/index.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import type { RandomStream } from '../support/random.js'
import { drawBeta } from './continuous.js'
import { draw, type IntegerOptions, type Parameter, parameter } from './draw.js'

const dtypes = ['int32', 'float32'] as const

/**
 * Whole numbers that are equally likely from `minval` to `maxval - 1`.
 *
 * @param shape shape of the result
 * @param minval the least number
 * @param maxval what all numbers are below
 * @param options.dtype `int32` (default) or `float32`
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for bounds that are no integers, or no number between them
 * @example random.randint([10], 1, 7) // dice
 * @see https://keras.io/api/random/random_ops/#randint-function
 */
export function randint(
  shape: readonly number[],
  minval: number,
  maxval: number,
  options: IntegerOptions = {},
): tf.Tensor {
  if (!Number.isInteger(minval)) throw argumentError('random.randint', 'an integer', 'minval', minval)
  if (!Number.isInteger(maxval) || maxval <= minval)
    throw argumentError('random.randint', `an integer above ${minval}`, 'maxval', maxval)
  const drawing = { where: 'random.randint' as const, shape, options, dtypes }
  return draw(drawing, (stream) => minval + stream.below(maxval - minval))
}

/**
 * Classes drawn by their probabilities: class k of a row with `exp(logits[k]) / sum(exp(logits))`.
 *
 * @param logits [rows, classes], logarithms of probabilities, up to a constant
 * @param numSamples how many are drawn for each row
 * @param options.dtype `int32` (default) or `float32`
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @returns class numbers [rows, numSamples]
 * @throws KeratinError `SHAPE` for logits of another rank
 * @example random.categorical(tf.log([[0.2, 0.8]]), 5)
 * @see https://keras.io/api/random/random_ops/#categorical-function
 */
export function categorical(
  logits: tf.Tensor | tf.TensorLike,
  numSamples: number,
  options: IntegerOptions = {},
): tf.Tensor {
  return tf.tidy(() => {
    const given = logits instanceof tf.Tensor ? logits : tf.tensor(logits)
    if (given.rank !== 2) {
      const received = `Received: shape ${showShape(given.shape)}.`
      throw new KeratinError('SHAPE', `random.categorical: logits must be [rows, classes]. ${received}`)
    }
    const [rows, classes] = given.shape as [number, number]
    const values = given.dataSync()
    const tables = Array.from({ length: rows }, (_, r) =>
      cumulated(values.subarray(r * classes, (r + 1) * classes)),
    )
    const shape = [rows, numSamples]
    return draw({ where: 'random.categorical', shape, options, dtypes }, (stream, i) => {
      const table = tables[Math.floor(i / numSamples)]!
      const u = stream.next() * table.at(-1)!
      return table.findIndex((sum) => u < sum)
    })
  })
}

/** Sums of the first weights, of 1, 2, ... of them. */
function cumulated(logits: ArrayLike<number>): Float64Array {
  const most = Array.from(logits).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  let sum = 0
  return Float64Array.from(logits, (v) => (sum += Math.exp(v - most)))
}

/**
 * How many of some trials succeed.
 *
 * @param shape shape of the result
 * @param counts numbers of trials: a number, or an array that is broadcast to `shape`
 * @param probabilities of a success, from 0 to 1, likewise
 * @param options.dtype `float32` (default, as in Keras) or `int32`
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a shape or a seed that is none, `UNKNOWN_NAME` for other options
 * @example random.binomial([4], 10, [0.1, 0.2, 0.5, 0.9])
 * @see https://keras.io/api/random/random_ops/#binomial-function
 */
export function binomial(
  shape: readonly number[],
  counts: Parameter,
  probabilities: Parameter,
  options: IntegerOptions = {},
): tf.Tensor {
  const [n, p] = [parameter(counts, shape), parameter(probabilities, shape)]
  const drawing = { where: 'random.binomial' as const, shape, options, dtypes: ['float32', 'int32'] as const }
  return draw(drawing, (stream, i) => drawBinomial(stream, n(i), p(i)))
}

/** Trials one by one; of many, the middle one in order of their uniform numbers is drawn first and halves them. */
function drawBinomial(stream: RandomStream, trials: number, probability: number): number {
  if (!(trials >= 0) || !(probability >= 0 && probability <= 1)) return Number.NaN
  let [n, p, successes] = [Math.floor(trials), probability, 0]
  while (n > 32) {
    const middle = 1 + Math.floor(n / 2)
    const x = drawBeta(stream, middle, n + 1 - middle)
    if (x >= p) {
      n = middle - 1
      p /= x
    } else {
      successes += middle
      n -= middle
      p = (p - x) / (1 - x)
    }
  }
  for (; n > 0; n--) if (stream.next() < p) successes++
  return successes
}
