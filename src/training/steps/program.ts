import { tf, type Variable } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Logs } from '../callbacks/index.js'
import type { CompiledLoss } from '../compile/compiled-loss.js'
import type { CompiledMetrics } from '../compile/compiled-metrics.js'
import type { Metric } from '../metrics/index.js'
import type { Optimizer } from '../optimizers/index.js'
import type { TrainableModel } from '../trainable.js'
import { LossMean } from './loss-mean.js'
import { LossWatch } from './loss-watch.js'
import { plansOf } from './planned/plans-of.js'
import type { StepMode } from './step-mode.js'

/** What `compile` makes of a model: everything a step needs besides the batch. */
export class Program {
  /** The running mean of the total loss. */
  readonly lossMean = new LossMean('loss')
  /** Says where a loss ceases to be a number. */
  readonly watch = new LossWatch()
  /** The running means of the losses of several outputs. */
  readonly outputLossMeans: readonly LossMean[]
  #trained: readonly Variable[] | undefined
  #held: readonly Metric[] | undefined

  constructor(
    readonly model: TrainableModel,
    readonly optimizer: Optimizer,
    readonly loss: CompiledLoss,
    readonly metrics: CompiledMetrics,
    readonly mode: StepMode = 'auto',
  ) {
    this.outputLossMeans = loss.reportedNames.map((name) => new LossMean(name))
  }

  /**
   * The variables that training changes, fixed when training begins: what is frozen later is frozen by compiling anew.
   */
  get trainedVariables(): readonly Variable[] {
    this.#trained ??= this.model.trainableWeights
    return this.#trained
  }

  /** Makes the optimizer's state for the trained variables. */
  buildOptimizer(): void {
    this.optimizer.build(this.trainedVariables)
  }

  // once a run and not once a step: it goes through all layers
  #lookAgain(): void {
    const trained = this.#trained
    if (!trained) return
    const weights = new Set(this.model.weights)
    if (!trained.every((v) => weights.has(v))) this.#trained = undefined
  }

  /** The results so far by name, as numbers, names in alphabetical order. */
  results(): Logs {
    const logs: Logs = {}
    tf.tidy(() => {
      for (const [name, value] of Object.entries(this.namedResults())) logs[name] = scalarOf(name, value)
    })
    return logs
  }

  /** As `results`, as tensors. */
  namedResults(): Record<string, tf.Tensor> {
    const alone = [this.lossMean, ...this.heldMetrics, ...this.outputLossMeans]
    const named: [string, tf.Tensor][] = alone.map((m) => [m.name, m.result()])
    named.push(...this.metrics.results())
    named.sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(named)
  }

  /** Begins counting afresh. */
  resetResults(): void {
    this.watch.beginSteps()
    this.#lookAgain()
    this.#held = undefined
    for (const metric of new Set([...this.allMetrics, ...this.model.metrics])) metric.resetState()
  }

  /** The mean of the loss, metrics in attributes, those of `compile`, then the means of the losses of several outputs: Keras' order. */
  get allMetrics(): readonly Metric[] {
    return [this.lossMean, ...this.heldMetrics, ...this.metrics.metrics, ...this.outputLossMeans]
  }

  /** The metrics that the model holds in attributes, as they were when the run began. */
  get heldMetrics(): readonly Metric[] {
    this.#held ??= this.model.heldMetrics ?? []
    return this.#held
  }

  /** Frees the running losses and the metrics that were made here. */
  dispose(): void {
    plansOf(this).dispose()
    for (const mean of [this.lossMean, ...this.outputLossMeans]) mean.dispose()
    this.metrics.dispose()
  }
}

export function scalarOf(name: string, value: tf.Tensor): number {
  if (value.size === 1) return value.dataSync()[0]!
  throw new KeratinError('ARGUMENT', `The metric "${name}" has several values and cannot be logged.`, {
    hint: 'Use a metric whose result is one number.',
  })
}
