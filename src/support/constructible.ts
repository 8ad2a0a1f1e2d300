import { checkClassOptions, type NamedClass, optionNamesOfClass } from './callable.js'
import { named } from './options.js'
import { type Config, type Configurable, camelCaseKeys } from './registry.js'

/** A class that can be called with and without `new`: by its positional arguments `A`, or by options `O`. */
export type Constructible<T, O, A extends unknown[] = []> = {
  readonly className: string
  readonly prototype: T
  /** Makes an object from a configuration in Keras' spelling; keys of other versions of Keras are ignored. */
  fromConfig(config: Config): T
  new (...args: A): T
  new (options?: O): T
  (...args: A): T
  (options?: O): T
}

interface ConstructibleTarget<T, O> extends NamedClass {
  new (options: O): T
}

/**
 * Lets a class be used as in Keras: `Adam(0.01)`, `Adam({ learningRate: 0.01 })`, with or without `new`; options
 * that it does not have are refused with the right name.
 *
 * @param target the class, which takes one options object
 * @param positions names of the options that may be given by position; an options object may follow them
 * @param names the names of its options. Default: those of the class of the public API
 */
export function constructible<T extends Configurable, O, A extends unknown[] = []>(
  target: ConstructibleTarget<T, O>,
  positions: readonly string[] = [],
  names?: readonly string[],
): Constructible<T, O, A> {
  const construct = (args: unknown[], newTarget: unknown): T => {
    const options = named<Record<string, unknown>>(positions, args, target.className)
    checkClassOptions(target, names ?? optionNamesOfClass(target), options, newTarget !== proxy)
    return Reflect.construct(target, [options], newTarget as typeof target) as T
  }
  const fromConfig = (config: Config) => new target(camelCaseKeys(config) as O)
  const proxy: unknown = new Proxy(target, {
    get: (_, key, receiver) =>
      key === 'fromConfig' && !(key in target) ? fromConfig : Reflect.get(target, key, receiver),
    apply: (_, __, args) => construct(args, proxy),
    construct: (_, args, newTarget) => construct(args, newTarget) as object,
  })
  return proxy as Constructible<T, O, A>
}
