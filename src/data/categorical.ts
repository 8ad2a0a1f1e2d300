import { tf } from '../engine/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { type TensorLike, toTensor } from './tensors.js'

/**
 * One-hot vectors of integer labels: `result[..., c] = 1 if label = c, else 0`.
 *
 * @param labels integers from 0; a last axis of 1 is dropped
 * @param numClasses default: the greatest label + 1
 * @returns float32
 *
 * Input shape: any, e.g. `[n]` or `[n, 1]`. Output shape: `[..., numClasses]`.
 *
 * @throws KeratinError ARGUMENT for labels that are no class
 * @example toCategorical([0, 2, 1], 3) // [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
 * @see https://keras.io/api/utils/python_utils/#to_categorical-function
 */
export function toCategorical(labels: TensorLike, numClasses?: number): tf.Tensor {
  return tf.tidy(() => {
    const given = toTensor(labels, { name: 'labels' })
    const values = given.dataSync()
    let greatest = -1
    for (const label of values) greatest = Math.max(greatest, label)
    const classes = numClasses ?? greatest + 1
    if (!Number.isInteger(classes) || classes < 1) {
      throw argumentError('toCategorical', 'a positive integer', 'numClasses', classes)
    }
    const result = new Float32Array(values.length * classes)
    values.forEach((label: number, i: number) => {
      if (!Number.isInteger(label) || label < 0 || label >= classes) throw noClass(label, i, classes)
      result[i * classes + label] = 1
    })
    const { shape } = given
    const kept = shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape
    return tf.tensor(result, [...kept, classes])
  })
}

function noClass(label: number, index: number, classes: number): KeratinError {
  const expected = `Expected: integers from 0 to ${classes - 1}.`
  return new KeratinError(
    'ARGUMENT',
    `toCategorical: a label is no class. ${expected} Received: ${label} at [${index}].`,
    {
      hint: 'Check labels and numClasses.',
    },
  )
}
