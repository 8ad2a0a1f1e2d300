import { tf } from '../../engine/index.js'
import { ForwardPass, within } from '../../graph/forward-pass.js'
import { argumentError } from '../../support/errors.js'
import type { Logs } from '../callbacks/index.js'
import type { StepLogs, TrainableModel } from '../trainable.js'
import { type Program, scalarOf } from './program.js'

/** Runs a step of a model's own in a pass that its calls share; new state is taken over if all goes well. */
export function inOwnPass<T extends tf.TensorContainer>(training: boolean, step: () => T): T {
  const pass = new ForwardPass(training)
  try {
    const result = tf.tidy(() => within(pass, step))
    pass.commit()
    return result
  } finally {
    pass.discard()
  }
}

/** @throws KeratinError `ARGUMENT` if what a step gave are no results by name */
export function checkLogs(model: TrainableModel, logs: StepLogs): StepLogs {
  if (logs !== null && typeof logs === 'object' && !(logs instanceof tf.Tensor)) return logs
  throw argumentError(
    `A step of "${model.name}"`,
    'results by name',
    'what it returns',
    logs,
    'Return { loss } or this.computeMetrics({ ... }).',
  )
}

/** What the latest step of a model's own gave. */
export class OwnResults {
  #latest: StepLogs | undefined

  /**
   * Takes the results of a step in the place of those before.
   *
   * @throws KeratinError `ARGUMENT` if it gave none
   */
  take(model: TrainableModel, run: () => StepLogs): void {
    tf.tidy(() => {
      const logs = checkLogs(model, run())
      const kept = Object.entries(logs).map(([name, value]) => [
        name,
        value instanceof tf.Tensor ? tf.keep(value.clone()) : value,
      ])
      this.forget()
      this.#latest = Object.fromEntries(kept)
    })
  }

  /** The results by name: those of the metrics where a step gives all of these, as in Keras, else the latest. */
  logs({ model }: Program): Logs | undefined {
    const latest = this.#latest
    if (!latest) return undefined
    const metrics = new Map(model.metrics.map((m) => [m.name, m]))
    const names = Object.keys(latest)
    const all = names.length === metrics.size && names.every((name) => metrics.has(name))
    return tf.tidy(() =>
      Object.fromEntries(
        names.sort().map((name) => {
          const value = all ? metrics.get(name)!.result() : latest[name]!
          return [name, typeof value === 'number' ? value : scalarOf(name, value)]
        }),
      ),
    )
  }

  /** The latest results as numbers. */
  numbers(): Logs | undefined {
    const latest = this.#latest && Object.entries(this.#latest)
    return (
      latest && Object.fromEntries(latest.map(([n, v]) => [n, typeof v === 'number' ? v : scalarOf(n, v)]))
    )
  }

  /** Takes numbers for the latest results. */
  put(results: Logs | undefined): void {
    this.forget()
    this.#latest = results
  }

  /** Frees what is kept. */
  forget(): void {
    for (const value of Object.values(this.#latest ?? {})) if (value instanceof tf.Tensor) value.dispose()
    this.#latest = undefined
  }
}
