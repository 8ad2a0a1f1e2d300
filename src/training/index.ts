export * from './callbacks/index.js'
export type { CompileConfig } from './compile/compile-config.js'
export type { CompileOptions } from './compile/options.js'
export * from './losses/index.js'
export * from './metrics/index.js'
export * from './optimizers/index.js'
export * from './schedules/index.js'
export type { TrainableModel } from './trainable.js'
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
export { Trainer } from './trainer/trainer.js'
