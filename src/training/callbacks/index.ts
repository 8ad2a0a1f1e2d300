// The one table of callbacks: what is exported comes from it.
export { BackupAndRestore, type BackupAndRestoreOptions } from './backup-and-restore.js'
export {
  Callback,
  type CallbackHooks,
  type CallbackLike,
  type CallbackParams,
  type Logs,
} from './callback.js'
export { CSVLogger, type CSVLoggerOptions } from './csv-logger.js'
export { EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js'
export { History } from './history.js'
export { LambdaCallback } from './lambda-callback.js'
export { LearningRateScheduler } from './learning-rate-scheduler.js'
export { ModelCheckpoint, type ModelCheckpointOptions } from './model-checkpoint.js'
export type { MonitorMode } from './monitor.js'
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from './reduce-lr-on-plateau.js'
export { TensorBoard, type TensorBoardOptions } from './tensor-board.js'
export { TerminateOnNaN } from './terminate-on-nan.js'
