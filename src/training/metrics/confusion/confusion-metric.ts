import { tf, type Variable } from '../../../engine/index.js'
import { Metric, type MetricOptions } from '../metric.js'
import { type CountOptions, type Counts, countConfusion } from './counts.js'

const keys = {
  true_positives: 'truePositives',
  false_positives: 'falsePositives',
  true_negatives: 'trueNegatives',
  false_negatives: 'falseNegatives',
} as const
export type CountName = keyof typeof keys

/** What metrics share that count true and false, positive and negative predictions for each threshold. */
export abstract class ConfusionMetric extends Metric {
  readonly #counts = new Map<CountName, Variable>()
  protected abstract readonly counting: CountOptions

  constructor(options: MetricOptions, defaultName: string) {
    super(options, defaultName)
  }

  /** Makes the state: a count for each threshold (and label), in Keras' order. */
  protected addCounts(names: readonly CountName[], shape: readonly number[], called?: string): void {
    for (const name of names) this.#counts.set(name, this.addVariable(called ?? name, shape))
  }

  /** A count so far. */
  protected count(name: CountName): tf.Tensor {
    return this.#counts.get(name)!.read()
  }

  /** What the predictions are before they are counted. */
  protected prepare(yPred: tf.Tensor): tf.Tensor {
    return yPred
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() => {
      const counted = { ...this.counting, weights: sampleWeight }
      const found: Counts = countConfusion(yTrue, this.prepare(yPred), counted)
      for (const [name, variable] of this.#counts) this.addTo(variable, found[keys[name]])
    })
  }
}

/** The only one of a list of one. */
export const single = (values: tf.Tensor): tf.Tensor =>
  values.rank === 1 && values.size === 1 ? tf.reshape(values, []) : tf.clone(values)
