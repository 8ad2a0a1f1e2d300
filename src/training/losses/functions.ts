import { withOptions } from '../../support/options.js'
import { categoricalGeneralizedCrossEntropy as generalized } from './categorical-generalized-cross-entropy.js'
import { circle as circleOf } from './circle.js'
import { cosineSimilarity as cosine } from './cosine-similarity.js'
import * as crossentropy from './crossentropy.js'
import { ctc as ctcOf } from './ctc.js'
import * as overlap from './dice.js'
import * as focal from './focal-crossentropy.js'
import { huber as huberOf } from './huber.js'

// the functions with options as programs see them: the names of their options are checked
export const binaryCrossentropy = withOptions('losses.binaryCrossentropy', crossentropy.binaryCrossentropy, 2)
export const categoricalCrossentropy = withOptions(
  'losses.categoricalCrossentropy',
  crossentropy.categoricalCrossentropy,
  2,
)
export const sparseCategoricalCrossentropy = withOptions(
  'losses.sparseCategoricalCrossentropy',
  crossentropy.sparseCategoricalCrossentropy,
  2,
)
export const categoricalGeneralizedCrossEntropy = withOptions(
  'losses.categoricalGeneralizedCrossEntropy',
  generalized,
  2,
)
export const categoricalFocalCrossentropy = withOptions(
  'losses.categoricalFocalCrossentropy',
  focal.categoricalFocalCrossentropy,
  2,
)
export const binaryFocalCrossentropy = withOptions(
  'losses.binaryFocalCrossentropy',
  focal.binaryFocalCrossentropy,
  2,
)
export const circle = withOptions('losses.circle', circleOf, 2)
export const cosineSimilarity = withOptions('losses.cosineSimilarity', cosine, 2)
export const ctc = withOptions('losses.ctc', ctcOf, 2)
export const dice = withOptions('losses.dice', overlap.dice, 2)
export const tversky = withOptions('losses.tversky', overlap.tversky, 2)
export const huber = withOptions('losses.huber', huberOf, 2)
