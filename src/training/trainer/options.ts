import type { CallbackLike } from '../callbacks/index.js'
import type { ClassWeight } from './class-weight.js'
import type { BatchStream, DataLike } from './feed.js'

/** 0 silent, 1 a bar, 2 one line per epoch; `auto`: a bar on a terminal, else lines. */
export type Verbosity = 'auto' | 0 | 1 | 2

interface RunOptions {
  /** Samples of a step; default 32. Not for data that comes in batches. */
  batchSize?: number
  /** Default `auto`. Progress goes to stderr. */
  verbose?: Verbosity
  callbacks?: CallbackLike | readonly CallbackLike[]
  /** Ends the run after the current step. */
  signal?: AbortSignal
}

/** Inputs, targets and, where wanted, sample weights. */
export type ValidationData =
  | readonly [x: DataLike, y: DataLike, sampleWeight?: DataLike]
  | { readonly x: DataLike; readonly y?: DataLike; readonly sampleWeight?: DataLike }
  | BatchStream

export interface FitOptions extends RunOptions {
  /** Number of the epoch to stop before; each goes over all data once. Default 1. */
  epochs?: number
  /** The part of the data, from its end, that is kept for validation. Default 0. */
  validationSplit?: number
  validationData?: ValidationData
  /** Whether samples are shuffled before each epoch. Default true. */
  shuffle?: boolean
  /** What samples of each class weigh in the loss. */
  classWeight?: ClassWeight
  /** What each sample weighs in the loss; with several outputs one for all, a list, or by name. */
  sampleWeight?: DataLike
  /** The epoch to begin with, counted from 0. Default 0. */
  initialEpoch?: number
  /** Steps after which an epoch ends. Default: when the data ends. */
  stepsPerEpoch?: number
  validationSteps?: number
  /** Default `batchSize`. */
  validationBatchSize?: number
  /** Validate after every so many epochs, or after the epochs listed, counted from 1. Default 1. */
  validationFreq?: number | readonly number[]
}

export interface EvaluateOptions extends RunOptions {
  sampleWeight?: DataLike
  /** Steps to evaluate. Default: all. */
  steps?: number
  /** Return results by name instead of in order. Default false. */
  returnDict?: boolean
}

export interface PredictOptions extends RunOptions {
  /** Steps to predict. Default: all. */
  steps?: number
}

export interface TrainOnBatchOptions {
  sampleWeight?: DataLike
  classWeight?: ClassWeight
  /** Return results by name instead of in order. Default false. */
  returnDict?: boolean
}

export type TestOnBatchOptions = Omit<TrainOnBatchOptions, 'classWeight'>
