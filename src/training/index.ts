export { provideFileNames } from './callbacks/file-names.js'
export * from './callbacks/index.js'
export type { CompileConfig } from './compile/compile-config.js'
export type { CompileOptions } from './compile/options.js'
export * from './losses/index.js'
export * from './metrics/index.js'
export * from './optimizers/index.js'
export * from './schedules/index.js'
export { adaptInputs } from './steps/adapt-inputs.js'
export { gradients, gradientsAt, valueAndGradients } from './steps/gradients.js'
export type { PlanRow, StepPlan } from './steps/planned/step-plan.js'
export type { Program } from './steps/program.js'
export { totalOf } from './steps/total-loss.js'
export { unpackXYSampleWeight } from './steps/unpack.js'
export type { OwnSteps, StepData, StepLogs, Structure, TrainableModel } from './trainable.js'
export { arrange, arrangeTargets, arrangeWeights } from './trainer/arrange.js'
export type { ClassWeight } from './trainer/class-weight.js'
export { type BatchStream, type DataLike, isStream } from './trainer/feed.js'
export type {
  EvaluateOptions,
  FitOptions,
  PredictOptions,
  TestOnBatchOptions,
  TrainOnBatchOptions,
  ValidationData,
  Verbosity,
} from './trainer/options.js'
export { flatten, type OutputStructure, pack, structureOf } from './trainer/output-structure.js'
export { provideSaving } from './trainer/prepare-saving.js'
export { Trainer } from './trainer/trainer.js'
