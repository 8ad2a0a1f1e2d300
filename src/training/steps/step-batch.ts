import type { tf } from '../../engine/index.js'

/** One batch as a step takes it: tensors in the order of the model's inputs and outputs. */
export interface StepBatch {
  readonly x: readonly tf.Tensor[]
  /** One for each output; null where it is not trained. */
  readonly y: readonly (tf.Tensor | null)[]
  /** One for each output; null where all samples weigh the same. */
  readonly sampleWeights: readonly (tf.Tensor | null)[]
  /** The number of samples. */
  readonly size: number
}
