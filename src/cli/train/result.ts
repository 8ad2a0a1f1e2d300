import { ExitCode } from '../../support/errors.js'
import type { Logs } from '../../training/index.js'

/** The results of one epoch, counted from 1. */
export type EpochRecord = { epoch: number } & Logs

/** How a run ended. */
export interface TrainResult {
  status: 'completed' | 'interrupted'
  /** The folder of the run, as it was given or from the working folder. */
  run: string
  epochs: number
  /** The epoch with the best results; absent if none was finished. */
  best?: EpochRecord
  /** Results of the best weights on the test set; absent if the run was interrupted. */
  test?: Logs
  /** Seconds that training took. */
  seconds: number
}

/** The exit code of a run. */
export const exitCodeOf = (result: TrainResult | undefined): ExitCode =>
  result?.status === 'interrupted' ? ExitCode.interrupted : ExitCode.ok
