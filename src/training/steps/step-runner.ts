import type { tf } from '../../engine/index.js'
import type { TrainableModel } from '../trainable.js'
import type { Program } from './program.js'
import type { StepBatch } from './step-batch.js'
import type { StepMode } from './step-mode.js'

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
  /**
   * The outputs of a model, which become the caller's.
   *
   * @param mode how the model was compiled to run
   */
  predict(model: TrainableModel, x: readonly tf.Tensor[], mode: StepMode): tf.Tensor[]
  /** Brings weights and state that are kept elsewhere between steps back into the variables. */
  sync(model: TrainableModel): void
}
