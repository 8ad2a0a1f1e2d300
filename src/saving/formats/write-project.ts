import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { isObject } from '../keras/json-checks.js'
import { dataPy } from '../project/data-py.js'
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
  const { labels, input, training } = model.metadata
  if (model.inputDtypes?.includes('string')) {
    throw new KeratinError(
      'UNSUPPORTED',
      `The model "${model.name}" takes texts, which Keras on JAX does not.`,
      {
        hint: 'Train a model that takes numbers of words, or continue the .keras file in Keras on TensorFlow.',
      },
    )
  }
  const classes = Math.max(2, model.outputShapes?.[0]?.at(-1) ?? 0)
  const shape = model.inputShapes?.[0]?.slice(1) ?? []
  const given = isObject(training) ? training : {}
  const described = isObject(input) ? input : { kind: 'table', shape }
  const settings = {
    data: null,
    epochs: given.epochs ?? 1,
    batchSize: given.batchSize ?? 32,
    limit: given.limit ?? null,
    valSplit: given.valSplit ?? 0,
    seed: given.seed ?? 0,
    textColumn: given.textColumn ?? null,
    labelColumn: given.labelColumn ?? null,
    labels: labels ?? Array.from({ length: classes }, (_, i) => String(i)),
    input: described.kind === 'digit' ? { ...described, shape } : described,
  }
  return [
    { name: 'settings.json', data: `${JSON.stringify(settings, null, 2)}\n` },
    { name: 'data.py', data: dataPy(described.kind) },
    { name: 'train.py', data: trainPy },
    { name: 'model.keras', data: await kerasFile(model, options) },
  ]
}
