import { isPlainObject } from '../../support/options.js'

/** Objects in lists, of which some may be lists again. */
export type Nested<T> = T | readonly Nested<T>[]

/**
 * What an object holds of a kind, by the name of the attribute: directly, or in lists, plain objects, maps and sets at
 * any depth. Private fields (`#name`) cannot be seen from outside.
 */
export function heldBy<T>(owner: object, is: (value: unknown) => value is T): Record<string, Nested<T>> {
  const held: Record<string, Nested<T>> = {}
  for (const name of Object.keys(owner)) {
    const value = (owner as Record<string, unknown>)[name]
    // most attributes are plain values, and all of this runs before every step of `trainOnBatch`
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) continue
    const found = is(value) ? value : within(value, is, undefined, owner)
    if (found !== undefined) held[name] = found
  }
  return held
}

function within<T>(
  value: unknown,
  is: (value: unknown) => value is T,
  outer: readonly unknown[] | undefined,
  owner: object,
): Nested<T> | undefined {
  if (is(value)) return value
  if (value === null || typeof value !== 'object' || value === owner) return undefined
  const members = membersOf(value)
  if (!members || members.length === 0 || outer?.includes(value)) return undefined
  const path = outer ? [...outer, value] : [value]
  const found = members.map((v) => within(v, is, path, owner)).filter((v) => v !== undefined)
  return found.length > 0 ? (found as readonly Nested<T>[]) : undefined
}

function membersOf(value: unknown): unknown[] | undefined {
  if (value === null || typeof value !== 'object') return undefined
  if (Array.isArray(value)) return value
  if (value instanceof Map || value instanceof Set) return [...value.values()]
  return isPlainObject(value) ? Object.values(value) : undefined
}

/** All of them, in order. */
export const flatten = <T>(nested: Nested<T>): T[] =>
  Array.isArray(nested) ? nested.flatMap((inside) => flatten<T>(inside)) : [nested as T]
