import type { LabelledTexts } from '../../datasets/index.js'
import type { DataSource } from '../../datasets/root.js'
import { SequenceEncoder, type SequenceSettings } from '../../src/data/text/index.js'
import { tf } from '../../src/engine/index.js'
import { KeratinError } from '../../src/support/errors.js'
import type { Preparation } from '../preparation.js'
import type { Examples, RecipeData } from '../recipe.js'
import { prepareTexts, type StringPreparation, type TextPreparation } from './preparation.js'

export interface TextParts {
  train: LabelledTexts
  test: LabelledTexts
  labels: readonly string[]
  source: DataSource
}

/**
 * Labelled texts as the data of a recipe: encoded as the model that is given says, else with a vocabulary learnt from
 * the training part.
 *
 * @param valSplit the share at the end of the training part that nothing is learnt from
 */
export function textData(
  { train, test, labels, source }: TextParts,
  settings: SequenceSettings,
  given: Preparation | undefined,
): RecipeData {
  const input = given === undefined ? learnt(train.texts, settings) : textInput(given)
  const examples = ({ texts, labels: classes }: LabelledTexts) =>
    ({
      x: prepareTexts(input, texts),
      // one probability of two classes, else the number of the class
      y:
        labels.length === 2
          ? tf.tensor2d(Float32Array.from(classes), [classes.length, 1])
          : tf.tensor1d(classes, 'int32'),
      classes,
      count: texts.length,
    }) satisfies Examples
  const parts = { train: examples(train), test: examples(test) }
  return {
    ...parts,
    labels,
    source,
    input,
    dispose: () => tf.dispose([parts.train.x, parts.train.y, parts.test.x, parts.test.y]),
  }
}

function learnt(texts: readonly string[], settings: SequenceSettings): TextPreparation {
  const { config } = SequenceEncoder.learn(texts, settings)
  return { kind: 'text', shape: [config.length], encoder: config }
}

function textInput(given: Preparation): TextPreparation | StringPreparation {
  if (given.kind === 'text' || given.kind === 'string') return given
  throw new KeratinError('SHAPE', 'The model takes images, and the data is text.', {
    hint: 'Name the recipe that the model was made for with --recipe.',
  })
}
