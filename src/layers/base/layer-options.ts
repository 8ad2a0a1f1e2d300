import type { Shape } from '../../graph/shape.js'
import type { Regularizer } from '../../regularizers/index.js'
import type { Identifier } from '../../support/registry.js'
import type { WeightValues } from './weight-values.js'

export interface LayerOptions {
  /** Default: the class name in snake case, numbered. */
  name?: string
  /** Whether its weights are trained. Default true. */
  trainable?: boolean
  dtype?: unknown
  /** Shape of one sample, for the first layer of a Sequential. */
  inputShape?: Shape
  /** Shape with the batch axis, for the first layer of a Sequential. */
  batchInputShape?: Shape
  /** Values to start from, instead of the initializers'. */
  weights?: WeightValues
  activityRegularizer?: Identifier<Regularizer> | null
}
