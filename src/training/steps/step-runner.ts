import type { tf } from '../../engine/index.js'
import type { TrainableModel } from '../trainable.js'
import type { Program } from './program.js'

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

/**
 * Runs single steps. A step is a function of (weights, optimizer state, metric state, batch) to their new values:
 * everything else that it depends on is fed, so an engine may run it compiled as well.
 *
 * The tensors of a batch stay the caller's.
 */
export interface StepRunner {
  /** One step of training. Loss and metrics count the batch. */
  train(program: Program, batch: StepBatch): void
  /** Loss and metrics count the batch; the weights stay as they are. */
  evaluate(program: Program, batch: StepBatch): void
  /** The outputs of a model, which become the caller's. */
  predict(model: TrainableModel, x: readonly tf.Tensor[]): tf.Tensor[]
  /** Brings weights and state that are kept elsewhere between steps back into the variables. */
  sync(model: TrainableModel): void
}
