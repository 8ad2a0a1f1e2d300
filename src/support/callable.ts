import { camelCase } from './names.js'
import { checkOptionNames } from './options.js'

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

/** Options every layer takes, whether its configuration shows them or not. */
const universal = [
  ...['name', 'trainable', 'dtype', 'activityRegularizer', 'seed', 'weights'],
  ...['inputShape', 'batchInputShape', 'inputDim', 'inputLength'],
]

/**
 * Lets a layer class be used as Keras' are: `Dense(32)` as well as `new Dense(32)`, and answers a misspelt option
 * with the nearest name. The options are those in the configuration, unless the class lists its `optionNames`.
 */
export function callableClass<C extends new (...args: never[]) => { getConfig(): Record<string, unknown> }>(
  target: C & { readonly className: string; readonly optionNames?: readonly string[] },
): CallableClass<C> {
  const make = (args: unknown[], newTarget: unknown) => {
    const made = Reflect.construct(target, args, newTarget as typeof target) as InstanceType<C>
    if (newTarget === proxy) {
      const names = target.optionNames ?? Object.keys(made.getConfig()).map(camelCase)
      checkOptionNames(target.className, args.at(-1), [...universal, ...names])
    }
    return made
  }
  const proxy: unknown = new Proxy(target, {
    apply: (_, __, args) => make(args, proxy),
    construct: (_, args, newTarget) => make(args, newTarget) as object,
  })
  return proxy as CallableClass<C>
}
