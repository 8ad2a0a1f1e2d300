import { tf } from './tf.js'

/**
 * The gradient of a lookup, before the parts of equal tokens are summed: `values[i]` belongs to row `indices[i]`.
 *
 * Optimizers need it because Keras' squares of such a gradient are the sums of the squares of its parts.
 */
export interface GradientParts {
  /** [tokens, ...row] */
  readonly values: tf.Tensor
  /** [tokens], integers */
  readonly indices: tf.Tensor1D
}

const partsOfGradient = new WeakMap<tf.Tensor, GradientParts>()

/** The parts that a gradient was summed from, if it is that of a lookup. */
export const gradientParts = (gradient: tf.Tensor): GradientParts | undefined => partsOfGradient.get(gradient)

/** Notes the parts of a gradient. They are kept as long as it lives, and freed with it. */
export function withParts(gradient: tf.Tensor, { values, indices }: GradientParts): tf.Tensor {
  const kept = { values: tf.keep(values.clone()), indices: tf.keep(indices.clone()) }
  const dispose = gradient.dispose.bind(gradient)
  gradient.dispose = () => {
    if (!gradient.isDisposed) tf.dispose([kept.values, kept.indices])
    dispose()
  }
  partsOfGradient.set(gradient, kept)
  return gradient
}

/** The sum of parts: one row for each row of the table. */
export const sumParts = ({ values, indices }: GradientParts, rows: number): tf.Tensor =>
  tf.unsortedSegmentSum(values, indices, rows)

/**
 * Rows of a table: `table[indices]`. The gradient of the table keeps its parts.
 *
 * @param table [rows, ...row]
 * @param indices integers of any shape
 * @returns [...shape of indices, ...row]
 */
export function embeddingLookup(table: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  return tf.customGrad((t, save) => {
    const input = t as tf.Tensor
    const [rows, ...row] = input.shape as [number, ...number[]]
    ;(save as tf.GradSaveFunc)([indices])
    return {
      value: tf.gather(input, indices),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const tokens = saved[0]!
        const parts = {
          values: tf.reshape(dy, [tokens.size, ...row]),
          indices: tf.reshape(tokens, [tokens.size]),
        }
        return withParts(sumParts(parts as GradientParts, rows), parts as GradientParts)
      },
    }
  })(table)
}
