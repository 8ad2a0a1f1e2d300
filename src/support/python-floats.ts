/**
 * A whole number that Python writes with a point. JavaScript does not tell 2.0 from 2, Python does: an integer tensor
 * times 2.0 is one of floats, and some classes of Keras refuse an integer where they want a float.
 */
export class WholeFloat extends Number {}

/** The same nested lists and plain objects with plain numbers. */
export function withPlainNumbers(value: unknown): unknown {
  if (value instanceof WholeFloat) return value.valueOf()
  if (Array.isArray(value)) return value.map(withPlainNumbers)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withPlainNumbers(v)]))
}

/** A class that says which of its settings are floats in Keras, in the spelling of files, beside those it inherits. */
interface FloatClass {
  readonly floatSettings?: readonly string[]
}

const ofClasses = new WeakMap<object, ReadonlySet<string>>()

/** Settings of a class that are floats: its own, and those of the classes that it extends. */
export function floatSettingsOf(target: object): ReadonlySet<string> {
  const known = ofClasses.get(target)
  if (known) return known
  const parent: unknown = Object.getPrototypeOf(target)
  const inherited = typeof parent === 'function' ? floatSettingsOf(parent) : []
  const own = Object.hasOwn(target, 'floatSettings') ? (target as FloatClass).floatSettings! : []
  const all = new Set([...inherited, ...own])
  ofClasses.set(target, all)
  return all
}

const told = new WeakMap<object, (key: string) => boolean>()

/** The configuration of an object, of which `isFloatIn` knows what its class says. */
export function configOf<T extends object>(object: { getConfig(): T }): T {
  const config = object.getConfig()
  const floats = floatSettingsOf(object.constructor)
  told.set(config, (key) => floats.has(key))
  return config
}

/** A copy of a list or record, of which `isFloatIn` knows that all numbers in it are floats. */
export function allFloats<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value
  const copy = Array.isArray(value) ? [...value] : { ...value }
  told.set(copy, () => true)
  return copy as T
}

/** Whether a setting is a float in Python; undefined where that is not known of the object. */
export const isFloatIn = (config: object, key: string): boolean | undefined => told.get(config)?.(key)
