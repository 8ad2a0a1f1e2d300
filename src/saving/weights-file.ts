import type { Model, SaveWeightsOptions } from '../model/index.js'
import { argumentError } from '../support/errors.js'
import { formatOfName } from './formats.js'
import { wantedEndings, writeModel } from './save-model.js'

/**
 * Saves the weights of a model: as Keras 3 does, with the state of its optimizer, in `.weights.h5`; by the names of
 * layers in `.safetensors` and `.npz`.
 *
 * @param path a name ending in `.weights.h5`, `.safetensors` or `.npz`; the folder must exist
 * @param options.overwrite whether a file that is there already is replaced. Default true
 * @param options.float16 whether weights are stored in half precision, in `.safetensors` and `.npz`. Default false
 *
 * @throws KeratinError `ARGUMENT` for another ending; `FILE_UNWRITABLE` with the reason
 * @example await saveWeights(model, 'mnist.weights.h5')
 * @see https://keras.io/api/models/model_saving_apis/weights_saving_and_loading/
 */
export async function saveWeights(
  model: Model,
  path: string,
  options: SaveWeightsOptions = {},
): Promise<void> {
  const format = typeof path === 'string' ? formatOfName(path) : undefined
  if (format?.holds !== 'weights')
    throw argumentError('saveWeights', wantedEndings(['weights']), 'path', path)
  await writeModel('saveWeights', model, path, format, options)
}
