import type { Batch } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Program } from '../steps/program.js'
import type { StepBatch } from '../steps/step-batch.js'
import type { StepRunner } from '../steps/step-runner.js'
import type { TrainableModel } from '../trainable.js'
import { arrange, arrangeTargets, arrangeWeights } from './arrange.js'
import { checkBatch, checkInputs } from './check-shapes.js'
import type { ClassWeights } from './class-weight.js'

/** Takes batches as data delivers them, makes steps of them and runs these. The batches stay the caller's. */
export class Session {
  /**
   * @param steps what runs the steps
   * @param programOf gives what `compile` made, once the model is built
   */
  constructor(
    readonly model: TrainableModel,
    readonly steps: StepRunner,
    readonly programOf: () => Program,
  ) {}

  train(batch: Batch, classWeights?: ClassWeights): void {
    tf.tidy(() => this.steps.train(this.programOf(), this.#arrange(batch, classWeights)))
  }

  evaluate(batch: Batch): void {
    tf.tidy(() => this.steps.evaluate(this.programOf(), this.#arrange(batch)))
  }

  /** The outputs, which become the caller's. */
  predict(batch: Batch): tf.Tensor[] {
    return this.steps.predict(this.model, this.#inputs(batch))
  }

  /** Checks that a batch fits the model; builds the model for it if it is not built. */
  check(batch: Batch, classWeights?: ClassWeights): void {
    tf.tidy(() => {
      this.#arrange(batch, classWeights)
    })
  }

  /** Begins counting afresh, with data like the batch. */
  begin(batch: Batch): void {
    if (!this.model.inputShapes) this.check(batch)
    this.programOf().resetResults()
  }

  #inputs(batch: Batch): tf.Tensor[] {
    const x = arrange(batch.x, this.model.inputNames, 'inputs')
    if (this.model.inputShapes) {
      checkInputs(x, this.model)
    } else this.model.ensureBuiltFor(x.map((t) => [null, ...t.shape.slice(1)]))
    return x
  }

  #arrange(batch: Batch, classWeights?: ClassWeights): StepBatch {
    const { model } = this
    const x = this.#inputs(batch)
    const y = arrangeTargets(batch.y, model.outputNames, this.programOf().loss.trainedOutputs)
    const sampleWeights = classWeights
      ? [this.#weigh(classWeights, y, batch)]
      : arrangeWeights(batch.sampleWeight, model.outputNames)
    const arranged = { x, y, sampleWeights, size: batch.size }
    checkBatch(arranged, model)
    return arranged
  }

  #weigh(classWeights: ClassWeights, y: readonly (tf.Tensor | null)[], batch: Batch): tf.Tensor {
    if (batch.sampleWeight !== undefined) {
      throw new KeratinError('ARGUMENT', 'classWeight and sampleWeight cannot be given at the same time.')
    }
    if (y.length > 1 || !y[0]) {
      throw new KeratinError('ARGUMENT', 'classWeight is for models with a single output.', {
        hint: 'Give sampleWeight with one tensor per output.',
      })
    }
    return classWeights.weigh(y[0])
  }
}
