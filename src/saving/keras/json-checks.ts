import { show } from '../../support/errors.js'
import { isTooDeep } from '../../support/json.js'
import { limits } from '../../support/limits.js'
import { broken } from '../broken.js'
import { keepInOperations, parseWithFloats } from './whole-floats.js'

/** A JSON object. */
export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Number)

/** The value if it is an object, else an error that says what should have been one. */
export function objectAt(value: unknown, what: string): JsonObject {
  if (isObject(value)) return value
  throw broken(`${what} must be an object. Received: ${show(value)}.`)
}

export function listAt(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value
  throw broken(`${what} must be a list. Received: ${show(value)}.`)
}

export function textAt(value: unknown, what: string): string {
  if (typeof value !== 'string') throw broken(`${what} must be a text. Received: ${show(value)}.`)
  if (value.length > limits.nameLength)
    throw broken(`${what} is impossibly long: ${value.length} characters.`)
  return value
}

/** A shape with its batch axis; no axis may be longer than an array can be. */
export function shapeAt(value: unknown, what: string): (number | null)[] {
  const axes = listAt(value, what)
  if (
    axes.every((d) => d === null || (Number.isInteger(d) && (d as number) >= 0 && (d as number) < 2 ** 31))
  ) {
    return axes as (number | null)[]
  }
  throw broken(`${what} must be a shape. Received: ${show(value)}.`)
}

/** Python writes infinite numbers as words that JSON does not know. */
const finite = (text: string): string =>
  /Infinity/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|\bInfinity\b/g, (found) => (found === 'Infinity' ? '1e999' : found))
    : text

/** Parses text of a file, of a length and depth within the limits. */
export function parseJson(text: string, what: string): unknown {
  if (text.length > limits.jsonBytes) throw broken(`${what} is too long: ${text.length} characters.`)
  if (isTooDeep(text))
    throw broken(
      `${what} is nested too deep: more than ${limits.jsonDepth} lists and objects in one another.`,
    )
  try {
    return keepInOperations(parseWithFloats(finite(text)))
  } catch (cause) {
    throw broken(`${what} is not valid JSON: ${(cause as Error).message}.`, undefined, cause)
  }
}
