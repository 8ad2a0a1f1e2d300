import { type TensorLike, toTensor } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import { argumentError, showShape } from '../../support/errors.js'
import { plainExtent } from '../scaling.js'

/**
 * The class of each sample, from class numbers, from probabilities or one-hot rows `[n, classes]`, or from the probability
 * of the second of two classes.
 */
export function classNumbers(where: string, name: string, given: TensorLike): number[] {
  return rowsOf(where, name, given).map((row) => {
    if (row.length > 1) return row.indexOf(Math.max(...row))
    return Number.isInteger(row[0]) ? row[0]! : Number(row[0]! > 0.5)
  })
}

/** The rows of `[n, classes]`, `[n, 1]` or `[n]`. */
export function rowsOf(where: string, name: string, given: TensorLike): number[][] {
  const t = toTensor(given, { name })
  try {
    const { shape } = t
    if (shape.length < 1 || shape.length > 2)
      throw argumentError(where, 'of shape [n] or [n, classes]', name, showShape(shape))
    const width = shape[1] ?? 1
    const values = t.dataSync()
    return Array.from({ length: shape[0]! }, (_, i) => Array.from(values.slice(i * width, (i + 1) * width)))
  } finally {
    if (!(given instanceof tf.Tensor)) t.dispose()
  }
}

/**
 * The probabilities of all classes of each sample; of a single number those of two. Scores that are no probabilities
 * become some by softmax or sigmoid.
 */
export function probabilityRows(where: string, name: string, given: TensorLike): number[][] {
  const rows = rowsOf(where, name, given)
  const [least, greatest] = plainExtent(rows.flat())
  const probable = rows.length === 0 || (least >= 0 && greatest <= 1)
  return rows.map((row) => {
    if (row.length === 1) {
      const p = probable ? row[0]! : 1 / (1 + Math.exp(-row[0]!))
      return [1 - p, p]
    }
    if (probable) return row
    const most = Math.max(...row)
    const powers = row.map((v) => Math.exp(v - most))
    const sum = powers.reduce((a, b) => a + b, 0)
    return powers.map((v) => v / sum)
  })
}
