import type { Model } from '../../model/index.js'
import { limits } from '../../support/limits.js'
import { emitWarning } from '../../support/warn.js'
import { broken } from '../broken.js'
import { readHdf5 } from '../hdf5/read-hdf5.js'
import { loadAssets } from '../keras/assets.js'
import { compileConfigIn } from '../keras/deserialize.js'
import { metadataFile } from '../keras/format.js'
import { isObject, objectAt, parseJson } from '../keras/json-checks.js'
import { readOptimizer, readWeights } from '../keras/read-weights.js'
import type { LoadOptions } from '../load-options.js'
import { makeModel } from '../make-model.js'
import { upgradeCompile } from '../upgrade/compile.js'
import { originOf } from '../upgrade/origin.js'
import type { ZipArchive } from '../zip/read-zip.js'
import { withTodaysGroups } from './todays-groups.js'

/** A whole model of a `.keras` archive. */
export async function readKerasModel(zip: ZipArchive, path: string, options: LoadOptions): Promise<Model> {
  const config = jsonEntry(zip, 'config.json') ?? missing('config.json')
  const weights = zip.read('model.weights.h5') ?? missing('model.weights.h5')
  const written = jsonEntry(zip, 'metadata.json')
  const own = jsonEntry(zip, metadataFile)
  const metadata = own === undefined ? {} : objectAt(own, metadataFile)
  const origin = originOf(isObject(written) ? written.keras_version : undefined, undefined, config)
  return readHdf5(weights, (stored) => {
    const file = withTodaysGroups(stored)
    const fill = (model: Model) => {
      const values = readWeights(file, model)
      const variables = model.optimizer?.variables
      // Keras 2 did not keep the learning rate among the variables
      const kept = origin.era === 3 ? variables : variables?.filter(({ name }) => name !== 'learning_rate')
      const state = kept && readOptimizer(file, kept, (reason) => warn(path, reason))
      loadAssets(model, (name) => zip.read(name), file)
      values.assign()
      state?.assign()
    }
    const saved = options.compile === false ? undefined : compileConfigIn(config)
    const model = makeModel(config, origin, options, { compileConfig: upgradeCompile(saved, origin), fill })
    model.metadata = metadata
    return model
  })
}

/** JSON of an archive; undefined if there is none of that name. */
function jsonEntry(zip: ZipArchive, name: string): unknown {
  const bytes = zip.read(name, limits.jsonBytes)
  return bytes && parseJson(new TextDecoder().decode(bytes), name)
}

function missing(name: string): never {
  throw broken(`It is not a model of Keras 3: it has no ${name}.`, 'It may be another kind of zip archive.')
}

const warn = (path: string, reason: string): void =>
  emitWarning(`${path}: the state of the optimizer belongs to other weights and starts afresh: ${reason}`)

/** The weights of a `.keras` archive for a model that is there. */
export function readKerasWeights(zip: ZipArchive, model: Model): Promise<void> {
  const weights = zip.read('model.weights.h5') ?? missing('model.weights.h5')
  return readHdf5(weights, (stored) => {
    const file = withTodaysGroups(stored)
    const values = readWeights(file, model)
    loadAssets(model, (name) => zip.read(name), file)
    values.assign()
  })
}
