import { stat } from 'node:fs/promises'
import type { Model } from '../model/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { writeFileAtomic } from '../support/files.js'
import { writeHdf5 } from './hdf5/write-hdf5.js'
import { assetFiles } from './keras/assets.js'
import { kerasVersion, metadataFile } from './keras/format.js'
import { kerasJson } from './keras/keras-json.js'
import { serializeModel } from './keras/serialize.js'
import { checkSharedInside } from './keras/shared-inside.js'
import { optimizerState, weightsTree } from './keras/weights-tree.js'
import { writeZip } from './zip/write-zip.js'

export interface SaveOptions {
  /** Whether a file that is there already is replaced. Default true. */
  overwrite?: boolean
  /** The time that the file tells it was saved at. Default: now. */
  date?: Date
}

/**
 * Saves a whole model, as Keras 3 does: layers, weights, what it was compiled with and the state of the optimizer.
 * The file is written completely or not at all; the same model and date give the same bytes.
 *
 * @param path a name ending in `.keras`; the folder must exist
 * @param options.overwrite whether a file that is there already is replaced. Default true
 * @param options.date the time that the file tells it was saved at. Default: now
 *
 * @throws KeratinError `ARGUMENT` for another ending; `FILE_UNWRITABLE` with the reason
 * @example await saveModel(model, 'mnist.keras')
 * @see https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
 */
export async function saveModel(model: Model, path: string, options: SaveOptions = {}): Promise<void> {
  if (typeof path !== 'string' || !path.endsWith('.keras')) {
    throw argumentError('saveModel', 'a name ending in .keras', 'path', path)
  }
  const { overwrite = true, date = new Date() } = options
  await checkOverwrite(path, overwrite)
  await writeFileAtomic(path, await kerasFile(model, date))
}

/** @throws KeratinError `FILE_UNWRITABLE` if the file is there and must not be replaced */
export async function checkOverwrite(path: string, overwrite: boolean): Promise<void> {
  if (overwrite || !(await stat(path).catch(() => undefined))) return
  throw new KeratinError('FILE_UNWRITABLE', `Cannot write ${path}: it exists already.`, {
    hint: 'Choose another name or set { overwrite: true }.',
  })
}

async function kerasFile(model: Model, date: Date): Promise<Uint8Array[]> {
  checkSharedInside(model)
  const metadata = {
    keras_version: kerasVersion,
    date_saved: date.toISOString().slice(0, 19).replace('T', '@'),
  }
  const json = (value: unknown) => new TextEncoder().encode(kerasJson(value))
  const weights = await writeHdf5(weightsTree(model, optimizerState(model)), date)
  return writeZip([
    { name: 'metadata.json', data: json(metadata) },
    { name: 'config.json', data: json(serializeModel(model)) },
    { name: 'model.weights.h5', data: weights },
    ...assetFiles(model),
    ...(Object.keys(model.metadata).length > 0
      ? [{ name: metadataFile, data: new TextEncoder().encode(JSON.stringify(model.metadata)) }]
      : []),
  ])
}
