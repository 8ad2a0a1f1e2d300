import { argumentError } from '../../support/errors.js'
import { classesOf, type Identifier, Registry } from '../../support/registry.js'
import * as catalogue from './catalogue.js'
import { BinaryCrossentropy, CategoricalCrossentropy, SparseCategoricalCrossentropy } from './catalogue.js'
import { FunctionLoss, Loss, type LossFunction } from './loss.js'

export * from './catalogue.js'
export { FunctionLoss, Loss, type LossFunction, type LossOptions } from './loss.js'
export type { Reduction } from './reduction.js'

/** All losses by name. */
export const losses = new Registry<Loss>('loss', 'keras.losses')
  .register(...classesOf(catalogue, Loss))
  .alias('MSE', () => catalogue.MeanSquaredError())
  .alias('MAE', () => catalogue.MeanAbsoluteError())
  .alias('MAPE', () => catalogue.MeanAbsolutePercentageError())
  .alias('MSLE', () => catalogue.MeanSquaredLogarithmicError())
  .alias('BCE', () => catalogue.BinaryCrossentropy())
  .alias('KLD', () => catalogue.KLDivergence())

/** A loss without its own call, beside which TypeScript would not know the types of a function's arguments. */
type LossObject = Pick<Loss, keyof Loss>

/** What may be given where a loss is wanted: a name, a configuration, a loss, a function of targets and predictions. */
export type LossIdentifier = Identifier<LossObject> | LossFunction

/** Shapes of targets and predictions, from which `crossentropy` and `accuracy` find out what is meant. */
export interface TargetShapes {
  yTrue: readonly (number | null)[]
  yPred: readonly (number | null)[]
}

/**
 * The loss meant by a name, a configuration, a function, or a loss itself.
 *
 * @param shapes needed for the names `crossentropy` and `ce`, which mean the crossentropy that fits them
 * @throws KeratinError `UNKNOWN_NAME` if there is none of that name
 * @example getLoss('mse')
 * @see https://keras.io/api/losses/
 */
export function getLoss(identifier: LossIdentifier, shapes?: TargetShapes): Loss {
  if (identifier instanceof Loss) return identifier
  if (typeof identifier === 'function') return new FunctionLoss(identifier as LossFunction)
  if (typeof identifier === 'string' && /^(crossentropy|ce)$/i.test(identifier)) {
    if (!shapes) throw argumentError('loss', 'known', 'the shape of targets and predictions', undefined)
    const kind = kindOfTargets(shapes)
    if (kind === 'binary') return BinaryCrossentropy()
    return kind === 'sparse' ? SparseCategoricalCrossentropy() : CategoricalCrossentropy()
  }
  return losses.get(identifier as Identifier<Loss>)
}

/** What targets are: 0 or 1, class numbers, or one-hot. */
export function kindOfTargets({ yTrue, yPred }: TargetShapes): 'binary' | 'sparse' | 'categorical' {
  if (yPred.at(-1) === 1) return 'binary'
  return yTrue.length < yPred.length || yTrue.at(-1) === 1 ? 'sparse' : 'categorical'
}
