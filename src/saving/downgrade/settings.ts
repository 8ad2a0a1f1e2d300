import type { Model } from '../../model/index.js'
import { isObject } from '../keras/json-checks.js'
import { serializeModel } from '../keras/serialize.js'

const initializers: Readonly<Record<string, string>> = {
  Constant: 'Constant',
  GlorotNormal: 'GlorotNormal',
  GlorotUniform: 'GlorotUniform',
  HeNormal: 'HeNormal',
  HeUniform: 'HeUniform',
  Identity: 'Identity',
  LecunNormal: 'LeCunNormal',
  LecunUniform: 'LeCunUniform',
  Ones: 'Ones',
  Orthogonal: 'Orthogonal',
  RandomNormal: 'RandomNormal',
  RandomUniform: 'RandomUniform',
  TruncatedNormal: 'TruncatedNormal',
  Zeros: 'Zeros',
}

const constraints = /^(MaxNorm|MinMaxNorm|NonNeg|UnitNorm)$/

/**
 * An initializer, regularizer or constraint as stock TensorFlow.js knows it; undefined if it does not, which changes
 * nothing in what the model computes.
 */
export function stockSetting(key: string, value: unknown): unknown {
  if (!isObject(value)) return value ?? undefined
  const { class_name, config } = value
  const name = String(class_name)
  const settings = isObject(config) ? config : {}
  if (key.endsWith('_initializer')) {
    const found = Object.hasOwn(initializers, name) ? initializers[name] : undefined
    const { seed, gain, minval, maxval, mean, stddev, value: constant } = settings
    const known = { seed, gain, minval, maxval, mean, stddev, value: constant }
    return found && { class_name: found, config: known }
  }
  if (key.endsWith('_constraint'))
    return constraints.test(name) ? { class_name: name, config: settings } : undefined
  const { l1 = 0, l2 = 0 } = settings
  return /^L(1|2|1L2)$/.test(name) ? { class_name: 'L1L2', config: { l1, l2 } } : undefined
}

/** Whether a model is trained with regularizers or constraints that stock TensorFlow.js does not know. */
export function hasOtherPenalties(model: Model): boolean {
  const isOther = (value: unknown): boolean =>
    Array.isArray(value)
      ? value.some(isOther)
      : isObject(value) &&
        Object.entries(value).some(([key, v]) =>
          /_(regularizer|constraint)$/.test(key)
            ? isObject(v) && stockSetting(key, v) === undefined
            : isOther(v),
        )
  return isOther(serializeModel(model))
}
