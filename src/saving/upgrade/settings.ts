import { KeratinError } from '../../support/errors.js'
import { isObject, type JsonObject } from '../keras/json-checks.js'
import type { Origin } from './origin.js'

type Change = (config: JsonObject, origin: Origin, writtenAs: string) => JsonObject

/** The one axis of a list of one. */
const oneAxis: Change = (config) =>
  Array.isArray(config.axis) && config.axis.length === 1 ? { ...config, axis: config.axis[0] } : config

const negativeSlope: Change = ({ alpha, ...config }) =>
  alpha === undefined ? config : { ...config, negative_slope: alpha }

/** Layers of the graphics card's library have no settings for what it cannot do otherwise. */
const gates: Change = (config, { era }, writtenAs) => {
  const fixed = writtenAs.startsWith('CuDNN') ? { activation: 'tanh', recurrent_activation: 'sigmoid' } : {}
  return era < 3 ? { ...fixed, ...config } : config
}

const resetGate: Change = (config, origin, writtenAs) => {
  if (origin.era === 3) return config
  return { reset_after: writtenAs === 'CuDNNGRU', ...gates(config, origin, writtenAs) }
}

const paddedBorders: Change = (config) => {
  const { padding } = config
  const flat = Array.isArray(padding) && padding.length === 4 && padding.every(Number.isInteger)
  if (!flat) return config
  const [top, bottom, left, right] = padding
  return {
    ...config,
    padding: [
      [top, bottom],
      [left, right],
    ],
  }
}

/** In Keras 1 and 2 the layer backwards walked the other way than its twin, whichever that was. */
const twoWays: Change = (config, { era }) => {
  const { layer, backward_layer } = config
  if (era === 3 || backward_layer || !isObject(layer) || !isObject(layer.config)) return config
  const { name, go_backwards } = layer.config
  const twin = { ...layer.config, name: `backward_${name}`, go_backwards: !go_backwards }
  return { ...config, backward_layer: { ...layer, config: twin } }
}

/** What older versions wrote otherwise, by the class it has now. */
const changes: Readonly<Record<string, Change>> = {
  BatchNormalization: oneAxis,
  LayerNormalization: oneAxis,
  LeakyReLU: negativeSlope,
  LSTM: gates,
  LSTMCell: gates,
  GRU: resetGate,
  GRUCell: resetGate,
  ZeroPadding2D: paddedBorders,
  Bidirectional: twoWays,
}

/** Settings that said how something was computed, not what. */
const ways = new Set(['implementation', 'consume_less', 'experimental_autocast', 'autocast'])

/** Settings that nothing depends on as long as they are what they mostly are. */
const dead: Readonly<Record<string, readonly unknown[]>> = {
  time_major: [false, null],
  ragged: [false, null],
  groups: [1, null],
}

/** Layers that take channels one by one, or all together. */
const withoutGroups = /^(Depthwise|Separable)Conv|^Conv[123]DTranspose$/
const withImplementation = /^LocallyConnected/

/** The settings of a layer as Keras 3 has them. */
export function upgradedSettings(
  className: string,
  config: JsonObject,
  origin: Origin,
  writtenAs: string,
): JsonObject {
  const left: JsonObject = {}
  for (const [key, value] of Object.entries(config)) {
    if (ways.has(key) && !(key === 'implementation' && withImplementation.test(className))) continue
    const isDead = Object.hasOwn(dead, key) && (key !== 'groups' || withoutGroups.test(className))
    if (!isDead) left[key] = value
    else if (!dead[key]!.includes(value)) {
      const problem = `Layer "${config.name}" (${writtenAs}) has ${key}: ${JSON.stringify(value)}`
      throw new KeratinError('UNSUPPORTED', `${problem}, which is not supported.`)
    } else if (origin.era === 3) left[key] = value
  }
  return Object.hasOwn(changes, className) ? changes[className]!(left, origin, writtenAs) : left
}
