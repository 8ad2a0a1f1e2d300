import { isObject, type JsonObject } from '../keras/json-checks.js'
import { refused } from './refused.js'

/** Layers that hand a mask on, as Keras' do, and compute every step by itself. */
const passing =
  /^(Activation|AlphaDropout|BatchNormalization|Dense|Dropout|ELU|GaussianDropout|GaussianNoise|Identity|LayerNormalization|LeakyReLU|PReLU|ReLU|Rescaling|TimeDistributed)$/
const recurrent = /^(Bidirectional|ConvLSTM2D|GRU|LSTM|RNN|SimpleRNN)$/
/** Those whose masked steps TensorFlow.js takes from something else than the output before. */
const careless = /^(ConvLSTM2D|RNN)$/
/** Layers that heed masks in Keras, and not, or otherwise, in TensorFlow.js. */
const heeding = /^(Add|Average|Concatenate|Dot|GlobalAveragePooling1D|Maximum|Minimum|Multiply|Softmax)$/
const isModel = /^(Functional|Sequential)$/

/** Of a tensor: no mask; one; one whose masked steps are something else in TensorFlow.js than in Keras. */
type Mask = 'none' | 'masked' | 'other'

/**
 * Refuses models whose masks mean something else in stock TensorFlow.js: there, a layer to which no mask comes may get
 * that of a layer before, and means over steps count those that are masked.
 *
 * @throws KeratinError UNSUPPORTED with the layer
 */
export function checkMasks(saved: JsonObject): void {
  if (!makesMasks(saved)) return
  const config = saved.config as JsonObject
  const layers = config.layers as JsonObject[]
  if (saved.class_name === 'Sequential') {
    const last = layers.reduce<Mask>((mask, layer) => maskBehind(layer, [mask]), 'none')
    checkEnd(layers.at(-1)!, last)
    return
  }
  const masks = new Map<string, Mask>()
  for (const layer of layers) {
    const calls = (layer.inbound_nodes ?? []) as JsonObject[]
    for (const [i, { args, kwargs }] of calls.entries()) {
      const given = placesIn([args, kwargs]).map((place) => masks.get(place) ?? 'none')
      masks.set(`${layer.name}/${i}`, maskBehind(layer, given))
    }
  }
  for (const layer of layers)
    for (const place of endsOf(config.output_layers))
      if (place.startsWith(`${layer.name}/`)) checkEnd(layer, masks.get(place) ?? 'none')
}

const settingsOf = (layer: JsonObject): JsonObject => (isObject(layer.config) ? layer.config : {})

/** Whether a layer, or one inside of it, makes a mask. */
function makesMasks(layer: JsonObject): boolean {
  const { layers, mask_zero } = settingsOf(layer)
  if (Array.isArray(layers)) return (layers as JsonObject[]).some(makesMasks)
  return layer.class_name === 'Masking' || mask_zero === true
}

function maskBehind(layer: JsonObject, given: readonly Mask[]): Mask {
  const className = String(layer.class_name)
  const config = settingsOf(layer)
  const mask = given.find((one) => one !== 'none') ?? 'none'
  const unlike = (reason: string) => refused(className, config.name, `${reason} in TensorFlow.js.`)
  if (className === 'Masking' || config.mask_zero === true) return 'masked'
  if (isModel.test(className)) {
    if (mask !== 'none' || makesMasks(layer) || usesMasks(layer))
      throw unlike('masks do not pass through models')
    return 'none'
  }
  if (recurrent.test(className)) {
    // as a sequence it hands on what it was given
    if (mask === 'none') throw unlike('it would get the mask of another layer')
    if (careless.test(className)) throw unlike('it does not heed masks as in Keras')
    const inner = isObject(config.layer) ? settingsOf(config.layer) : config
    if (inner.return_sequences !== true) return 'none'
    // where it begins masked, it gives the state that it was given; Keras gives zeros
    return inner.zero_output_for_mask === true || given.length > 1 ? 'other' : 'masked'
  }
  if (passing.test(className)) return mask
  if (mask !== 'none' && heeding.test(className)) throw unlike('it does not heed masks')
  checkEnd(layer, mask)
  return 'none'
}

function usesMasks(layer: JsonObject): boolean {
  const { layers } = settingsOf(layer)
  if (Array.isArray(layers)) return (layers as JsonObject[]).some(usesMasks)
  return recurrent.test(String(layer.class_name))
}

/** What is masked is nothing to look at. */
function checkEnd(layer: JsonObject, mask: Mask): void {
  if (mask !== 'other') return
  const { name } = settingsOf(layer)
  throw refused(
    String(layer.class_name),
    name,
    'masked steps of it are others in TensorFlow.js than in Keras.',
  )
}

/** The calls whose results are among the arguments of one. */
function placesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(placesIn)
  if (!isObject(value)) return []
  const history =
    value.class_name === '__keras_tensor__' && isObject(value.config) && value.config.keras_history
  return Array.isArray(history) ? [`${history[0]}/${history[1]}`] : Object.values(value).flatMap(placesIn)
}

function endsOf(saved: unknown): string[] {
  if (Array.isArray(saved) && typeof saved[0] === 'string') return [`${saved[0]}/${saved[1]}`]
  return isObject(saved) || Array.isArray(saved) ? Object.values(saved).flatMap(endsOf) : []
}
