import { recordKeys } from '../../graph/graph.js'
import { isObject, type JsonObject } from '../keras/json-checks.js'
import { type Place, stockCalls } from './calls.js'
import { refused } from './refused.js'

/** A layer or model without its calls. */
export interface StockConfig {
  readonly class_name: string
  readonly config: JsonObject
}

/**
 * A model as stock TensorFlow.js reads it, in the form of Keras 2, from what Keras 3 writes.
 *
 * @param stockLayer does so for a layer
 * @throws KeratinError UNSUPPORTED for a layer or a setting that stock TensorFlow.js has not
 */
export function stockModel(saved: JsonObject, stockLayer: (saved: JsonObject) => StockConfig): StockConfig {
  const config = saved.config as JsonObject
  const layers = config.layers as JsonObject[] | undefined
  if (!layers) throw refused(String(saved.class_name), config.name, 'its layers are in a class of your own.')
  if (saved.class_name === 'Sequential') {
    const made = layers.map(stockLayer)
    return { class_name: 'Sequential', config: { name: config.name, layers: made } }
  }
  const plain = layers.map(stockLayer)
  const { nodes, place, output } = stockCalls(layers)
  const made = plain.map((layer, i) => {
    const { name } = layers[i]!
    return { ...layer, name, inbound_nodes: nodes(String(name)) }
  })
  return {
    class_name: 'Model',
    config: {
      name: config.name,
      layers: made,
      input_layers: places(config.input_layers).map(place),
      output_layers: places(config.output_layers).map(output),
    },
  }
}

/** Inputs or outputs in turn: there is one, a list, or some by name, in the order of the names. */
function places(saved: unknown): Place[] {
  if (Array.isArray(saved) && typeof saved[0] === 'string') return [saved as unknown as Place]
  return (isObject(saved) ? recordKeys(saved).map((key) => saved[key]) : saved) as Place[]
}
