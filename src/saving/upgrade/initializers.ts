import { show } from '../../support/errors.js'
import { broken } from '../broken.js'
import { isObject, type JsonObject } from '../keras/json-checks.js'
import { settingClassName } from './class-names.js'
import type { Origin } from './origin.js'

const scale05: Readonly<Record<string, JsonObject>> = {
  uniform: { class_name: 'RandomUniform', config: { minval: -0.05, maxval: 0.05, seed: null } },
  normal: { class_name: 'RandomNormal', config: { mean: 0, stddev: 0.05, seed: null } },
}

/** What a setting of a layer says of an initializer, regularizer or constraint, under its name of today. */
export function upgradedSetting(value: unknown, key: string, { era }: Origin): unknown {
  if (typeof value === 'string') {
    if (!key.endsWith('_initializer')) return value
    return Object.hasOwn(scale05, value) ? scale05[value] : settingClassName(value)
  }
  if (value === null || value === undefined) return value
  if (!isObject(value)) throw broken(`${key} must be a name or an object. Received: ${show(value)}.`)
  // Keras 1 wrote the name among the settings: {"name": "L1L2Regularizer", "l1": 0.0, "l2": 0.01}
  if (typeof value.class_name !== 'string') {
    if (typeof value.name !== 'string') throw broken(`${key} names no class. Received: ${show(value)}.`)
    const { name, m, ...config } = value
    const settings = m === undefined ? config : { ...config, max_value: m }
    return { class_name: settingClassName(name), config: settings }
  }
  const className = settingClassName(value.class_name)
  if (!isObject(value.config)) return { ...value, class_name: className }
  const config = era < 3 ? oldConfig(value.config) : value.config
  return { ...value, class_name: className, config }
}

function oldConfig({ dtype: _, distribution, ...config }: JsonObject): JsonObject {
  if (distribution === undefined) return config
  // what Keras 2 called normal was truncated
  return { ...config, distribution: distribution === 'normal' ? 'truncated_normal' : distribution }
}
