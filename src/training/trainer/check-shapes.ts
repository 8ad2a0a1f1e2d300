import type { tf } from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import type { StepBatch } from '../steps/step-batch.js'
import type { TrainableModel } from '../trainable.js'

/**
 * Compares the inputs of a batch with what the model takes, and the numbers of samples with each other.
 *
 * @throws KeratinError `SHAPE`, naming the input and both shapes; `DATA` if numbers of samples differ
 */
export function checkBatch(batch: StepBatch, model: TrainableModel): void {
  checkInputs(batch.x, model)
  batch.y.forEach((t, i) => {
    checkSize(t, batch.size, 'targets', model.outputNames[i]!)
  })
  batch.sampleWeights.forEach((t, i) => {
    checkSize(t, batch.size, 'sample weights', model.outputNames[i]!)
  })
}

/** Compares inputs with what the model takes. */
export function checkInputs(
  x: readonly tf.Tensor[],
  { name, inputNames, inputShapes }: TrainableModel,
): void {
  inputShapes?.forEach((expected, i) => {
    const { shape } = x[i]!
    if (fits(shape, expected)) return
    const sample = showShape(expected.slice(1))
    const [first] = shape
    const lacksBatch = shape.length === expected.length - 1 && first === expected[1]
    throw new KeratinError(
      'SHAPE',
      `The data for the input "${inputNames[i]}" of model "${name}" does not fit: expected shape ` +
        `${showShape(expected)}. Received: shape ${showShape(shape)}.`,
      {
        hint: lacksBatch
          ? 'The first axis is the batch: a single sample needs one too.'
          : `Each sample must have shape ${sample}.`,
      },
    )
  })
  const sizes = new Set(x.map((t) => t.shape[0]))
  if (sizes.size > 1) {
    throw new KeratinError('DATA', `The inputs have different numbers of samples: ${[...sizes].join(', ')}.`)
  }
}

/** As Keras, a last axis of extent 1 may be there or not. */
function fits(shape: readonly number[], expected: readonly (number | null)[]): boolean {
  const agrees = (a: readonly number[], b: readonly (number | null)[]) =>
    a.length === b.length && a.every((d, i) => b[i] === null || b[i] === undefined || b[i] === d)
  if (agrees(shape, expected)) return true
  if (shape.at(-1) === 1 && agrees(shape.slice(0, -1), expected)) return true
  return expected.at(-1) === 1 && agrees(shape, expected.slice(0, -1))
}

function checkSize(t: tf.Tensor | null, size: number, what: string, output: string): void {
  if (!t || t.shape[0] === size) return
  throw new KeratinError(
    'DATA',
    `There are ${size} samples and ${t.shape[0] ?? 'no'} ${what} for the output "${output}".`,
  )
}
