import { WholeFloat } from '../../support/python-floats.js'

/** The key of an object that stands for a number while JSON is parsed: no file of Keras has it. */
const key = '\u0000float'

/** Texts, which are passed over, and numbers with a point or an exponent. */
const texts = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/g

/** Parses JSON as `JSON.parse` does, with `WholeFloat` for numbers that are whole and written as floats. */
export function parseWithFloats(text: string): unknown {
  const marked = text.replace(texts, (found) =>
    found[0] !== '"' && Number.isInteger(Number(found)) ? `{"\\u0000float":${found}}` : found,
  )
  if (marked === text) return JSON.parse(text)
  return JSON.parse(marked, (_, value) => {
    const marks = value !== null && typeof value === 'object' && Object.hasOwn(value, key)
    return marks ? new WholeFloat(value[key]) : value
  })
}

/**
 * What was parsed with plain numbers, but for what is said of operations of `keras.ops`: their constants are no
 * settings of which a class would know what they are.
 */
export function keepInOperations(value: unknown): unknown {
  if (value instanceof WholeFloat) return value.valueOf()
  if (Array.isArray(value)) return value.map(keepInOperations)
  if (value === null || typeof value !== 'object') return value
  if (isOperation(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, keepInOperations(v)]))
}

const isOperation = (value: { module?: unknown }): boolean =>
  typeof value.module === 'string' && value.module.startsWith('keras.src.ops.')
