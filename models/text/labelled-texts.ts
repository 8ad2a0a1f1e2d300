import type { LabelledTexts } from '../../datasets/index.js'
import type { DataSource } from '../../datasets/root.js'
import { SequenceEncoder, type SequenceSettings } from '../../src/data/text/index.js'
import { tf } from '../../src/engine/index.js'
import { KeratinError } from '../../src/support/errors.js'
import type { Preparation } from '../preparation.js'
import type { DataRequest, Examples, RecipeData } from '../recipe.js'
import { choose, type Known } from '../samples/choose.js'
import { keyOf } from '../samples/sample-key.js'
import type { FoundSamples, Samples } from '../samples/samples.js'
import { prepareTexts, type StringPreparation, type TextPreparation } from './preparation.js'

/** Labelled texts that may be the content of files. */
export type TextPart = LabelledTexts & { names?: readonly string[] }

export interface TextParts {
  train: TextPart
  test: TextPart
  labels: readonly string[]
  source: DataSource
  /** Whether the test is a part of the data itself, rather than drawn from all of it. */
  hasOwnTest: boolean
  /** Whether there may be more texts another time. Default false. */
  grows?: boolean
}

/**
 * Labelled texts as the data of a recipe: encoded as the model that is given says, else with a vocabulary learnt from
 * the training part.
 */
export function textData(
  given: TextParts,
  settings: SequenceSettings,
  { input: known, ...request }: Pick<DataRequest, 'input' | 'known' | 'limit'>,
): RecipeData {
  const { train, test, changes } = request.known
    ? chosenTexts(given, request.known, request.limit)
    : { ...given, changes: undefined }
  const { labels, source } = given
  if (request.known?.on !== undefined && known === undefined) throw unknownInput()
  const input = known === undefined ? learnt(train.texts, settings) : textInput(known)
  const examples = (part: TextPart) =>
    ({
      x: prepareTexts(input, part.texts),
      // one probability of two classes, else the number of the class
      y:
        labels.length === 2
          ? tf.tensor2d(Float32Array.from(part.labels), [part.labels.length, 1])
          : tf.tensor1d(part.labels, 'int32'),
      classes: part.labels,
      count: part.texts.length,
      texts: part.texts,
      samples: async () => samplesOf(part),
    }) satisfies Examples
  const parts = { train: examples(train), test: examples(test) }
  return {
    of: 'texts',
    ...parts,
    labels,
    source,
    input,
    ...(changes && { changes }),
    dispose: () => tf.dispose([parts.train.x, parts.train.y, parts.test.x, parts.test.y]),
  }
}

/** The texts of a run, or those that a model is measured on. */
function chosenTexts(
  { train, test, labels, source, hasOwnTest, grows }: TextParts,
  known: Known,
  limit?: number,
) {
  const all: TextPart = {
    texts: [...train.texts, ...test.texts],
    labels: Int32Array.from([...train.labels, ...test.labels]),
    ...(train.names && { names: [...train.names, ...(test.names ?? [])] }),
  }
  const found: FoundSamples = {
    ...samplesOf(all),
    of: 'texts',
    labels,
    where: source.folder ?? 'the data',
    ...(grows && { grows }),
    ...(hasOwnTest && { ownTest: [...all.texts.keys()].slice(train.texts.length) }),
  }
  const chosen = choose(known, found, limit)
  const part = (places: readonly number[]): TextPart => ({
    texts: places.map((i) => all.texts[i]!),
    labels: Int32Array.from(places, (i) => all.labels[i]!),
    ...(all.names && { names: places.map((i) => all.names![i]!) }),
  })
  return {
    // what is held back for validation comes after what is trained on, as it did
    train: part([...chosen.train, ...chosen.validation]),
    test: part(chosen.test),
    changes: chosen.changes,
  }
}

const samplesOf = ({ texts, labels, names }: TextPart): Samples => ({
  keys: texts.map(keyOf),
  classes: labels,
  ...(names && { names }),
})

const unknownInput = (): KeratinError =>
  new KeratinError('UNSUPPORTED', 'The model does not say how texts become its input.', {
    hint: 'Give a model of keratin train, or one that begins with TextVectorization.',
  })

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
