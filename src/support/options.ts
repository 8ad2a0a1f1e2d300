import { argumentError, KeratinError, quoted, show } from './errors.js'
import { inKerasOnce } from './keras-once.js'
import { camelCase, hintFor, spellingKey } from './names.js'
import { type OptionsOwner, optionNamesOf } from './option-names/index.js'

/** Whether a value is a plain object, as options are given, and not an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== 'object') return false
  const prototype = Object.getPrototypeOf(value)
  // objects of another realm, such as a vm's, have another Object.prototype
  return prototype === null || (Object.getPrototypeOf(prototype) === null && 'hasOwnProperty' in prototype)
}

/**
 * The options of a call that may give its first ones by position: `named(['units'], [32, { useBias: false }])` →
 * `{ units: 32, useBias: false }`. What is undefined was not given.
 *
 * @param where whose arguments they are, for the message
 * @throws KeratinError `ARGUMENT` if more are given by position than there are, or one of them by name as well
 */
export function named<T>(positions: readonly string[], args: readonly unknown[], where: string): T {
  const given = args.slice(0, args.findLastIndex((value) => value !== undefined) + 1)
  const last = given.at(-1)
  const options = isPlainObject(last) ? withoutUndefined(last) : {}
  given.slice(0, isPlainObject(last) ? -1 : undefined).forEach((value, i) => {
    if (value === undefined) return
    const name = positions[i]
    if (name === undefined) throw tooMany(where, positions, value, i)
    if (Object.hasOwn(options, name)) {
      throw new KeratinError('ARGUMENT', `${where}: ${name} is given by position and by name.`, {
        hint: `Received: ${show(value)} and ${name}=${show(options[name])}.`,
      })
    }
    options[name] = value
  })
  return options as T
}

function tooMany(where: string, positions: readonly string[], value: unknown, i: number): KeratinError {
  const byPosition = positions.length > 0 ? `${positions.join(', ')} by position` : 'nothing by position'
  return new KeratinError(
    'ARGUMENT',
    `${where} takes ${byPosition}, and then options by name. Received: ${show(value)} as argument ${i + 1}.`,
    { hint: `Write ${where}(${[...positions, '{ name: value }'].join(', ')}).` },
  )
}

/**
 * The options given to a public function, its names checked; what is undefined was not given.
 *
 * @param owner the function, as the table of option names calls it
 * @throws KeratinError `UNKNOWN_NAME` with the right name; `ARGUMENT` if it is no object
 */
export function checkedOptions<T extends object>(owner: OptionsOwner, options: T | undefined): T {
  if (options === undefined) return {} as T
  if (!isPlainObject(options)) throw argumentError(owner, 'an object with options', 'options', options)
  checkOptionNames(owner, options, optionNamesOf(owner))
  return withoutUndefined(options) as T
}

/**
 * A public function that checks the options given to it, for functions that are called without check inside.
 *
 * @param owner the function, as the table of option names calls it
 * @param at the place of the options among its arguments
 */
export function withOptions<F extends (...args: never[]) => unknown>(
  owner: OptionsOwner,
  fn: F,
  at: number,
): F {
  const checked = (...args: unknown[]) => {
    checkedOptions(owner, args[at] as object | undefined)
    return (fn as unknown as (...all: unknown[]) => unknown)(...args)
  }
  Object.defineProperty(checked, 'name', { value: fn.name })
  return checked as unknown as F
}

/**
 * Refuses options that do not exist. Their names are in camelCase; Keras' spelling of one, and what Keras once called
 * it, are answered with the right name.
 *
 * @param where whose options they are, for the message: `Adam`
 * @throws KeratinError `UNKNOWN_NAME` with the right or the nearest name
 */
export function checkOptionNames(where: string, options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || known.includes(name)) continue
    throw new KeratinError('UNKNOWN_NAME', `${where}: unknown option ${quoted(name)}.`, {
      hint: hintForOption(name, known),
    })
  }
}

/**
 * Refuses other spellings of options that exist, and lets other names pass: for classes that a program derives, whose
 * options may be more than those of the class they extend.
 *
 * @throws KeratinError `UNKNOWN_NAME` with the right name
 */
export function checkSpelling(where: string, options: object, known: readonly string[]): void {
  const misspelt = Object.entries(options).filter(
    ([name, value]) => value !== undefined && !known.includes(name) && known.includes(camelCase(name)),
  )
  checkOptionNames(where, Object.fromEntries(misspelt), known)
}

function hintForOption(name: string, known: readonly string[]): string {
  const key = spellingKey(name)
  const same = known.find((k) => spellingKey(k) === key)
  if (same !== undefined) return `Did you mean ${quoted(same)}?`
  return inKerasOnce(key, known) ?? hintFor(name, known)
}

const withoutUndefined = (options: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
