import { broken } from '../broken.js'
import { isObject, type JsonObject, listAt } from '../keras/json-checks.js'

/** Layers that take further inputs as the state they start from. */
const recurrent = /^(LSTM|GRU|SimpleRNN|RNN|ConvLSTM[123]D|Bidirectional)$/

/** Layers that take a list, even of one. */
const merging = /^(Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot)$/

/** What is known of the layers of a model: names of all, and how far the calls of each are numbered too high. */
export interface Numbering {
  readonly names: ReadonlySet<string>
  readonly shift: ReadonlyMap<string, number>
  /** Models with a graph: where a graph ends in one, Keras 3 counts its calls from 1. */
  readonly graphs: ReadonlySet<string>
}

/**
 * Calls as Keras 3 writes them, from those of Keras 1 and 2: `[[["dense", 0, 0, {}]], ...]`, one list a call, with
 * what is given by name in the last place of an input.
 */
export function upgradedCalls(
  className: string,
  name: string,
  saved: unknown,
  numbering: Numbering,
): JsonObject[] {
  return listAt(saved ?? [], `inbound_nodes of layer "${name}"`).map((call) => {
    if (isObject(call) && 'args' in call) return call
    const inputs = inputsOf(call, name)
    const named: JsonObject = {}
    const tensors = inputs.map((input) => {
      if (isObject(input[3])) Object.assign(named, input[3])
      // a number where a tensor could be
      return input[0] === '_CONSTANT_VALUE' ? input[2] : tensor(input, numbering)
    })
    const kwargs = Object.fromEntries(Object.entries(named).map(([k, v]) => [k, withTensors(v, numbering)]))
    const [first, ...rest] = tensors
    if (recurrent.test(className) && rest.length > 0)
      return { args: [first], kwargs: { ...kwargs, initial_state: rest } }
    const single = tensors.length === 1 && !merging.test(className)
    return { args: single ? [first] : [tensors], kwargs }
  })
}

type Input = [string, number, unknown, unknown?]

function inputsOf(call: unknown, name: string): Input[] {
  // one input may stand without a list around it; several may stand under names
  const list = isInput(call) ? [call] : isObject(call) ? Object.values(call) : call
  if (Array.isArray(list) && list.every(isInput)) return list as Input[]
  throw broken(`A call of layer "${name}" is not a list of [layer, call, output].`)
}

const isInput = (value: unknown): value is Input =>
  Array.isArray(value) && typeof value[0] === 'string' && Number.isInteger(value[1]) && value.length >= 3

const isTensor = (value: unknown, { names }: Numbering): value is Input =>
  isInput(value) && names.has(value[0]) && Number.isInteger(value[2])

function withTensors(value: unknown, numbering: Numbering): unknown {
  if (isTensor(value, numbering)) return tensor(value, numbering)
  return Array.isArray(value) ? value.map((v) => withTensors(v, numbering)) : value
}

const tensor = ([layer, call, output]: readonly unknown[], { shift }: Numbering): JsonObject => ({
  class_name: '__keras_tensor__',
  config: { keras_history: [layer, (call as number) - (shift.get(layer as string) ?? 0), output] },
})

/** Inputs or outputs of a model; a list of one is what it is a list of, as Keras 1 and 2 have it. */
export function upgradedPlaces(saved: unknown, { shift, graphs }: Numbering): unknown {
  const place = ([layer, call, output]: Input) => [
    layer,
    call - (shift.get(layer) ?? 0) + (graphs.has(layer) ? 1 : 0),
    output,
  ]
  if (isInput(saved)) return place(saved)
  if (Array.isArray(saved) && saved.every(isInput)) {
    const places = saved.map(place)
    return places.length === 1 ? places[0] : places
  }
  if (!isObject(saved)) return saved
  return Object.fromEntries(Object.entries(saved).map(([k, v]) => [k, isInput(v) ? place(v) : v]))
}

/**
 * How far calls are numbered too high: in Keras 2 the first call of a model within a model has the number 1, that
 * of its making being 0.
 */
export function numberingOf(
  layers: readonly JsonObject[],
  models: ReadonlySet<string>,
  graphs: ReadonlySet<string>,
  whole: unknown,
): Numbering {
  const names = new Set(layers.map(({ name }) => String(name)))
  const lowest = new Map<string, number>()
  const visit = (value: unknown): void => {
    if (isInput(value) && models.has(value[0]))
      lowest.set(value[0], Math.min(value[1], lowest.get(value[0]) ?? value[1]))
    if (Array.isArray(value)) value.forEach(visit)
    else if (isObject(value)) Object.values(value).forEach(visit)
  }
  visit(whole)
  const shift = new Map([...lowest].filter(([, call]) => call > 0).map(([name]) => [name, 1]))
  return { names, shift, graphs }
}
