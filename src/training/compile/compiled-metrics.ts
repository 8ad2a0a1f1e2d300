import type { tf } from '../../engine/index.js'
import { underscore } from '../../support/names.js'
import { getMetric, isGenericAccuracy, type Metric, type MetricIdentifier } from '../metrics/index.js'
import type { LossInputs } from './compiled-loss.js'
import type { CompileOptions } from './options.js'
import { metricsPerOutput } from './per-output.js'

/** A metric of one output. */
interface OutputMetric {
  readonly output: number
  readonly identifier: MetricIdentifier
  readonly weighted: boolean
  /** Undefined while it depends on the shapes of the first batch. */
  metric: Metric | undefined
}

/** The metrics of `compile`, spread over the outputs. */
export class CompiledMetrics {
  readonly #metrics: readonly OutputMetric[]
  readonly #outputNames: readonly string[]
  #keys: readonly string[] | undefined

  /** @throws KeratinError `UNKNOWN_NAME` or `ARGUMENT` for what does not fit the outputs */
  constructor(options: Pick<CompileOptions, 'metrics' | 'weightedMetrics'>, outputNames: readonly string[]) {
    this.#outputNames = outputNames
    const entries = (what: 'metrics' | 'weightedMetrics', weighted: boolean): OutputMetric[] =>
      metricsPerOutput<MetricIdentifier>(what, options[what], outputNames).flatMap((list, output) =>
        list.map((identifier) => ({
          output,
          identifier,
          weighted,
          metric: isGenericAccuracy(identifier) ? undefined : makeMetric(identifier),
        })),
      )
    this.#metrics = [...entries('metrics', false), ...entries('weightedMetrics', true)]
  }

  get isEmpty(): boolean {
    return this.#metrics.length === 0
  }

  /** The metrics in the order they were given; those whose kind is not known yet are left out. */
  get metrics(): readonly Metric[] {
    return this.#metrics.flatMap((m) => m.metric ?? [])
  }

  /** Counts a batch in all metrics. */
  update({ targets, predictions, masks, sampleWeights }: LossInputs): void {
    for (const entry of this.#metrics) {
      const { output } = entry
      const target = targets[output]
      const prediction = predictions[output]!
      if (!target) continue
      entry.metric ??= getMetric(entry.identifier, { yTrue: target.shape, yPred: prediction.shape })
      const weights = entry.weighted ? (sampleWeights[output] ?? undefined) : undefined
      entry.metric.updateState(target, prediction, weights, masks[output] ?? undefined)
    }
  }

  /** The results by the names Keras reports them under. */
  results(): [name: string, result: tf.Tensor][] {
    this.#keys ??= this.#makeKeys()
    return this.#metrics.flatMap(({ metric }, i) =>
      metric ? [[this.#keys![i]!, metric.result()] as const] : [],
    )
  }

  /** Frees the state of metrics that were made here; those given as objects are the user's. */
  dispose(): void {
    for (const { metric, identifier } of this.#metrics) {
      if (metric !== identifier) metric?.dispose()
    }
  }

  #makeKeys(): string[] {
    const several = this.#outputNames.length > 1
    const counts = new Map<string, number>()
    const numbered = (name: string): string => {
      const n = counts.get(name) ?? 0
      counts.set(name, n + 1)
      return n === 0 ? name : `${name}_${n}`
    }
    return this.#metrics.map(({ metric, output, weighted, identifier }) => {
      const own = metric?.name ?? String(identifier)
      const prefixed = (name: string) => (several ? `${this.#outputNames[output]}_${name}` : name)
      const name = prefixed(own)
      return numbered(weighted && counts.has(name) ? prefixed(`weighted_${own}`) : name)
    })
  }
}

function makeMetric(identifier: MetricIdentifier): Metric {
  const metric = getMetric(identifier)
  if (typeof identifier === 'string') metric.name = reportedName(identifier)
  return metric
}

/** A metric is reported under the name it was asked for by; camelCase becomes Keras' spelling. */
const reportedName = (name: string): string => (/^[a-z]/.test(name) ? underscore(name) : name)
