import type { Shape } from '../../graph/shape.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import { argumentError } from '../../support/errors.js'
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
  activityRegularizer?: RegularizerIdentifier | null
}

/**
 * The batch input shape that the options of a layer give, if they do.
 *
 * @throws KeratinError `ARGUMENT` if a shape is no list
 */
export function batchShapeOf(
  where: string,
  { inputShape, batchInputShape }: LayerOptions,
): Shape | undefined {
  for (const [name, shape] of Object.entries({ inputShape, batchInputShape })) {
    if (shape === undefined || shape === null || isShape(shape)) continue
    const hint = typeof shape === 'number' ? `A shape is a list: write { ${name}: [${shape}] }.` : undefined
    throw argumentError(where, 'a list of non-negative integers or null', name, shape, hint)
  }
  return batchInputShape ?? (inputShape ? [null, ...inputShape] : undefined)
}

const isShape = (shape: unknown): boolean =>
  Array.isArray(shape) && shape.every((d) => d === null || (Number.isInteger(d) && d >= 0))
