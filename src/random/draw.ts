import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import type { OptionsOwner } from '../support/option-names/index.js'
import { checkedOptions } from '../support/options.js'
import type { RandomStream } from '../support/random.js'
import { type RandomSeed, streamOf } from './seed-generator.js'

export interface SeedOptions {
  /** An integer, which gives the same numbers each time, or a SeedGenerator. Default: what `setRandomSeed` decides. */
  seed?: RandomSeed
}

export interface FloatOptions extends SeedOptions {
  /** Default `float32`, the only one. */
  dtype?: 'float32'
}

export interface IntegerOptions extends SeedOptions {
  /** Default `int32`; or `float32`. */
  dtype?: 'int32' | 'float32'
}

/** A parameter: one number for all, or an array that is broadcast to the shape of the result. */
export type Parameter = number | tf.Tensor | tf.TensorLike

interface Drawing {
  where: OptionsOwner
  shape: readonly number[]
  options: SeedOptions & { dtype?: 'int32' | 'float32' }
  dtypes: readonly ('int32' | 'float32')[]
}

/**
 * A tensor of numbers that are drawn one by one: computed here and not by the engine, so that they are the same on
 * each, for any number of threads.
 */
export function draw(
  { where, shape, options, dtypes }: Drawing,
  next: (stream: RandomStream, i: number) => number,
): tf.Tensor {
  checkedOptions(where, options)
  const isShape = Array.isArray(shape) && shape.every((n) => Number.isInteger(n) && n >= 0)
  if (!isShape) throw argumentError(where, 'a list of sizes', 'shape', shape)
  const { dtype = dtypes[0]!, seed } = options
  if (!dtypes.includes(dtype)) throw argumentError(where, `one of ${dtypes.join(', ')}`, 'dtype', dtype)
  const stream = streamOf(where, seed)
  const values = new Float64Array(tf.util.sizeFromShape([...shape]))
  for (let i = 0; i < values.length; i++) values[i] = next(stream, i)
  const typed = dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values)
  return tf.tensor(typed, [...shape], dtype)
}

/** The values of a parameter for each element of a shape. */
export function parameter(value: Parameter, shape: readonly number[]): (i: number) => number {
  if (typeof value === 'number') return () => value
  const values = tf.tidy(() => {
    const given = value instanceof tf.Tensor ? value : tf.tensor(value)
    return tf.broadcastTo(tf.cast(given, 'float32'), [...shape]).dataSync()
  })
  return (i) => values[i]!
}
