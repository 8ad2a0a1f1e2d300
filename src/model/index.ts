export type { StepValues } from './default-steps.js'
export { type FeaturesOptions, featuresOf } from './features-of.js'
export {
  type FindLearningRateOptions,
  type FoundLearningRate,
  findLearningRate,
} from './find-learning-rate.js'
export { hasFrozen } from './has-frozen.js'
export { Model } from './model.js'
export type { ModelOptions, SymbolicStructure } from './model-options.js'
export type { FormatName, SaveOptions, SaveWeightsOptions } from './save-options.js'
export { Sequential, type SequentialOptions } from './sequential.js'
export { provideStorage } from './storage.js'
export type { SummaryOptions } from './summary.js'
export type { Evaluation, Prediction } from './trained-layer.js'
