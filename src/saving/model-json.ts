import type { Model } from '../model/index.js'
import { KeratinError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { broken } from './broken.js'
import type { CustomObjects } from './keras/custom-objects.js'
import { isObject, parseJson } from './keras/json-checks.js'
import { kerasJson } from './keras/keras-json.js'
import { serializeModel } from './keras/serialize.js'
import { makeModel } from './make-model.js'
import { originOf } from './upgrade/origin.js'

/**
 * The layers of a model and what it was compiled with as JSON, without weights and without the optimizer.
 *
 * @example const text = modelToJSON(model)
 * @see https://keras.io/api/models/model_saving_apis/model_config_serialization/
 */
export function modelToJSON(model: Model): string {
  const saved = serializeModel(model)
  const { optimizer: _, ...compile_config } = saved.compile_config ?? {}
  return kerasJson({ ...saved, compile_config })
}

/**
 * The model of JSON that `modelToJSON`, `model.toJSON` or Keras made, with fresh weights and not compiled.
 *
 * @param json a text, or what was parsed from it
 * @param options.customObjects classes of your own that the model uses, by the names they have in the text
 *
 * @throws KeratinError `FILE_UNREADABLE` if it is not a model; `UNSUPPORTED` for a class that is not known
 * @example const model = modelFromJSON(await readFile('model.json', 'utf8'))
 * @see https://keras.io/api/models/model_saving_apis/model_config_serialization/
 */
export function modelFromJSON(json: unknown, options: { customObjects?: CustomObjects } = {}): Model {
  const { customObjects = {} } = checkedOptions('modelFromJSON', options)
  try {
    const saved = typeof json === 'string' ? parseJson(json, 'The model') : json
    const { keras_version, backend } = isObject(saved) ? saved : {}
    return makeModel(saved, originOf(keras_version, backend, saved), { customObjects }, {})
  } catch (error) {
    if (error instanceof KeratinError) throw error
    // what was not foreseen is a fault of the text: its content led there
    throw broken(
      `The JSON is not that of a model: ${(error as Error).message.slice(0, 200)}.`,
      undefined,
      error,
    )
  }
}
