import { show } from '../../support/errors.js'
import { broken } from '../broken.js'

/** A JSON object. */
export type JsonObject = Record<string, unknown>

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

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
  if (typeof value === 'string') return value
  throw broken(`${what} must be a text. Received: ${show(value)}.`)
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

/** Parses text of a file. */
export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(finite(text))
  } catch (cause) {
    throw broken(`${what} is not valid JSON: ${(cause as Error).message}.`, undefined, cause)
  }
}
