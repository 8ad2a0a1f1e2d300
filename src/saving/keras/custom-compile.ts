import { objectFrom } from '../../support/from-config.js'
import type { Config } from '../../support/registry.js'
import type { CustomObjects } from './custom-objects.js'
import { isObject, type JsonObject } from './json-checks.js'

type OwnClass = { new (...args: never[]): object; fromConfig?(config: Config): object }

/** A `compile_config` in which losses, metrics and optimizers of a user's own are the objects they stand for. */
export function withCustomObjects(config: JsonObject, customObjects: CustomObjects): JsonObject {
  const own = (name: unknown) =>
    typeof name === 'string' && Object.hasOwn(customObjects, name) ? customObjects[name] : undefined
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string') return own(value) ?? value
    if (Array.isArray(value)) return value.map(replace)
    if (!isObject(value)) return value
    const { class_name, config } = value
    if (typeof class_name !== 'string') {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replace(v)]))
    }
    // plain functions are written with the name in place of the settings
    if (typeof config === 'string') return own(config) ?? value
    const found = own(class_name) as OwnClass | undefined
    const settings = isObject(config) ? config : {}
    if (!found) return value
    return objectFrom(found, settings)
  }
  const { optimizer, loss, metrics, weighted_metrics } = config
  return {
    ...config,
    optimizer: isObject(optimizer) ? replace(optimizer) : optimizer,
    loss: replace(loss),
    metrics: replace(metrics),
    weighted_metrics: replace(weighted_metrics),
  }
}
