import type { OwnSteps } from '../training/index.js'
import type { TrainedLayer } from './trained-layer.js'

/** The steps that a model does otherwise than the base of all, `usual`. */
export function stepsOf(model: TrainedLayer, usual: TrainedLayer): OwnSteps {
  const differs = (name: 'trainStep' | 'testStep' | 'predictStep' | 'computeLoss' | 'computeMetrics') =>
    model[name] !== usual[name]
  const parts = differs('computeLoss') || differs('computeMetrics')
  return {
    ...(parts || differs('trainStep') ? { train: (data) => model.trainStep(data) } : {}),
    ...(parts || differs('testStep') ? { test: (data) => model.testStep(data) } : {}),
    ...(differs('predictStep') ? { predict: (data) => model.predictStep(data) } : {}),
    usualTraining: !differs('trainStep'),
  }
}
