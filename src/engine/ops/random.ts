import { tf } from '../tf.js'
import { hasNativeKernels, runKernel } from './native.js'

/** What random operators are fed with: an integer, or two words of 32 bits. */
export type Seed = number | readonly [number, number]

/** The two words of a seed, as signed 32-bit integers. */
export function seedWords(seed: Seed): [number, number] {
  if (typeof seed !== 'number') return [seed[0] | 0, seed[1] | 0]
  return [seed | 0, Math.floor(seed / 4294967296) | 0]
}

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return x ^ (x >>> 16)
}

/**
 * Uniform random numbers in [0, 1), with 24 random bits each: number i is a hash of i and the seed, so it depends on
 * nothing else and is the same to the bit on every engine.
 *
 * @param shape shape of the result
 * @param seed an integer, or two words of 32 bits
 * @example statelessUniform([2, 3], 1447)
 */
export function statelessUniform(shape: readonly number[], seed: Seed): tf.Tensor {
  const words = seedWords(seed)
  if (hasNativeKernels()) return runKernel('KeratinUniform', {}, { shape: [...shape], seed: words })
  const values = new Float32Array(tf.util.sizeFromShape([...shape]))
  for (let i = 0; i < values.length; i++)
    values[i] = (mix(mix((i + words[0]) | 0) ^ words[1]) >>> 8) / 16777216
  return tf.tensor(values, [...shape])
}

/**
 * Random numbers from the standard normal distribution (Box–Muller), a function of the seed as `statelessUniform`.
 *
 * @param shape shape of the result
 * @param seed an integer, or two words of 32 bits
 * @example statelessNormal([2, 3], 1447)
 */
export const statelessNormal = (shape: readonly number[], seed: Seed): tf.Tensor =>
  tf.tidy(() => {
    const size = tf.util.sizeFromShape([...shape])
    const [first, second] = tf.unstack(statelessUniform([2, Math.ceil(size / 2)], seed))
    // 1 - u is never 0
    const radius = tf.sqrt(tf.mul(tf.log(tf.sub(1, first!)), -2))
    const angle = tf.mul(second!, 2 * Math.PI)
    const both = tf.concat([tf.mul(radius, tf.cos(angle)), tf.mul(radius, tf.sin(angle))])
    return tf.reshape(size % 2 === 0 ? both : tf.slice(both, 0, size), [...shape])
  })
