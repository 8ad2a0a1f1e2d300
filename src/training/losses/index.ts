import { argumentError } from '../../support/errors.js'
import { type Identifier, Registry } from '../../support/registry.js'
import { BinaryCrossentropy, CategoricalCrossentropy } from './categorical-crossentropy.js'
import { CategoricalGeneralizedCrossEntropy } from './categorical-generalized-cross-entropy.js'
import { Circle } from './circle.js'
import { CosineSimilarity } from './cosine-similarity.js'
import { CTC } from './ctc.js'
import { Dice, Tversky } from './dice.js'
import { BinaryFocalCrossentropy, CategoricalFocalCrossentropy } from './focal-crossentropy.js'
import { CategoricalHinge, Hinge, SquaredHinge } from './hinge.js'
import { Huber } from './huber.js'
import { KLDivergence } from './kl-divergence.js'
import { FunctionLoss, Loss, type LossFunction } from './loss.js'
import {
  LogCosh,
  MeanAbsoluteError,
  MeanAbsolutePercentageError,
  MeanSquaredError,
  MeanSquaredLogarithmicError,
  Poisson,
} from './regression.js'
import { SparseCategoricalCrossentropy } from './sparse-categorical-crossentropy.js'

export * from './categorical-crossentropy.js'
export * from './categorical-generalized-cross-entropy.js'
export * from './circle.js'
export * from './cosine-similarity.js'
export * from './ctc.js'
export * from './dice.js'
export * from './focal-crossentropy.js'
// these stand for the functions of the same names in the files of their classes
export {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  circle,
  cosineSimilarity,
  ctc,
  dice,
  huber,
  sparseCategoricalCrossentropy,
  tversky,
} from './functions.js'
export * from './hinge.js'
export * from './huber.js'
export * from './kl-divergence.js'
export { FunctionLoss, Loss, type LossFunction, type LossOptions } from './loss.js'
export type { Reduction } from './reduction.js'
export * from './regression.js'
export * from './sparse-categorical-crossentropy.js'

/** All losses by name. */
export const losses = new Registry<Loss>('loss', 'keras.losses')
  .register(MeanSquaredError, MeanAbsoluteError, MeanAbsolutePercentageError, MeanSquaredLogarithmicError)
  .register(CategoricalCrossentropy, SparseCategoricalCrossentropy, BinaryCrossentropy)
  .register(CategoricalFocalCrossentropy, BinaryFocalCrossentropy, CategoricalGeneralizedCrossEntropy)
  .register(KLDivergence, Poisson, Huber, LogCosh, CosineSimilarity)
  .register(Hinge, SquaredHinge, CategoricalHinge, Dice, Tversky, Circle, CTC)
  .alias('MSE', () => MeanSquaredError())
  .alias('MAE', () => MeanAbsoluteError())
  .alias('MAPE', () => MeanAbsolutePercentageError())
  .alias('MSLE', () => MeanSquaredLogarithmicError())
  .alias('BCE', () => BinaryCrossentropy())
  .alias('KLD', () => KLDivergence())

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
