import { classNameOf } from './class-name.js'
import { editDistance, spellingKey } from './names.js'
import { optionNamesIfKnown } from './option-names/index.js'
import { checkOptionNames } from './options.js'

type AnyClass = (abstract new (...args: never[]) => object) & { readonly className?: string }

/** How many configurations are being turned into objects. */
let readings = 0

/**
 * Makes objects of a configuration, as files hold it: it may have keys of other versions, which nobody mistyped.
 */
export function madeFromConfig<T>(make: () => T): T {
  readings++
  try {
    return make()
  } finally {
    readings--
  }
}

/**
 * Checks the options that reach the constructor of a base, as `super(options)` of a class that a program derives: they
 * may be more than those of the base, but not mistaken ones of the base. Mistaken is another spelling of a name, and
 * one that is a letter or two away from it, unless the class has an option of that name itself: speaks of it elsewhere
 * than in `super(...)`.
 *
 * @param made what is being made
 * @param family where its public classes are kept: `layers`
 * @throws KeratinError `UNKNOWN_NAME` with the right name
 */
export function checkInheritedOptions(made: object, family: string, options: object): void {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  if (given.length === 0 || readings > 0) return
  const classes = classesOf(made)
  const names = classes.map((c) => optionNamesIfKnown(`${family}.${classNameOf(c)}`))
  const known = [...new Set(names.flat())]
  const own = classes.slice(
    0,
    names.findIndex((list) => list.length > 0),
  )
  const mistaken = given.filter(([name]) => {
    if (known.includes(name)) return false
    const key = spellingKey(name)
    return known.some((k) => spellingKey(k) === key || (isNear(key, spellingKey(k)) && !speakOf(own, name)))
  })
  checkOptionNames(classNameOf(made.constructor as AnyClass), Object.fromEntries(mistaken), known)
}

/** The class of an object and those it extends. */
function classesOf(made: object): AnyClass[] {
  const classes: AnyClass[] = []
  for (let c = made.constructor as AnyClass; typeof c === 'function' && c !== Function.prototype; ) {
    classes.push(c)
    c = Object.getPrototypeOf(c)
  }
  return classes
}

/** Whether one is the other, mistyped: short names differ in a letter, long ones in two. */
const isNear = (a: string, b: string): boolean =>
  a.length > 3 && b.length > 3 && editDistance(a, b) <= (Math.min(a.length, b.length) > 5 ? 2 : 1)

/** Whether the source of a class has a name elsewhere than among what it hands on to the class that it extends. */
function speakOf(classes: readonly AnyClass[], name: string): boolean {
  const word = new RegExp(`\\b${name.replace(/[^\w]/g, '\\$&')}\\b`)
  return classes.some((c) => word.test(withoutSuper(Function.prototype.toString.call(c))))
}

/** A source without the arguments of its calls of `super`. */
function withoutSuper(source: string): string {
  const start = source.search(/\bsuper\s*\(/)
  if (start < 0) return source
  let depth = 0
  let end = source.indexOf('(', start)
  do {
    if (source[end] === '(') depth++
    if (source[end] === ')') depth--
    end++
  } while (depth > 0 && end < source.length)
  return source.slice(0, start) + withoutSuper(source.slice(end))
}
