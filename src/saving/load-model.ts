import type { Model } from '../model/index.js'
import { readFileBytes } from '../support/files.js'
import { checkedOptions } from '../support/options.js'
import { broken, inFile } from './broken.js'
import { readHdf5 } from './hdf5/read-hdf5.js'
import { loadAssets } from './keras/assets.js'
import { withCustomObjects } from './keras/custom-compile.js'
import { compileConfigIn, deserializeModel } from './keras/deserialize.js'
import { metadataFile } from './keras/format.js'
import { objectAt, parseJson } from './keras/json-checks.js'
import type { CustomObjects } from './keras/make-layer.js'
import { readOptimizer, readWeights } from './keras/read-weights.js'
import { openZip } from './zip/read-zip.js'

export interface LoadOptions {
  /** Whether the model is compiled as it was when it was saved. Default true. */
  compile?: boolean
  /** Classes and functions of your own that the model uses, by the names they have in the file. */
  customObjects?: CustomObjects
}

/**
 * Loads a whole model that Keratin or Keras 3 saved: layers, weights, and, so that training goes on where it
 * stopped, what it was compiled with and the state of the optimizer.
 *
 * @param path a `.keras` file
 * @param options.compile whether the model is compiled as it was when it was saved. Default true
 * @param options.customObjects classes of your own that the model uses, by the names they have in the file
 *
 * @throws KeratinError `FILE_NOT_FOUND`; `FILE_UNREADABLE` if the file is broken or of another format;
 *   `UNSUPPORTED` if the model uses a class that is not known
 * @example const model = await loadModel('mnist.keras')
 * @see https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
 */
export async function loadModel(path: string, options: LoadOptions = {}): Promise<Model> {
  const given = checkedOptions('loadModel', options)
  const bytes = await readFileBytes(path)
  return inFile(path, () => modelFrom(bytes, path, given))
}

async function modelFrom(bytes: Uint8Array, path: string, options: LoadOptions): Promise<Model> {
  const { compile = true, customObjects = {} } = options
  const { entry, find: assets } = entriesOf(bytes)
  const config = parseJson(new TextDecoder().decode(entry('config.json')), 'config.json')
  const weights = entry('model.weights.h5')
  const metadata = assets(metadataFile)
  const model = deserializeModel(config, customObjects)
  try {
    if (metadata)
      model.metadata = objectAt(parseJson(new TextDecoder().decode(metadata), metadataFile), metadataFile)
    const compileConfig = compile ? compileConfigIn(config) : undefined
    if (compileConfig) model.compileFromConfig(withCustomObjects(compileConfig, customObjects))
    await readHdf5(weights, (file) => {
      const values = readWeights(file, model)
      const { optimizer } = model
      const state = optimizer && readOptimizer(file, optimizer.variables, (reason) => warn(path, reason))
      loadAssets(model, assets, file)
      values.assign()
      state?.assign()
    })
    return model
  } catch (error) {
    model.dispose()
    throw error
  }
}

interface Entries {
  /** @throws KeratinError FILE_UNREADABLE if there is none of that name */
  entry(name: string): Uint8Array
  find(name: string): Uint8Array | undefined
}

function entriesOf(bytes: Uint8Array): Entries {
  if (bytes.length === 0) throw broken('The file is empty.')
  if (isHdf5(bytes))
    throw broken('It is an HDF5 file, not a .keras archive.', 'Save the model in Keras as .keras.')
  const zip = openZip(bytes)
  const entry = (name: string) => {
    const data = zip.read(name)
    if (data) return data
    const hint = 'It may be another kind of zip archive.'
    throw broken(`It is not a model of Keras 3: it has no ${name}.`, hint)
  }
  return { entry, find: (name) => zip.read(name) }
}

const isHdf5 = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.subarray(0, 8)).toString('latin1') === '\x89HDF\r\n\x1a\n'

const warn = (path: string, reason: string): void =>
  process.emitWarning(
    `${path}: the state of the optimizer belongs to other weights and starts afresh: ${reason}`,
  )
