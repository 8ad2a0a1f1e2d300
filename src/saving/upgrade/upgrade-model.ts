import { innerLayers, type LayerClass } from '../../layers/base/layer-from-config.js'
import { broken } from '../broken.js'
import { isObject, type JsonObject, listAt, objectAt, textAt } from '../keras/json-checks.js'
import { upgradedActivations } from './activations.js'
import { layerClassName } from './class-names.js'
import { computedDtype } from './dtypes.js'
import { upgradedSetting } from './initializers.js'
import { fromKeras1 } from './keras1-settings.js'
import { numberingOf, upgradedCalls, upgradedPlaces } from './nodes.js'
import type { Origin } from './origin.js'
import { upgradedSettings } from './settings.js'
import { plainValue } from './values.js'

/** What wrote a file, and the classes that it is read with. */
export interface Upgraded extends Origin {
  classNamed(className: string): Pick<LayerClass, 'innerLayers'> | undefined
}

/**
 * What a file holds of a model or a layer, in the form of Keras 3.15: classes, settings and calls under the names of
 * today, with the meaning they had for what wrote them.
 *
 * @param saved the configuration as it was written, at any time since Keras 1
 */
export function upgradeModel(saved: unknown, origin: Upgraded): JsonObject {
  return origin.era < 3 && !hasState(saved) ? upgraded(withOpenBatch(saved), origin) : upgraded(saved, origin)
}

/** Whether a layer keeps its state from batch to batch, so that batches have a size for good. */
const hasState = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.some(hasState)
    : isObject(value) && (value.stateful === true || Object.values(value).some(hasState))

/** Inputs with any number of samples: Keras took another number than the file says all the same. */
function withOpenBatch(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOpenBatch)
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, v]) => {
    const isShape = (key === 'batch_input_shape' || key === 'batch_shape') && Array.isArray(v)
    return [key, isShape ? [null, ...v.slice(1)] : withOpenBatch(v)]
  })
  return Object.fromEntries(entries)
}

function upgraded(saved: unknown, origin: Upgraded): JsonObject {
  const entry = objectAt(saved, 'A layer')
  const writtenAs = textAt(entry.class_name, 'class_name of a layer')
  const className = layerClassName(writtenAs)
  if (className === 'Sequential') return { ...entry, ...sequential(entry, origin) }
  const config = objectAt(entry.config, `config of a layer of class "${writtenAs}"`)
  const isFunctional =
    className === 'Functional' || (Array.isArray(config.layers) && 'output_layers' in config)
  if (isFunctional) return { ...entry, class_name: className, config: functional(config, entry.name, origin) }
  return layer(entry, className, config, origin)
}

function layer(entry: JsonObject, named: string, saved: JsonObject, origin: Upgraded): JsonObject {
  const writtenAs = String(entry.class_name)
  const given: JsonObject = { name: entry.name, ...(plainValue(saved) as JsonObject) }
  const { className, config }: { className: string; config: JsonObject } =
    origin.era === 1 ? fromKeras1(named, given) : { className: named, config: given }
  if (given.name === undefined) delete config.name
  for (const [key, value] of Object.entries(config)) {
    if (isLayerAsActivation(key, value)) config[key] = upgraded(value, origin)
    else if (/_(initializer|regularizer|constraint)$/.test(key))
      config[key] = upgradedSetting(value, key, origin)
  }
  const found = origin.classNamed(className)
  if (found)
    Object.assign(
      config,
      innerLayers(found, config, (inside) => upgraded(inside, origin)),
    )
  const isInput = className === 'InputLayer'
  if (isInput && !('batch_shape' in config)) config.batch_shape = config.batch_input_shape
  if (isInput && !('dtype' in config)) config.dtype = config.input_dtype
  if (origin.era < 3 && !isInput) {
    // it was that of the inputs
    if (config.dtype !== 'string') delete config.dtype
    for (const key of ['batch_input_shape', 'input_shape', 'input_dtype', 'input_length']) delete config[key]
    if (className !== 'Embedding') delete config.input_dim
  }
  if ('dtype' in config) config.dtype = computedDtype(config.dtype, config.name)
  const settings = upgradedSettings(className, upgradedActivations(config, origin), origin, writtenAs)
  return { module: 'keras.layers', registered_name: null, ...entry, class_name: className, config: settings }
}

/** A layer in the place of a function; a model in that place is a function of Keratin's own. */
const isLayerAsActivation = (key: string, value: unknown): boolean =>
  /(^|_)activation$/.test(key) &&
  isObject(value) &&
  isObject(value.config) &&
  value.class_name !== 'Sequential'

function sequential(entry: JsonObject, origin: Upgraded): JsonObject {
  // Keras 1 and early 2 wrote the layers in the place of the settings
  const config: JsonObject = Array.isArray(entry.config)
    ? { layers: entry.config }
    : objectAt(entry.config, 'config of the Sequential')
  if (config.name === undefined && entry.name !== undefined) config.name = entry.name
  const saved = listAt(config.layers, 'layers of the Sequential')
  const layers = saved.map((one) => upgraded(one, origin))
  const input = origin.era < 3 && layers[0] && !isInputLayer(layers[0]) && inputOf(saved[0], origin)
  const built =
    'build_input_shape' in config ? { build_input_shape: plainValue(config.build_input_shape) } : {}
  const dtype = 'dtype' in config ? { dtype: computedDtype(config.dtype, config.name) } : {}
  return {
    module: entry.module ?? 'keras',
    class_name: 'Sequential',
    config: { ...config, ...built, ...dtype, layers: input ? [input, ...layers] : layers },
  }
}

const isInputLayer = ({ class_name }: JsonObject): boolean => class_name === 'InputLayer'

/** The InputLayer that the first layer of a Sequential stands for, if it says what its input is. */
function inputOf(first: unknown, origin: Upgraded): JsonObject | undefined {
  const { class_name, config } = first as JsonObject
  if (!isObject(config) || Array.isArray(config.layers)) return undefined
  const inner = isObject(config.layer) && isObject(config.layer.config) ? config.layer.config : {}
  const shape = plainValue(
    config.batch_input_shape ?? shapeOf(String(class_name), config) ?? inner.batch_input_shape,
  )
  if (!Array.isArray(shape)) return undefined
  const dtype = config.input_dtype ?? (config.dtype === 'string' ? 'string' : undefined)
  const settings = { batch_shape: shape, dtype: dtype ?? 'float32', name: `${config.name}_input` }
  return layer({ class_name: 'InputLayer', config: settings }, 'InputLayer', settings, origin)
}

/** The shape that a first layer gives in other words. */
function shapeOf(className: string, config: JsonObject): unknown[] | undefined {
  const { input_shape, input_dim, input_length } = config
  if (Array.isArray(input_shape)) return [null, ...input_shape]
  if (className === 'Embedding') return [null, input_length ?? null]
  if (!Number.isInteger(input_dim)) return undefined
  return /^Dense$/.test(className) ? [null, input_dim] : [null, input_length ?? null, input_dim]
}

function functional(config: JsonObject, entryName: unknown, origin: Upgraded): JsonObject {
  const saved = listAt(config.layers, 'layers of the model').map((one) => objectAt(one, 'A layer'))
  const isModel = ({ class_name, config: inner }: JsonObject) =>
    ['Sequential', 'Functional'].includes(layerClassName(String(class_name))) ||
    (isObject(inner) && Array.isArray(inner.layers))
  const models = saved.filter(isModel)
  const namesOf = (list: readonly JsonObject[]) => new Set(list.map(({ name }) => String(name)))
  const isGraph = ({ class_name }: JsonObject) => layerClassName(String(class_name)) !== 'Sequential'
  const [all, graphs] = origin.era < 3 ? [models, models.filter(isGraph)] : [[], []]
  const numbering = numberingOf(saved, namesOf(all), namesOf(graphs), [
    saved.map(({ inbound_nodes }) => inbound_nodes),
    config.input_layers,
    config.output_layers,
  ])
  const layers = saved.map((one) => {
    const made = upgraded(one, origin)
    if (!Array.isArray(one.inbound_nodes)) return made
    const { class_name } = made
    const calls = upgradedCalls(String(class_name), String(one.name), one.inbound_nodes, numbering)
    return { ...made, inbound_nodes: calls }
  })
  const name = config.name ?? entryName
  const made = { ...config, ...(name === undefined ? {} : { name }), layers }
  if (origin.era === 3) return made
  const { input_layers, output_layers } = config
  if (input_layers === undefined || output_layers === undefined)
    throw broken('The model does not say what its inputs and outputs are.')
  return {
    ...made,
    input_layers: upgradedPlaces(input_layers, numbering),
    output_layers: upgradedPlaces(output_layers, numbering),
  }
}
