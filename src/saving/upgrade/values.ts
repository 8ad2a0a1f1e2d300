import { isObject, type JsonObject } from '../keras/json-checks.js'

/** A value as JSON that Python objects were wrapped into: tuples, shapes, numbers and arrays of NumPy. */
export function plainValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainValue)
  if (!isObject(value)) return value
  const inside = unwrapped(value)
  if (inside !== undefined) return plainValue(inside)
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, plainValue(v)]))
}

function unwrapped({ class_name, items, config, type, value }: JsonObject): unknown {
  if (type === 'ndarray') return value
  switch (class_name) {
    case 'TensorShape':
    case '__tuple__':
    case 'TypeSpec':
      return items ?? (isObject(config) ? config.value : undefined)
    case '__numpy__':
    case '__tensor__':
    case '__float__':
      return isObject(config) ? config.value : undefined
    default:
      return undefined
  }
}
