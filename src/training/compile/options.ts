import type { Identifier } from '../../support/registry.js'
import type { LossIdentifier } from '../losses/index.js'
import type { MetricIdentifier } from '../metrics/index.js'
import type { Optimizer } from '../optimizers/index.js'

/** One for all outputs, a list in the order of the outputs, or by output name. */
export type PerOutput<T> = T | readonly T[] | Readonly<Record<string, T>>

type Metrics = MetricIdentifier | readonly MetricIdentifier[] | null

export interface CompileOptions {
  /** Default `rmsprop`. */
  optimizer?: Identifier<Optimizer>
  /** A loss, a list, or losses by output name; null where an output is not trained. */
  loss?: PerOutput<LossIdentifier | null> | null
  /** What each output's loss is multiplied with in the sum. */
  lossWeights?: number | readonly number[] | Readonly<Record<string, number>> | null
  /** Metrics; with several outputs a list of lists, or by output name. Sample weights do not count in them. */
  metrics?:
    | readonly (MetricIdentifier | readonly MetricIdentifier[] | null)[]
    | Readonly<Record<string, Metrics>>
    | null
  /** Metrics in which sample weights and class weights count. */
  weightedMetrics?: CompileOptions['metrics']
  /** Whether every step is run operator by operator, to look into it. Default false. */
  runEagerly?: boolean
  /**
   * Whether steps are recorded and run from plans: `true` also where code of the program's own takes part, which is
   * then run while a step is recorded and not again; `false` never. Default `auto`: where all of it is Keratin's.
   */
  jitCompile?: boolean | 'auto'
}
