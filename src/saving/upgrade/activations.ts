import { isObject, type JsonObject } from '../keras/json-checks.js'
import type { Origin } from './origin.js'

const oldHardSigmoid = 'legacy_hard_sigmoid'

/**
 * The settings in which activations mean what they meant: `hard_sigmoid` was clip(0.2 x + 0.5, 0, 1) up to Keras 2 and
 * in TensorFlow.js, and is relu6(x + 3) / 6 since Keras 3. Files say the name alone.
 */
export function upgradedActivations(config: JsonObject, { era }: Origin): JsonObject {
  if (era === 3) return config
  const changed = Object.entries(config)
    .filter(([key, value]) => /(^|_)activation$/.test(key) && isHardSigmoid(value))
    .map(([key]) => [key, oldHardSigmoid])
  return { ...config, ...Object.fromEntries(changed) }
}

const isHardSigmoid = (value: unknown): boolean =>
  isObject(value)
    ? isHardSigmoid(value.config) || isHardSigmoid(value.class_name)
    : value === 'hard_sigmoid' || value === 'hardSigmoid'
