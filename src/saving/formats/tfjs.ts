import type { Model } from '../../model/index.js'
import { broken } from '../broken.js'
import { isObject, objectAt, parseJson } from '../keras/json-checks.js'
import type { LoadOptions } from '../load-options.js'
import { makeModel } from '../make-model.js'
import type { Source } from '../source-type.js'
import { upgradeCompile } from '../upgrade/compile.js'
import { originOf } from '../upgrade/origin.js'
import { readPlanned } from '../weights/assign.js'
import { assignByNames } from '../weights/assign-by-names.js'
import { planByNames } from '../weights/plan-by-names.js'
import { graphModel } from './graph-model.js'
import { manifestWeights, readManifest } from './manifest.js'

/** A model of TensorFlow.js, of layers or a graph, with the files of its weights beside it. */
export async function readTensorFlowJs(json: unknown, source: Source, options: LoadOptions): Promise<Model> {
  const whole = objectAt(json, 'The model')
  const topology = objectAt(whole.modelTopology, 'modelTopology')
  const isGraph = whole.format === 'graph-model' || 'node' in topology
  const groups = await readManifest(whole.weightsManifest ?? [], source)
  if (isGraph) return graphModel(whole, groups)
  const saved = topology.model_config ?? topology
  const config = typeof saved === 'string' ? parseJson(saved, 'model_config') : saved
  if (!isObject(config)) throw broken('modelTopology holds no layers.')
  const origin = originOf(topology.keras_version, topology.backend, config)
  const training = options.compile === false ? undefined : (topology.training_config ?? whole.trainingConfig)
  const stored = manifestWeights(groups)
  return makeModel(config, origin, options, {
    compileConfig: upgradeCompile(training, origin),
    fill: (model) => {
      readPlanned(planByNames(model, stored, origin)).assign()
      if (isObject(whole.userDefinedMetadata)) model.metadata = whole.userDefinedMetadata
    },
  })
}

/** Gives a model the weights of a model of layers. */
export async function readTensorFlowJsWeights(json: unknown, source: Source, model: Model): Promise<void> {
  const groups = await readManifest(objectAt(json, 'The model').weightsManifest ?? [], source)
  assignByNames(model, manifestWeights(groups))
}
