import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { group, type Hdf5Dataset, type Hdf5Group, writeHdf5 } from '../hdf5/write-hdf5.js'
import { kerasVersion, metadataFile } from '../keras/format.js'
import { isObject } from '../keras/json-checks.js'
import { kerasJson } from '../keras/keras-json.js'
import { serializeModel } from '../keras/serialize.js'
import { checkSharedInside } from '../keras/shared-inside.js'
import { dataset, groupAt } from '../keras/weights-tree.js'
import { assetsBesideConfig } from '../weights/assets.js'
import type { WriteOptions } from './format.js'

/**
 * A whole model in HDF5, as Keras 3 writes `.h5`: layers, weights by layer, what it was compiled with and the state of
 * the optimizer. Classes are written with their modules, as in `.keras`: without, Keras confounds operations and layers
 * of one name.
 *
 * @throws KeratinError UNSUPPORTED for a model that such a file cannot hold
 */
export function h5File(model: Model, { date }: WriteOptions): Promise<Uint8Array> {
  checkSharedInside(model)
  checkWritable(model)
  const { compile_config, ...saved } = serializeModel(model)
  const { class_name, config } = saved
  const attributes = {
    backend: 'tensorflow',
    keras_version: kerasVersion,
    model_config: kerasJson({ class_name, config: withoutCompile(config) }),
    ...(model.optimizer && compile_config && { training_config: kerasJson(trainingConfig(compile_config)) }),
    ...(Object.keys(model.metadata).length > 0 && { [metadataFile]: JSON.stringify(model.metadata) }),
  }
  const members: [string, Hdf5Group][] = [['model_weights', weightsGroup(model)]]
  const state = model.optimizer?.variables
  if (state?.length) members.push(['optimizer_weights', listGroup(state)])
  return writeHdf5(group(members, attributes), date)
}

function checkWritable(model: Model): void {
  if (model.hasOwnCall) {
    throw new KeratinError(
      'UNSUPPORTED',
      `The model "${model.name}" computes in a call of its own, which .h5 files do not hold.`,
      { hint: 'Save it as .keras, or its weights alone.' },
    )
  }
  const layer = assetsBesideConfig(model)[0]
  if (!layer) return
  throw new KeratinError(
    'UNSUPPORTED',
    `Layer "${layer.name}" (${layer.className}) has learned a vocabulary, which .h5 files do not hold.`,
    { hint: 'Save it as .keras, or give the layer its vocabulary as an option.' },
  )
}

/** Models inside say what they were compiled with; in HDF5, only the whole does. */
function withoutCompile<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutCompile) as T
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key]) => key !== 'compile_config')
  return Object.fromEntries(entries.map(([key, v]) => [key, withoutCompile(v)])) as T
}

function trainingConfig({ optimizer, loss, ...rest }: Config): Config {
  return { loss: withWholeNames(loss), ...rest, optimizer_config: optimizer }
}

/** Short names of losses, which Keras writes into `.h5` files and cannot load from them: it takes them for metrics. */
const wholeNames: Readonly<Record<string, string>> = {
  bce: 'binary_crossentropy',
  kld: 'kl_divergence',
  mae: 'mean_absolute_error',
  mape: 'mean_absolute_percentage_error',
  mse: 'mean_squared_error',
  msle: 'mean_squared_logarithmic_error',
}

function withWholeNames(loss: unknown): unknown {
  if (typeof loss === 'string') return Object.hasOwn(wholeNames, loss) ? wholeNames[loss] : loss
  if (Array.isArray(loss)) return loss.map(withWholeNames)
  if (!isObject(loss) || 'class_name' in loss) return loss
  return Object.fromEntries(Object.entries(loss).map(([name, one]) => [name, withWholeNames(one)]))
}

function weightsGroup(model: Model): Hdf5Group {
  const { layers } = model
  // names grow, so that none is a part of what is there already
  const sorted = [...layers].sort((a, b) => (a.name < b.name ? -1 : 1))
  const groups = sorted.map((layer): [string, Hdf5Group] => [layer.name, listGroup(inKerasOrder(layer))])
  const own = model.weights.filter((v) => !layers.some((layer) => layer.weights.includes(v)))
  return group([...groups, ['top_level_model_weights', listGroup(own)]], {
    layer_names: layers.map(({ name }) => name),
    backend: 'tensorflow',
    keras_version: kerasVersion,
  })
}

/** Keras counts on the order: all that is trained before all that is not. */
const inKerasOrder = (layer: Layer): Variable[] => [...layer.trainableWeights, ...layer.nonTrainableWeights]

/** Variables by their full names, which are listed in order. */
function listGroup(variables: readonly Variable[]): Hdf5Group {
  const met = new Set<string>()
  const named = variables.map((v): [string, Hdf5Dataset] => {
    let name = v.path
    for (let i = 1; met.has(name); i++) name = `${v.path}_${i}`
    met.add(name)
    return [name, dataset(v)]
  })
  const root = group([], { weight_names: named.map(([name]) => name) })
  for (const [name, made] of named) {
    const end = name.lastIndexOf('/')
    groupAt(root, name.slice(0, Math.max(0, end))).members.set(name.slice(end + 1), made)
  }
  return root
}
