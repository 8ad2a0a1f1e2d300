import type { Model } from '../../model/index.js'
import { writeHdf5 } from '../hdf5/write-hdf5.js'
import { assetFiles } from '../keras/assets.js'
import { kerasVersion, metadataFile } from '../keras/format.js'
import { kerasJson } from '../keras/keras-json.js'
import { serializeModel } from '../keras/serialize.js'
import { checkSharedInside } from '../keras/shared-inside.js'
import { optimizerState, weightsTree } from '../keras/weights-tree.js'
import { writeZip } from '../zip/write-zip.js'
import type { WriteOptions } from './format.js'

/** A `.keras` archive, as Keras 3 writes it, with `model.metadata` in a file that Keras passes over. */
export async function kerasFile(
  model: Model,
  { date }: Pick<WriteOptions, 'date'>,
): Promise<Uint8Array<ArrayBufferLike>[]> {
  checkSharedInside(model)
  const metadata = {
    keras_version: kerasVersion,
    date_saved: date.toISOString().slice(0, 19).replace('T', '@'),
  }
  const json = (value: unknown) => new TextEncoder().encode(kerasJson(value))
  const weights = await kerasWeightsFile(model, { date })
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

/** The weights of a model and the state of its optimizer in HDF5, as Keras 3 writes `.weights.h5`. */
export const kerasWeightsFile = (model: Model, { date }: Pick<WriteOptions, 'date'>): Promise<Uint8Array> =>
  writeHdf5(weightsTree(model, optimizerState(model)), date)
