import { tf } from '../../engine/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'

/** One step of a sequence: a number, or a vector. */
type Step = number | readonly number[]

export interface PadSequencesOptions {
  /** The length that all get. Default: that of the longest. */
  maxlen?: number | null
  /** Default `int32`. */
  dtype?: 'int32' | 'float32'
  /** Where padding goes. Default `pre`. */
  padding?: 'pre' | 'post'
  /** Where what is too long is cut off. Default `pre`. */
  truncating?: 'pre' | 'post'
  /** What is padded with. Default 0. */
  value?: number
}

/**
 * Makes sequences equally long, by default in front, as Keras does: what is read last then stands at the end, where
 * a recurrent layer sees it last.
 *
 * @param sequences lists of numbers, or of vectors of one length
 * @param options.maxlen default: the length of the longest
 * @param options.dtype default `int32`
 * @param options.padding default `pre`
 * @param options.truncating default `pre`
 * @param options.value default 0
 *
 * Output shape: `[sequences, maxlen]`, or `[sequences, maxlen, features]` for vectors.
 *
 * @throws KeratinError `ARGUMENT`; `SHAPE` if vectors differ in length
 * @example const x = padSequences([[1], [2, 3, 4]], { maxlen: 2 }) // [[0, 1], [3, 4]]
 * @see https://keras.io/api/data_loading/timeseries/#pad_sequences-function
 */
export function padSequences(
  sequences: readonly (ArrayLike<number> | readonly Step[])[],
  options: PadSequencesOptions = {},
): tf.Tensor {
  const {
    maxlen,
    dtype = 'int32',
    padding = 'pre',
    truncating = 'pre',
    value = 0,
  } = checkedOptions('padSequences', options)
  for (const [name, side] of Object.entries({ padding, truncating })) {
    if (side !== 'pre' && side !== 'post') throw argumentError('padSequences', '"pre" or "post"', name, side)
  }
  const longest = sequences.reduce((n, s) => Math.max(n, s.length), 0)
  const length = maxlen ?? longest
  if (!Number.isInteger(length) || length < 0)
    throw argumentError('padSequences', 'an integer that is not negative', 'maxlen', maxlen)
  const feature = featureSize(sequences)
  const size = feature ?? 1
  const values = new (dtype === 'int32' ? Int32Array : Float32Array)(sequences.length * length * size)
  if (value !== 0) values.fill(value)
  for (const [i, sequence] of sequences.entries()) {
    const taken = Math.min(sequence.length, length)
    const from = truncating === 'pre' ? sequence.length - taken : 0
    const to = i * length + (padding === 'pre' ? length - taken : 0)
    for (let j = 0; j < taken; j++) {
      const step = sequence[from + j]!
      if (typeof step === 'number' && feature === undefined) values[to + j] = step
      else values.set(vector(step, feature, i), (to + j) * size)
    }
  }
  const shape = [sequences.length, length, ...(feature === undefined ? [] : [feature])]
  return tf.tensor(values, shape, dtype)
}

/** The length of the vectors; undefined for plain numbers. */
function featureSize(sequences: readonly (ArrayLike<number> | readonly Step[])[]): number | undefined {
  const first = sequences.find((s) => s.length > 0)?.[0]
  return typeof first === 'object' ? first.length : undefined
}

function vector(step: Step, feature: number | undefined, index: number): readonly number[] {
  if (typeof step === 'object' && step.length === feature) return step
  const expected = feature === undefined ? 'a number' : `a vector of ${feature}`
  const received = typeof step === 'object' ? `a vector of ${step.length}` : 'a number'
  const message = `padSequences: all steps must be alike. Expected: ${expected}. Received: ${received} in sequence ${index}.`
  throw new KeratinError('SHAPE', message, {
    hint: 'Give lists of numbers, or lists of vectors of one length.',
  })
}
