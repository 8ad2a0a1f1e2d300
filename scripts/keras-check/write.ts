// Writes models of every kind in every format, with what they compute beside, for keras-check.py and tfjs.ts to open:
//   node dist/scripts/keras-check/write.js FOLDER
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KeratinError, type Model, type tf } from '../../src/index.js'
import { modelToJSON } from '../../src/saving/index.js'
import { namedWeights } from '../../src/saving/weights/names.js'
import { type CheckedModel, checkedModels } from './models.js'

const tensor = (t: tf.Tensor) => ({ shape: t.shape, dtype: t.dtype, data: [...t.dataSync()] })

const call = (model: Model, inputs: readonly tf.Tensor[]) =>
  model.predict(inputs.length > 1 ? [...inputs] : inputs[0]!, { verbose: 0, batchSize: 6 })

/** What a format refuses to hold; it must be a model that stock TensorFlow.js has not. */
async function saved(work: Promise<void>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'UNSUPPORTED') return error.message
    throw error
  }
}

/** Writes one model into a folder in all formats; then trains it on, and writes what it is then. */
export async function writeChecked(folder: string, { model, inputs, targets, inStock }: CheckedModel) {
  await mkdir(folder, { recursive: true })
  const file = (name: string) => join(folder, name)
  for (const name of ['model.keras', 'model.h5', 'model.weights.h5', 'model.npz', 'model.safetensors'])
    await model.save(file(name))
  await model.save(file('half.npz'), { float16: true })
  await model.save(file('half.safetensors'), { float16: true })
  await writeFile(file('model.json'), modelToJSON(model))
  const refused = await saved(model.save(file('tfjs'), { format: 'tfjs' }))
  if (!refused) await model.save(file('tfjs-half'), { format: 'tfjs', float16: true })
  if ((refused === undefined) !== inStock) throw new Error(`${folder}: ${refused ?? 'it was not refused'}`)
  const predicted = (await call(model, inputs)) as tf.Tensor | tf.Tensor[] | Record<string, tf.Tensor>
  const isRecord = model.outputStructure === 'record'
  const outputs = isRecord
    ? model.outputNames.map((name) => (predicted as Record<string, tf.Tensor>)[name]!)
    : ([predicted].flat() as tf.Tensor[])
  const expected: Record<string, unknown> = {
    inputs: inputs.map(tensor),
    inputNames: model.inputNames,
    outputNames: isRecord ? model.outputNames : undefined,
    outputs: outputs.map(tensor),
    weights: namedWeights(model).map(([name]) => name),
    refused,
  }
  if (targets) {
    const x = inputs.length > 1 ? [...inputs] : inputs[0]!
    const { history } = await model.fit(x, targets, { epochs: 2, batchSize: 3, shuffle: false, verbose: 0 })
    expected.resumed = {
      targets: tensor(targets),
      loss: history.loss,
      weights: model.weights.map((v) => ({ shape: v.shape, data: [...v.data()] })),
    }
  }
  await writeFile(file('expected.json'), JSON.stringify(expected))
}

/** The name of a folder for a model. */
export const folderOf = (name: string): string => name.replaceAll(' ', '-')

if (process.argv[1]?.endsWith('write.js')) {
  const [target] = process.argv.slice(2)
  if (!target) throw new Error('Say where to write the models.')
  for (const [name, make] of Object.entries(checkedModels)) {
    await writeChecked(join(target, folderOf(name)), await make())
    process.stdout.write(`${name}\n`)
  }
}
