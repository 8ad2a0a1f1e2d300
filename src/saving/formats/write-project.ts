import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { testShare } from '../../support/test-share.js'
import { wordPatterns } from '../../support/word-patterns.js'
import { isObject } from '../keras/json-checks.js'
import { dataPy } from '../project/data-py.js'
import { pythonPattern } from '../project/python-pattern.js'
import { trainPy } from '../project/train-py.js'
import type { FolderFile, WriteOptions } from './format.js'
import { kerasFile } from './write-keras.js'

/**
 * A folder in which Keras on JAX continues the training, in one process or in several: the model with the state of its
 * optimizer, a program, how it reads the data, and the settings of the training so far.
 *
 * @throws KeratinError UNSUPPORTED for a model of texts as they are, which JAX does not take
 */
export async function kerasProjectFiles(model: Model, options: WriteOptions): Promise<FolderFile[]> {
  const { recipe, labels, input, training } = model.metadata
  if (model.inputDtypes?.includes('string')) {
    throw new KeratinError(
      'UNSUPPORTED',
      `The model "${model.name}" takes texts, which Keras on JAX does not.`,
      {
        hint: 'Train a model that takes numbers of words, or continue the .keras file in Keras on TensorFlow.',
      },
    )
  }
  const shape = model.inputShapes?.[0]?.slice(1) ?? []
  const given = isObject(training) ? training : {}
  const described = isObject(input) ? input : { kind: 'table', shape }
  const settings = {
    recipe: recipe ?? null,
    data: null,
    epochs: given.epochs ?? 1,
    batchSize: given.batchSize ?? 32,
    limit: given.limit ?? null,
    valSplit: given.valSplit ?? 0,
    seed: given.seed ?? 0,
    textColumn: given.textColumn ?? null,
    labelColumn: given.labelColumn ?? null,
    encoding: given.encoding ?? null,
    testShare: described.kind === 'text' ? testShare.texts : testShare.photos,
    labels: labels ?? (described.kind === 'image' ? numbers(model.outputShapes?.[0]?.at(-1)) : null),
    input: described.kind === 'digit' ? { ...described, shape } : described,
    ...(described.kind === 'text' && {
      words: {
        tags: pythonPattern(wordPatterns.tags),
        ascii: pythonPattern(wordPatterns.ascii),
        unicode: pythonPattern(wordPatterns.unicode),
      },
    }),
  }
  return [
    { name: 'settings.json', data: `${JSON.stringify(settings, null, 2)}\n` },
    { name: 'data.py', data: dataPy(described.kind) },
    { name: 'train.py', data: trainPy },
    { name: 'model.keras', data: await kerasFile(model, options) },
  ]
}

/** Classes by their numbers; two where one output tells them apart. */
const numbers = (outputs: number | null | undefined): string[] =>
  Array.from({ length: Math.max(2, outputs ?? 0) }, (_, i) => String(i))
