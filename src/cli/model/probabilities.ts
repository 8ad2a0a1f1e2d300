import type { tf } from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'

/**
 * The class probabilities of each sample from the output of a classifier: as they are; from a single probability
 * those of both classes; from logits by softmax.
 *
 * Input shape: `[batch, classes]` or `[batch, 1]`.
 */
export function probabilitiesOf(output: tf.Tensor): Float32Array[] {
  // a model of several outputs gives a list or a record
  const shape: readonly number[] | undefined = output.shape
  const [count, classes] = shape ?? []
  if (shape?.length !== 2 || !classes) {
    const what = shape ? `its output has shape ${showShape(shape)}` : 'it has several outputs'
    throw new KeratinError('UNSUPPORTED', `The model is no classifier: ${what}.`, {
      hint: 'Call predict in a program to get its output.',
    })
  }
  const values = output.dataSync() as Float32Array
  return Array.from({ length: count! }, (_, i) => fromRow(values.subarray(i * classes, (i + 1) * classes)))
}

function fromRow(row: Float32Array): Float32Array {
  if (row.length === 1) {
    const p = isProbability(row[0]!) ? row[0]! : 1 / (1 + Math.exp(-row[0]!))
    return Float32Array.of(1 - p, p)
  }
  const sum = row.reduce((a, b) => a + b, 0)
  if (row.every(isProbability) && Math.abs(sum - 1) < 1e-3) return row.slice()
  const most = Math.max(...row)
  const powers = row.map((v) => Math.exp(v - most))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map((v) => v / total)
}

const isProbability = (p: number): boolean => p >= 0 && p <= 1
