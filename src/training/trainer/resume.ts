import type { Batch } from '../../data/index.js'
import { randomState, setRandomState } from '../../support/random.js'
import type { CallbackState, RunState } from '../backup/run-state.js'
import { Callback, callbackName } from '../callbacks/callback.js'
import type { CallbackLike } from '../callbacks/index.js'
import { assignValues } from '../weight-values.js'
import type { Session } from './session.js'
import type { TrainingData } from './training-data.js'

/** What a run goes on from, or can be gone on with, besides its data. */
export interface Run {
  readonly session: Session
  readonly data: TrainingData
  readonly callbacks: readonly CallbackLike[]
}

/** How far a run has come. */
export type Progress = Pick<RunState, 'epoch' | 'steps' | 'trained' | 'ended'>

/** The state of a run as it is now. */
export function takeState({ session, data, callbacks }: Run, progress: Progress): RunState {
  const { model } = session
  session.steps.sync(model)
  const { streams = [], variables = [] } = model.carried ?? {}
  const isWithin = progress.steps > 0 && !progress.trained
  return {
    ...progress,
    position: data.position,
    random: randomState(),
    weights: model.weights.map((v) => v.data()),
    optimizer: session.optimizerVariables.map((v) => v.data()),
    streams: streams.map((stream) => stream.state),
    states: variables.map((v) => v.data()),
    results: isWithin ? session.resultVariables.map((v) => v.data()) : [],
    ownResults: isWithin ? session.ownResults : undefined,
    callbacks: callbacks.map(stateOf),
  }
}

const stateOf = (callback: CallbackLike): CallbackState =>
  callback instanceof Callback
    ? { name: callbackName(callback), state: callback.getState() }
    : { name: '', state: undefined }

/** Puts a run where an earlier one was. */
export async function putState({ session, data, callbacks }: Run, state: RunState): Promise<void> {
  const { model } = session
  const build = (batch: Batch): void => {
    session.begin(batch)
    session.buildOptimizer()
    // what is made on first use is made: optimizers of a step of the model's own, metrics that depend on the data
    if (session.hasOwnTraining) session.train(batch)
    else if (state.results.length > 0) session.evaluate(batch)
  }
  await data.goTo(state.position, build)
  assignValues(model.weights, state.weights, `weights of "${model.name}"`)
  assignValues(session.optimizerVariables, state.optimizer, 'variables of the optimizer')
  const { streams = [], variables = [] } = model.carried ?? {}
  for (const [i, stream] of streams.entries()) if (state.streams[i]) stream.state = state.streams[i]
  assignValues(variables, state.states, 'states of the layers')
  if (state.steps > 0 && !state.trained) {
    assignValues(session.resultVariables, state.results, 'metrics')
    session.ownResults = state.ownResults
  }
  setRandomState(state.random)
  giveBack(callbacks, state.callbacks)
}

/** Each callback gets what one of its name kept; the first of several what the first kept. */
function giveBack(callbacks: readonly CallbackLike[], kept: readonly CallbackState[]): void {
  const left = [...kept]
  for (const callback of callbacks) {
    if (!(callback instanceof Callback)) continue
    const at = left.findIndex(({ name }) => name === callbackName(callback))
    if (at < 0) continue
    const [{ state }] = left.splice(at, 1) as [CallbackState]
    if (state !== undefined) callback.setState(state)
  }
}
