import { isObject, type JsonObject } from '../keras/json-checks.js'
import { stockActivation } from './activations.js'
import { type StockConfig, stockModel } from './model.js'
import { refused } from './refused.js'
import { stockSetting } from './settings.js'
import { stockLayers } from './stock-layers.js'

/**
 * A layer or model as stock TensorFlow.js reads it, from what Keras 3 writes.
 *
 * @throws KeratinError UNSUPPORTED for a layer or a setting that stock TensorFlow.js has not
 */
export function stockLayer(saved: JsonObject): StockConfig {
  const className = String(saved.class_name)
  const config = isObject(saved.config) ? saved.config : {}
  if (className === 'Sequential' || className === 'Functional') return stockModel(saved, stockLayer)
  if (className === 'InputLayer') return inputLayer(config)
  const stock =
    isOfKeras(saved) && Object.hasOwn(stockLayers, className) ? stockLayers[className]! : undefined
  if (!stock) throw refused(className, config.name, 'TensorFlow.js has none, or one of another meaning.')
  for (const [key, value] of Object.entries(stock.fixed ?? {})) {
    if (key in config && !isSame(config[key], value))
      throw refused(
        className,
        config.name,
        `with ${key}: ${JSON.stringify(config[key])}, TensorFlow.js does not have it.`,
      )
  }
  if (config.padding === 'causal')
    throw refused(className, config.name, 'TensorFlow.js has no causal padding.')
  if (className === 'Bidirectional') checkTwins(config)
  const settings: JsonObject = { name: config.name, trainable: config.trainable, dtype: 'float32' }
  if (stock.className === 'Activation') settings.activation = 'linear'
  for (const word of stock.keeps.split(/\s+/).filter(Boolean)) {
    const [now, then = now] = word.split('=') as [string, string?]
    const value = stockValue(className, config, now)
    if (value !== undefined) settings[then] = value
  }
  return { class_name: stock.className ?? className, config: settings }
}

/** Operations have names of layers, and so may classes of a program's own. */
const isOfKeras = ({ module }: JsonObject): boolean =>
  /^keras\b/.test(String(module)) && !/\bops\b/.test(String(module))

function stockValue(className: string, config: JsonObject, key: string): unknown {
  const value = config[key]
  if (/(^|_)activation$/.test(key)) {
    const activation = stockActivation(value)
    if (activation !== undefined) return activation
    throw refused(className, config.name, `TensorFlow.js has no activation ${shown(value)}.`)
  }
  if (/_(initializer|regularizer|constraint)$/.test(key)) return stockSetting(key, value)
  if (key === 'layer' && isObject(value)) return ofTwin(className, stockLayer(value))
  if (key === 'cell' && isObject(value)) return stockLayer(value)
  if (key === 'cells' && Array.isArray(value)) return value.map((cell) => stockLayer(cell as JsonObject))
  return value ?? undefined
}

const shown = (value: unknown): string =>
  isObject(value) ? `"${String(value.class_name)}"` : JSON.stringify(value)

function inputLayer({ name, batch_shape, dtype }: JsonObject): StockConfig {
  if (dtype === 'string') throw refused('InputLayer', name, 'TensorFlow.js takes no texts.')
  return {
    class_name: 'InputLayer',
    config: { batch_input_shape: batch_shape, dtype, sparse: false, name },
  }
}

/** Both names begin with how the layer walks; TensorFlow.js puts that before the name that it is given. */
function ofTwin(className: string, layer: StockConfig): StockConfig {
  if (className !== 'Bidirectional') return layer
  return { ...layer, config: { ...layer.config, name: twinName(layer.config.name) } }
}

/** The name that both layers of a Bidirectional have in common. */
export const twinName = (name: unknown): string => String(name).replace(/^forward_/, '')

/** The layer backwards is made from the other one: it has no settings of its own. */
function checkTwins(config: JsonObject): void {
  const [there, back] = [config.layer, config.backward_layer].map((saved) => {
    const { config: settings } = isObject(saved) ? stockLayer(saved) : { config: {} as JsonObject }
    return { ...settings, name: '' } as JsonObject
  }) as [JsonObject, JsonObject]
  const isTwin = there.go_backwards === false && isSame({ ...back, go_backwards: false }, there)
  if (isTwin) return
  throw refused('Bidirectional', config.name, 'in TensorFlow.js both of its layers have the same settings.')
}

/** A number stands for a list of it. */
function isSame(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(value) && typeof wanted === 'number') return value.every((v) => v === wanted)
  return JSON.stringify(value) === JSON.stringify(wanted)
}
