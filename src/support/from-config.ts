import { classNameOf } from './class-name.js'
import { argumentError } from './errors.js'
import { madeFromConfig } from './inherited-options.js'
import { camelCase } from './names.js'

type AnyClass = new (...args: never[]) => object

/** The names of the parameters of classes, as their source tells them; undefined where it does not. */
const known = new WeakMap<object, readonly string[] | undefined>()

/**
 * Makes an object of a class from a configuration in Keras' spelling: by one options object, or by the positional
 * arguments that its constructor names.
 *
 * @param newTarget makes the object of another prototype's chain: to pass by the checks that are meant for people
 * @throws KeratinError `ARGUMENT` if the constructor takes arguments that the configuration does not have
 */
export function fromConfig<T extends object>(
  target: new (...args: never[]) => T,
  config: Readonly<Record<string, unknown>>,
  newTarget: AnyClass = target,
): T {
  const options = Object.fromEntries(Object.entries(config).map(([k, v]) => [camelCase(k), v]))
  return madeFromConfig(() => Reflect.construct(target, argumentsFor(target, options), newTarget) as T)
}

/** An object of a class from its configuration: by the class' own `fromConfig`, or by its constructor. */
export const objectFrom = <T extends object>(
  target: {
    new (...args: never[]): T
    fromConfig?(config: Record<string, unknown>): T
  },
  config: Readonly<Record<string, unknown>>,
): T => madeFromConfig(() => (target.fromConfig ? target.fromConfig(config) : fromConfig(target, config)))

function argumentsFor(target: AnyClass, options: Record<string, unknown>): unknown[] {
  const names = parametersOf(target)
  if (!names?.[0] || !isName(names[0])) return [options]
  if (!(names[0] in options)) {
    if (names.length === 1) return [options]
    throw argumentError(
      `The constructor of ${classNameOf(target)}`,
      `a configuration that holds "${names[0]}"`,
      'getConfig',
      Object.keys(options).join(', '),
      `Return it in getConfig, or write static fromConfig(config) in ${classNameOf(target)}.`,
    )
  }
  const rest = { ...options }
  const args = names.map((name) => {
    if (!isName(name) || !(name in options)) return undefined
    delete rest[name]
    return options[name]
  })
  // the parameter that is no setting takes what is left
  const last = names.length - 1
  const takesRest = !isName(names[last]!) || !(names[last]! in options)
  if (takesRest) args[last] = rest
  return args
}

/**
 * Checks that an object of a class of one's own has the settings that it was made from.
 *
 * @throws KeratinError `ARGUMENT` with the settings that are lost
 */
export function checkCameBack(
  made: { getConfig?(): Record<string, unknown> },
  config: Readonly<Record<string, unknown>>,
): void {
  const now = made.getConfig?.() ?? config
  const lost = Object.keys(config).filter(
    (key) => key in now && isPlain(config[key]) && JSON.stringify(now[key]) !== JSON.stringify(config[key]),
  )
  if (lost.length === 0) return
  const name = classNameOf(made.constructor)
  throw argumentError(
    `The class ${name}`,
    'made from the settings that its getConfig gives',
    lost.join(', '),
    JSON.stringify(now[lost[0]!]) ?? 'nothing',
    `Let its constructor take one options object, or write static fromConfig(config) in ${name}.`,
  )
}

const isPlain = (value: unknown): boolean =>
  Array.isArray(value) ? value.every(isPlain) : ['string', 'number', 'boolean'].includes(typeof value)

const isName = (parameter: string): boolean => /^[\w$]+$/.test(parameter)

function parametersOf(target: AnyClass): readonly string[] | undefined {
  if (known.has(target)) return known.get(target)
  const found = readParameters(target)
  known.set(target, found)
  return found
}

function readParameters(target: AnyClass): readonly string[] | undefined {
  const source = Function.prototype.toString.call(target)
  if (!source.startsWith('class')) return undefined
  const start = /(?:^|[\s;{}])constructor\s*\(/.exec(source)
  if (start) return splitParameters(source, start.index + start[0].length)
  // a class without a constructor has that of the class it extends
  const parent = Object.getPrototypeOf(target)
  return typeof parent === 'function' && parent !== Function.prototype ? parametersOf(parent) : undefined
}

/** Names of parameters from `from` to the bracket that closes them; patterns and rests are not names. */
function splitParameters(source: string, from: number): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (let i = from; i < source.length; i++) {
    const c = source[i]!
    if (depth === 0 && (c === ',' || c === ')')) {
      if (part.trim()) parts.push(part.trim())
      if (c === ')') break
      part = ''
      continue
    }
    if ('([{'.includes(c)) depth++
    if (')]}'.includes(c)) depth--
    part += c
  }
  return parts.map((p) => (/^[\w$]+/.test(p) ? p.replace(/\s*=.*$/s, '') : p))
}
