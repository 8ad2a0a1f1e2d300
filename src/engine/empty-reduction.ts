import { KeratinError } from '../support/errors.js'
import { tf } from './tf.js'

/** What reductions over no values give in TensorFlow: of floats, and of integers. */
const values: Record<string, readonly [float: number, integer: number]> = {
  All: [1, 1],
  Any: [0, 0],
  Max: [Number.NEGATIVE_INFINITY, -(2 ** 31)],
  Mean: [Number.NaN, Number.NaN],
  Min: [Number.POSITIVE_INFINITY, 2 ** 31 - 1],
  Prod: [1, 1],
  Sum: [0, 0],
}

interface Reduced {
  shape: number[]
  dtype: tf.DataType
  values: Float32Array
}

/** Kernels that reduce axes. */
export const reductions: readonly string[] = [...Object.keys(values), 'ArgMax', 'ArgMin']

/**
 * What a reduction of a tensor without values gives; undefined for tensors with values. Kernels would read what lies
 * in memory behind it.
 *
 * @throws KeratinError `ARGUMENT` where there is no answer: the place of the largest of no values
 */
export function emptyReduction(
  kernel: string,
  x: tf.TensorInfo,
  attrs: { axis?: number | number[]; reductionIndices?: number | number[]; keepDims?: boolean },
): Reduced | undefined {
  if (!x.shape.includes(0)) return undefined
  const axes = tf.util.parseAxisParam((attrs.reductionIndices ?? attrs.axis) as number[], x.shape)
  const kept = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
  const shape = attrs.keepDims ? kept : kept.filter((_, axis) => !axes.includes(axis))
  if (!(kernel in values)) {
    if (!axes.some((axis) => x.shape[axis] === 0)) return filled(shape, 'int32', 0)
    throw new KeratinError(
      'ARGUMENT',
      `${kernel === 'ArgMax' ? 'argMax' : 'argMin'}: axis ${axes} of shape [${x.shape.join(', ')}] is empty.`,
    )
  }
  const [float, integer] = values[kernel]!
  if (x.dtype === 'float32' || kernel === 'Mean') return filled(shape, 'float32', float)
  const counts = kernel === 'Sum' || kernel === 'Prod'
  return filled(shape, x.dtype === 'bool' && counts ? 'int32' : x.dtype, integer)
}

function filled(shape: number[], dtype: tf.DataType, value: number): Reduced {
  const made = tf.util.makeZerosTypedArray(tf.util.sizeFromShape(shape), dtype)
  return { shape, dtype, values: (made as Float32Array).fill(value) }
}
