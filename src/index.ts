export * as activations from './activations/public.js'
export * as constraints from './constraints/index.js'
export * from './data/index.js'
export { type EngineInfo, type EngineName, engineInfo, setEngine, tf, Variable } from './engine/index.js'
export * as initializers from './initializers/index.js'
export * from './layers/index.js'
export {
  type Evaluation,
  type FeaturesOptions,
  type FindLearningRateOptions,
  type FoundLearningRate,
  featuresOf,
  findLearningRate,
  Model,
  type ModelOptions,
  type Prediction,
  type SaveOptions,
  type SaveWeightsOptions,
  Sequential,
  type SequentialOptions,
  type StepValues,
  type SummaryOptions,
} from './model/index.js'
export * as ops from './ops/index.js'
export * as random from './random/index.js'
export * as regularizers from './regularizers/index.js'
export {
  type CustomObjects,
  type LoadOptions,
  loadModel,
  modelFromJSON,
  modelFromJSON as modelFromJson,
} from './saving/index.js'
export { type ErrorCode, KeratinError } from './support/errors.js'
export { setRandomSeed } from './support/random.js'
export * as callbacks from './training/callbacks/index.js'
export * from './training/callbacks/index.js'
export type {
  ClassWeight,
  CompileOptions,
  EvaluateOptions,
  FitOptions,
  PlanRow,
  PredictOptions,
  StepData,
  StepLogs,
  StepPlan,
  ValidationData,
  Verbosity,
} from './training/index.js'
export { gradients, unpackXYSampleWeight, valueAndGradients } from './training/index.js'
export * as losses from './training/losses/index.js'
export * as metrics from './training/metrics/public.js'
export * as optimizers from './training/optimizers/index.js'
export { Adagrad, Adam, AdamW, Optimizer, RMSprop, SGD } from './training/optimizers/index.js'
export * as schedules from './training/schedules/index.js'
