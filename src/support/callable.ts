import { type OptionsOwner, optionNamesOf } from './option-names/index.js'
import { checkOptionNames, checkSpelling, isPlainObject } from './options.js'

/**
 * The base of objects that are functions: `new Sub()(x)` runs what `invoke` gives, with `this` the object.
 *
 * The constructor makes a function and gives it the prototype of the class, so one identity is both.
 */
export abstract class CallableObject {
  constructor() {
    const self = ((...args: unknown[]) => self.invoke(...args)) as unknown as this
    // biome-ignore lint/correctness/noConstructorReturn: returning the function is what makes instances callable
    return Object.setPrototypeOf(self, new.target.prototype)
  }

  protected abstract invoke(...args: unknown[]): unknown
}

type Constructor = abstract new (...args: never[]) => object

/** A class that can be called with and without `new`. */
export type CallableClass<C extends Constructor> = C &
  (C extends { new (...args: infer A): infer R; new (...args: infer B): infer R }
    ? { (...args: A): R; (...args: B): R }
    : C extends new (
          ...args: infer A
        ) => infer R
      ? (...args: A) => R
      : never)

/** A class of the public API: its family and its name lead to the names of its options. */
export interface NamedClass {
  /** The name in Keras and in files: `Adam`. */
  readonly className: string
  /** Where it is kept: `optimizers`. */
  readonly family?: string
}

/** The names of the options of a class of the public API. */
export const optionNamesOfClass = ({ family, className }: NamedClass): readonly string[] =>
  optionNamesOf(`${family}.${className}` as OptionsOwner)

/**
 * Checks the options that a class is made with, before it is made. Classes derived from it may have more options; that
 * they are spelled as here is checked all the same.
 */
export function checkClassOptions(
  { className }: NamedClass,
  names: readonly string[],
  options: unknown,
  derived: boolean,
): void {
  if (!isPlainObject(options)) return
  const check = derived ? checkSpelling : checkOptionNames
  check(className, options, names)
}

/** What `callable` is told of a class that is not as others. */
export interface CallableSettings {
  /** The name programs know it by. Default: that in files. */
  name?: string
  /** The options among its arguments. Default: the last one. */
  optionsOf?: (args: readonly unknown[]) => unknown
}

const lastOf = (args: readonly unknown[]): unknown => args.findLast((value) => value !== undefined)

/**
 * Lets a class be called without `new` as well, and refuses options that it does not have: they are the last argument,
 * a plain object.
 *
 * @param target the class
 * @param family where it is kept: `callbacks`
 */
export function callable<C extends new (...args: never[]) => object>(
  target: C & { readonly className: string },
  family: string,
  { name = target.className, optionsOf = lastOf }: CallableSettings = {},
): CallableClass<C> {
  const named = { family, className: name }
  const make = (args: unknown[], newTarget: unknown) => {
    checkClassOptions(named, optionNamesOfClass(named), optionsOf(args), newTarget !== proxy)
    return Reflect.construct(target, args, newTarget as typeof target) as object
  }
  const proxy: unknown = new Proxy(target, {
    apply: (_, __, args) => make(args, proxy),
    construct: (_, args, newTarget) => make(args, newTarget),
  })
  return proxy as CallableClass<C>
}

/**
 * Lets a layer class be used as Keras' are: `Dense(32)` as well as `new Dense(32)`, and refuses options that it does
 * not have with the right name.
 */
export const callableClass = <C extends new (...args: never[]) => object>(
  target: C & { readonly className: string },
  settings?: CallableSettings,
): CallableClass<C> => callable(target, 'layers', settings)
