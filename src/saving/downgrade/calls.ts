import { isObject, type JsonObject } from '../keras/json-checks.js'
import { refused } from './refused.js'

/** A tensor of a graph: the layer, which of its calls, which output of it. */
export type Place = readonly [layer: string, call: number, output: number]

interface Call {
  readonly layer: string
  readonly inputs: readonly Place[]
}

/** The calls of a graph in the form of Keras 2: `[["dense", 0, 0, {}], ...]`, one list a call. */
export interface StockCalls {
  /** The calls of a layer, in the order of their numbers. */
  nodes(layer: string): unknown[]
  /** A tensor under the number that its call has now. */
  place(of: Place): Place
  /** Likewise as `output_layers` names it, where Keras 3 counts calls of models from 1. */
  output(of: Place): Place
}

/**
 * The calls of the layers of a graph. Stock TensorFlow.js makes each call as soon as its inputs are there, and numbers
 * the calls of a layer in the order in which it happens to make them: they get the numbers that it will give them.
 */
export function stockCalls(layers: readonly JsonObject[]): StockCalls {
  const isModel = new Map(layers.map((layer) => [String(layer.name), isModelClass(layer)]))
  // a model inside has a call already, that of its making
  const first = (layer: string) => (isModel.get(layer) ? 1 : 0)
  const calls = new Map(layers.map((layer) => [String(layer.name), callsOf(layer)]))
  const numbers = numbered(calls, first)
  const place = ([layer, call, output]: Place): Place => [
    layer,
    numbers.get(`${layer}/${call}`) ?? call,
    output,
  ]
  return {
    place,
    nodes: (layer) =>
      calls
        .get(layer)!
        .map((call, i) => ({ call, number: numbers.get(`${layer}/${i}`)! }))
        .sort((a, b) => a.number - b.number)
        .map(({ call }) => call.inputs.map((input) => [...place(input), {}])),
    output: ([layer, call, output]) => {
      const isFunctional = layers.some((l) => l.name === layer && l.class_name === 'Functional')
      return place([layer, isFunctional ? call - 1 : call, output])
    },
  }
}

const isModelClass = ({ class_name }: JsonObject): boolean =>
  class_name === 'Functional' || class_name === 'Sequential'

/** The number of each call, by layer and place. */
function numbered(
  calls: ReadonlyMap<string, readonly Call[]>,
  first: (layer: string) => number,
): Map<string, number> {
  const numbers = new Map<string, number>()
  const counts = new Map<string, number>()
  const isInput = (layer: string) => calls.get(layer)?.length === 0
  const isThere = ([layer, call]: Place) => isInput(layer) || numbers.has(`${layer}/${call}`)
  for (let progress = true; progress; ) {
    progress = false
    for (const [layer, list] of calls) {
      for (const [i, { inputs }] of list.entries()) {
        if (numbers.has(`${layer}/${i}`) || !inputs.every(isThere)) continue
        const count = counts.get(layer) ?? first(layer)
        numbers.set(`${layer}/${i}`, count)
        counts.set(layer, count + 1)
        progress = true
      }
    }
  }
  return numbers
}

function callsOf({ class_name, name, inbound_nodes }: JsonObject): Call[] {
  return ((inbound_nodes ?? []) as JsonObject[]).map(({ args, kwargs }) => {
    const [first, ...rest] = args as unknown[]
    const { initial_state, ...others } = isObject(kwargs) ? kwargs : {}
    const given = [...rest, ...Object.values(others)].find((value) => value !== null && value !== undefined)
    const what = rest.some((v) => v !== null) ? 'further arguments' : shownKeys(others)
    if (given !== undefined)
      throw refused(String(class_name), name, `it is called with ${what}, which TensorFlow.js does not keep.`)
    if (class_name === 'Bidirectional' && initial_state)
      throw refused(String(class_name), name, 'it is called with a state, which TensorFlow.js does not keep.')
    const inputs = [first, initial_state ?? []].flat(3).map((tensor) => {
      const history = isObject(tensor) && isObject(tensor.config) ? tensor.config.keras_history : undefined
      if (Array.isArray(history)) return history as unknown as Place
      throw refused(
        String(class_name),
        name,
        'it is called on a constant, which TensorFlow.js does not keep.',
      )
    })
    return { layer: String(name), inputs }
  })
}

const shownKeys = (kwargs: JsonObject): string =>
  Object.keys(kwargs)
    .filter((key) => kwargs[key] !== null)
    .join(' and ')
