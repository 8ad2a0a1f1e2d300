import { tf } from '../../engine/index.js'
import type { Operation } from '../../graph/operation.js'
import type { Node, SymbolicTensor } from '../../graph/symbolic.js'
import { Layer } from '../../layers/index.js'
import type { SymbolicStructure } from '../../model/index.js'
import { show } from '../../support/errors.js'
import { camelCase } from '../../support/names.js'
import { broken } from '../broken.js'
import { isTensor, readArgument } from './arguments.js'
import type { TensorPlace } from './format.js'
import { isObject, type JsonObject, listAt, objectAt, textAt } from './json-checks.js'
import { callOfOutput } from './nested-outputs.js'

/** A call of a layer that is still to be made. */
interface Pending {
  readonly layer: Operation
  readonly args: unknown[]
  readonly kwargs: JsonObject
  /** How many of the calls it needs are not made yet. */
  missing: number
}

/** The inputs and outputs of a functional model, made by calling its layers as the file says. */
export function restoreGraph(
  config: JsonObject,
  make: (saved: unknown) => Operation,
): { inputs: SymbolicStructure; outputs: SymbolicStructure } {
  const made = new Map<string, Node[]>()
  const waiting = new Map<string, Pending[]>()
  const ready: Pending[] = []
  const calls = [...pendingCalls(config, make, made)]
  for (const [call, needs] of calls) {
    call.missing = needs.length
    if (needs.length === 0) ready.push(call)
    for (const key of needs) listIn(waiting, key).push(call)
  }
  const announce = (key: string) => {
    for (const call of waiting.get(key) ?? []) if (--call.missing === 0) ready.push(call)
  }
  for (const name of made.keys()) announce(callKey(name, 0))

  const find = (place: TensorPlace) => tensorAt(made, place)
  const findEnd = ([name, call, output]: TensorPlace) => {
    const operation = made.get(name)?.[0]?.operation
    return find([name, operation ? callOfOutput(operation, call) : call, output])
  }
  for (let call = ready.shift(); call; call = ready.shift()) {
    const nodes = listIn(made, call.layer.name)
    nodes.push(callLayer(call, find))
    announce(callKey(call.layer.name, nodes.length - 1))
  }
  const stuck = calls.find(([call]) => call.missing > 0)
  if (stuck) {
    throw broken(`Layer "${stuck[0].layer.name}" is called on a tensor that no layer of the file makes.`)
  }
  return {
    inputs: structure(config.input_layers, 'input_layers', findEnd),
    outputs: structure(config.output_layers, 'output_layers', findEnd),
  }
}

const callKey = (layer: string, call: number): string => `${call} ${layer}`

/** The list of that key, made if there is none yet. */
function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  let list = lists.get(key)
  if (!list) {
    list = []
    lists.set(key, list)
  }
  return list
}

/** Makes the layers; gives their calls, each with the calls it needs before it. Entries of the graph are made at once. */
function* pendingCalls(
  config: JsonObject,
  make: (saved: unknown) => Operation,
  made: Map<string, Node[]>,
): Generator<[Pending, string[]]> {
  const names = new Set<string>()
  for (const saved of listAt(config.layers, 'layers of the model')) {
    const entry = objectAt(saved, 'A layer')
    const layer = make(entry)
    const name = textAt(entry.name ?? layer.name, 'name of a layer')
    if (names.has(name)) throw broken(`Two layers are named "${name}".`)
    if (name !== layer.name) throw broken(`A layer is named both "${name}" and "${layer.name}".`)
    names.add(name)
    const inbound = listAt(entry.inbound_nodes ?? [], `inbound_nodes of layer "${name}"`)
    if (inbound.length === 0 && layer.nodes[0]?.isInput) made.set(name, [layer.nodes[0]])
    for (const [i, saved] of inbound.entries()) {
      const call = objectAt(saved, `A call of layer "${name}"`)
      const args = listAt(call.args ?? [], `args of layer "${name}"`)
      const kwargs = objectAt(call.kwargs ?? {}, `kwargs of layer "${name}"`)
      const needs = placesIn([args, kwargs]).map(([source, n]) => callKey(source, n))
      if (i > 0) needs.push(callKey(name, i - 1))
      yield [{ layer, args, kwargs, missing: 0 }, needs]
    }
  }
}

function placeOf(value: { config: JsonObject }): TensorPlace {
  const history = objectAt(value.config, 'config of a tensor').keras_history
  if (isPlace(history)) return history
  throw broken(`keras_history of a tensor must be [layer, call, output]. Received: ${show(history)}.`)
}

const isPlace = (value: unknown): value is TensorPlace =>
  Array.isArray(value) &&
  typeof value[0] === 'string' &&
  Number.isInteger(value[1]) &&
  Number.isInteger(value[2])

function placesIn(value: unknown): TensorPlace[] {
  if (isTensor(value)) return [placeOf(value)]
  if (Array.isArray(value)) return value.flatMap(placesIn)
  return isObject(value) ? Object.values(value).flatMap(placesIn) : []
}

function tensorAt(made: Map<string, Node[]>, [layer, call, output]: TensorPlace): SymbolicTensor {
  const tensor = made.get(layer)?.at(call)?.outputs[output]
  if (tensor) return tensor
  throw broken(`The file speaks of output ${output} of call ${call} of layer "${layer}", which there is not.`)
}

function callLayer({ layer, args, kwargs }: Pending, find: (place: TensorPlace) => SymbolicTensor): Node {
  const value = (v: unknown) => readArgument(v, (tensor) => find(placeOf(tensor)))
  const { inputs, ...named } = kwargs
  const all = args.length > 0 ? [...args] : [inputs]
  // arguments of layers may be left out; those of operations mean something, also null
  while (layer instanceof Layer && all.length > 1 && all.at(-1) === null) all.pop()
  const options = Object.entries(named).filter(([, v]) => v !== null && v !== undefined)
  const call = layer as unknown as (...all: unknown[]) => unknown
  // the graph takes the values of constants, which may go then
  tf.tidy(() => {
    const given = Object.fromEntries(options.map(([k, v]) => [camelCase(k), value(v)]))
    call(...all.map(value), ...(options.length > 0 ? [given] : []))
  })
  return layer.nodes.at(-1)!
}

function structure(
  value: unknown,
  what: string,
  find: (place: TensorPlace) => SymbolicTensor,
): SymbolicStructure {
  if (isPlace(value)) return find(value)
  const each = (v: unknown): SymbolicTensor => {
    if (isPlace(v)) return find(v)
    throw broken(`${what} must name tensors as [layer, call, output]. Received: ${show(v)}.`)
  }
  if (Array.isArray(value)) return value.map(each)
  return Object.fromEntries(Object.entries(objectAt(value, what)).map(([k, v]) => [k, each(v)]))
}
