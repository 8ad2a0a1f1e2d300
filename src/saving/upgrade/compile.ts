import { isObject, type JsonObject } from '../keras/json-checks.js'
import { settingClassName } from './class-names.js'
import type { Origin } from './origin.js'
import { plainValue } from './values.js'

/** What an HDF5 file or Keras 2 says a model was compiled with, as Keras 3 writes it; undefined if it was not. */
export function upgradeCompile(training: unknown, { era }: Origin): JsonObject | undefined {
  if (!isObject(training) || Object.keys(training).length === 0) return undefined
  const plain = plainValue(training) as JsonObject
  const { optimizer_config, optimizer, loss, loss_weights, metrics, weighted_metrics } = plain
  const given = optimizer_config ?? optimizer
  return {
    ...plain,
    optimizer: isObject(given) ? upgradedOptimizer(given, era < 3) : given,
    loss: upgradedFunctions(loss),
    loss_weights: loss_weights ?? null,
    metrics: upgradedFunctions(metrics ?? null),
    weighted_metrics: upgradedFunctions(weighted_metrics ?? null),
  }
}

function upgradedOptimizer(saved: JsonObject, isOld: boolean): JsonObject {
  const { class_name, config } = saved
  if (!isObject(config)) return saved
  // what scaled the loss is not needed in float32
  if (class_name === 'LossScaleOptimizer') {
    const inner = config.inner_optimizer ?? config.optimizer
    if (isObject(inner)) return upgradedOptimizer(inner, isOld)
  }
  const className = settingClassName(String(class_name))
  return { ...saved, class_name: className, config: isOld ? oldSettings(className, config) : config }
}

/** Settings of optimizers that are gone; the others mean what they meant. */
const gone = new Set(['lr', 'decay', 'schedule_decay', 'is_legacy_optimizer', 'jit_compile', 'learning_rate'])

function oldSettings(className: string, config: JsonObject): JsonObject {
  const { lr, learning_rate, decay, epsilon, name, ...rest } = config
  const kept = Object.fromEntries(
    Object.entries(rest).filter(
      ([key, value]) => !gone.has(key) && !(key.startsWith('clip') && value === null),
    ),
  )
  const rate = learning_rate ?? lr
  const settings: JsonObject = { ...kept, learning_rate: isObject(rate) ? oldSchedule(rate) : rate }
  // that of Nadam is of its momentum, and its rate stayed
  const falls = className !== 'Nadam' && typeof decay === 'number' && decay > 0
  if (falls && typeof rate === 'number') settings.learning_rate = inverseTimeDecay(rate, decay)
  if (rate === undefined) delete settings.learning_rate
  // none was that of the backend
  if (epsilon !== undefined) settings.epsilon = epsilon ?? 1e-7
  if (epsilon !== undefined && className === 'SGD') delete settings.epsilon
  if (typeof name === 'string') settings.name = name
  return settings
}

const oldSchedule = ({ class_name, config }: JsonObject): JsonObject => ({
  module: 'keras.optimizers.schedules',
  class_name: settingClassName(String(class_name)),
  config,
  registered_name: null,
})

/** `decay` of old optimizers divided the rate by 1 + decay · iterations. */
const inverseTimeDecay = (rate: number, decay: number): JsonObject => ({
  module: 'keras.optimizers.schedules',
  class_name: 'InverseTimeDecay',
  config: { initial_learning_rate: rate, decay_steps: 1, decay_rate: decay, staircase: false },
  registered_name: null,
})

/** Losses and metrics, singly, in lists or by output. */
function upgradedFunctions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upgradedFunctions)
  if (!isObject(value)) return value
  const { class_name, config } = value
  if (typeof class_name !== 'string')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, upgradedFunctions(v)]))
  // a function with its settings beside it: {"class_name": "MeanMetricWrapper", "config": {"name", "fn": "mse"}}
  if (/^(MeanMetricWrapper|LossFunctionWrapper)$/.test(class_name) && isObject(config)) {
    const fn = isObject(config.fn) ? (config.fn.config ?? config.fn.class_name) : config.fn
    return fn ?? config.name
  }
  if (!isObject(config)) return value
  const { dtype: _, ...settings } = config
  if (settings.reduction === 'auto') settings.reduction = 'sum_over_batch_size'
  if (settings.fn !== undefined) delete settings.fn
  return { ...value, class_name: settingClassName(class_name), config: settings }
}
