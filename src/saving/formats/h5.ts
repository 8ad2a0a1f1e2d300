import type { Model } from '../../model/index.js'
import { broken } from '../broken.js'
import { type Hdf5File, readHdf5 } from '../hdf5/read-hdf5.js'
import { metadataFile } from '../keras/format.js'
import { objectAt } from '../keras/json-checks.js'
import { readOptimizer, readWeights } from '../keras/read-weights.js'
import type { LoadOptions } from '../load-options.js'
import { makeModel } from '../make-model.js'
import { upgradeCompile } from '../upgrade/compile.js'
import type { Origin } from '../upgrade/origin.js'
import { readPlanned } from '../weights/assign.js'
import { readSlots } from '../weights/optimizer.js'
import { planModel } from '../weights/plan-model.js'
import { hasNamedLayers, jsonAttribute, originOfFile, storedGroups } from './h5-file.js'
import { withTodaysGroups } from './todays-groups.js'

/** A whole model of an HDF5 file of Keras 1, 2 or 3. */
export const readH5Model = (bytes: Uint8Array, path: string, options: LoadOptions): Promise<Model> =>
  readHdf5(bytes, (file) => {
    const config = jsonAttribute(file, 'model_config')
    if (config === undefined) {
      const hint = 'Build the model and give it the weights with model.loadWeights(path).'
      throw broken('It holds weights without the layers they belong to.', hint)
    }
    const origin = originOfFile(file, config)
    const training = options.compile === false ? undefined : jsonAttribute(file, 'training_config')
    const described = jsonAttribute(file, metadataFile)
    const metadata = described === undefined ? {} : objectAt(described, metadataFile)
    return makeModel(config, origin, options, {
      compileConfig: upgradeCompile(training, origin),
      fill: (model) => {
        fill(model, file, origin, path)
        model.metadata = metadata
      },
    })
  })

function fill(model: Model, file: Hdf5File, origin: Origin, path: string): void {
  const plan = planModel(model, storedGroups(file), origin)
  const values = readPlanned(plan)
  const state = model.optimizer && readSlots(file, model, plan, path)
  values.assign()
  state?.assign()
}

/** The weights of an HDF5 file, of any Keras, for a model that is there. */
export const readH5Weights = (bytes: Uint8Array, model: Model, origin?: Origin): Promise<void> =>
  readHdf5(bytes, (file) => {
    if (!hasNamedLayers(file)) {
      const today = withTodaysGroups(file)
      const values = readWeights(today, model)
      const variables = model.optimizer?.variables
      const state = variables?.length ? readOptimizer(today, variables, () => {}) : undefined
      values.assign()
      state?.assign()
      return
    }
    const plan = planModel(model, storedGroups(file), origin ?? originOfFile(file, {}))
    const values = readPlanned(plan)
    values.assign()
  })
