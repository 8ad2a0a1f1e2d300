/** Random numbers of continuous distributions. */
import type { tf } from '../engine/index.js'
import type { RandomStream } from '../support/random.js'
import { draw, type FloatOptions, type Parameter, parameter } from './draw.js'

export interface NormalOptions extends FloatOptions {
  /** Default 0. */
  mean?: number
  /** The standard deviation. Default 1. */
  stddev?: number
}

export interface UniformOptions extends FloatOptions {
  /** The least number. Default 0. */
  minval?: number
  /** What all numbers are below. Default 1. */
  maxval?: number
}

const dtypes = ['float32'] as const

/**
 * Numbers from a normal distribution.
 *
 * @param shape shape of the result
 * @param options.mean default 0
 * @param options.stddev the standard deviation. Default 1
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a shape or a seed that is none, `UNKNOWN_NAME` for other options
 * @example random.normal([2, 3], { stddev: 0.1, seed: 1447 })
 * @see https://keras.io/api/random/random_ops/#normal-function
 */
export function normal(shape: readonly number[], options: NormalOptions = {}): tf.Tensor {
  const { mean = 0, stddev = 1 } = options
  const drawing = { where: 'random.normal' as const, shape, options, dtypes }
  return draw(drawing, (stream) => mean + stddev * stream.normal())
}

/**
 * Numbers from a normal distribution, drawn again where they are more than two standard deviations from the mean.
 *
 * @param shape shape of the result
 * @param options.mean default 0
 * @param options.stddev the standard deviation before cutting off. Default 1
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a shape or a seed that is none, `UNKNOWN_NAME` for other options
 * @example random.truncatedNormal([64], { stddev: 0.05 })
 * @see https://keras.io/api/random/random_ops/#truncated_normal-function
 */
export function truncatedNormal(shape: readonly number[], options: NormalOptions = {}): tf.Tensor {
  const { mean = 0, stddev = 1 } = options
  const drawing = { where: 'random.truncatedNormal' as const, shape, options, dtypes }
  return draw(drawing, (stream) => {
    let z = stream.normal()
    while (Math.abs(z) > 2) z = stream.normal()
    return mean + stddev * z
  })
}

/**
 * Numbers that are equally likely anywhere in [minval, maxval).
 *
 * @param shape shape of the result
 * @param options.minval default 0
 * @param options.maxval default 1
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a shape or a seed that is none, `UNKNOWN_NAME` for other options
 * @example random.uniform([3], { minval: -1, maxval: 1 })
 * @see https://keras.io/api/random/random_ops/#uniform-function
 */
export function uniform(shape: readonly number[], options: UniformOptions = {}): tf.Tensor {
  const { minval = 0, maxval = 1 } = options
  const drawing = { where: 'random.uniform' as const, shape, options, dtypes }
  // 24 bits, as many as floats have: more would round up to maxval
  return draw(drawing, (stream) => minval + (maxval - minval) * ((stream.nextInt32() >>> 8) / 16777216))
}

/**
 * Numbers from gamma distributions with the scale 1.
 *
 * @param shape shape of the result
 * @param alpha the parameter of shape, above 0: a number, or an array that is broadcast to `shape`
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a shape or a seed that is none, `UNKNOWN_NAME` for other options
 * @example random.gamma([1000], 2.5)
 * @see https://keras.io/api/random/random_ops/#gamma-function
 */
export function gamma(shape: readonly number[], alpha: Parameter, options: FloatOptions = {}): tf.Tensor {
  const a = parameter(alpha, shape)
  return draw({ where: 'random.gamma', shape, options, dtypes }, (stream, i) => drawGamma(stream, a(i)))
}

/**
 * Numbers from beta distributions: between 0 and 1, with the mean alpha / (alpha + beta).
 *
 * @param shape shape of the result
 * @param alpha the first parameter, above 0: a number, or an array that is broadcast to `shape`
 * @param beta the second one
 * @param options.seed an integer or a SeedGenerator; default: what `setRandomSeed` decides
 * @throws KeratinError `ARGUMENT` for a shape or a seed that is none, `UNKNOWN_NAME` for other options
 * @example random.beta([32, 1], 0.2, 0.2) // how two images are mixed
 * @see https://keras.io/api/random/random_ops/#beta-function
 */
export function beta(
  shape: readonly number[],
  alpha: Parameter,
  beta: Parameter,
  options: FloatOptions = {},
): tf.Tensor {
  const [a, b] = [parameter(alpha, shape), parameter(beta, shape)]
  const drawing = { where: 'random.beta' as const, shape, options, dtypes }
  return draw(drawing, (stream, i) => drawBeta(stream, a(i), b(i)))
}

/** Marsaglia and Tsang's method; below 1 from the distribution of alpha + 1. */
function drawGamma(stream: RandomStream, alpha: number): number {
  if (!(alpha > 0)) return Number.NaN
  if (alpha < 1) return drawGamma(stream, alpha + 1) * (1 - stream.next()) ** (1 / alpha)
  const d = alpha - 1 / 3
  for (;;) {
    const z = stream.normal()
    const v = (1 + z / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - stream.next()) < 0.5 * z * z + d * (1 - v + Math.log(v))) return d * v
  }
}

/** One number of a beta distribution. */
export function drawBeta(stream: RandomStream, alpha: number, beta: number): number {
  const x = drawGamma(stream, alpha)
  return x / (x + drawGamma(stream, beta))
}
