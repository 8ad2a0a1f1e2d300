import type { tf } from '../engine/index.js'
import type { OwnSteps, StepData, StepLogs, Structure } from '../training/index.js'
import type { StepValues } from './default-steps.js'

/** The steps of a model and their parts. */
interface Steps {
  trainStep(data: StepData): StepLogs
  testStep(data: StepData): StepLogs
  predictStep(data: StepData): Structure<tf.Tensor>
  computeLoss(values: StepValues): tf.Scalar
  computeMetrics(values: StepValues): StepLogs
}

/** The steps that a model does otherwise than the base of all, `usual`. */
export function stepsOf(model: Steps, usual: Steps): OwnSteps {
  const differs = (name: keyof Steps) => model[name] !== usual[name]
  const parts = differs('computeLoss') || differs('computeMetrics')
  return {
    ...(parts || differs('trainStep') ? { train: (data) => model.trainStep(data) } : {}),
    ...(parts || differs('testStep') ? { test: (data) => model.testStep(data) } : {}),
    ...(differs('predictStep') ? { predict: (data) => model.predictStep(data) } : {}),
    usualTraining: !differs('trainStep'),
  }
}
