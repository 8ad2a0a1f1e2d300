import type { RandomState } from '../../support/random.js'
import type { Logs } from '../callbacks/callback.js'
import type { Values } from '../weight-values.js'

/** How far a run has come in the training data. */
export interface Position {
  /** How often the data was opened and left again. */
  readonly passes: number
  /** Batches taken since it was opened last; 0 if it is not open. */
  readonly batches: number
  /** Where the random streams were when it was opened last. */
  readonly openedAt: RandomState | undefined
}

/** An epoch whose steps are all done. */
export interface TrainedEpoch {
  /** Whether there is no data for another. */
  readonly isLast: boolean
  readonly logs: Logs
}

/** Everything that a run needs to go on as if it had not been interrupted. */
export interface RunState {
  /** Epochs that are complete. */
  readonly epoch: number
  /** Steps that are done of the next one. */
  readonly steps: number
  /** The next epoch, if its steps are all done and its validation is not. */
  readonly trained: TrainedEpoch | undefined
  /** Whether training is over: a callback has stopped it, or the data has run out. */
  readonly ended: boolean
  readonly position: Position
  readonly random: RandomState
  readonly weights: readonly Values[]
  readonly optimizer: readonly Values[]
  /** Of layers: random streams of their own, and states of stateful ones. */
  readonly streams: readonly (readonly number[])[]
  readonly states: readonly Values[]
  /** Running results of an epoch that is not complete. */
  readonly results: readonly Values[]
  readonly ownResults: Readonly<Record<string, number>> | undefined
  /** What each callback keeps, in their order. */
  readonly callbacks: readonly CallbackState[]
}

export interface CallbackState {
  readonly name: string
  readonly state: unknown
}
