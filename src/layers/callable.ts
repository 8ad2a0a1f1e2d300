import { type CallableClass, type CallableSettings, callable } from '../support/callable.js'

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

/**
 * Lets a layer class be used as Keras' are: `Dense(32)` as well as `new Dense(32)`, and refuses options that it does
 * not have with the right name.
 */
export const callableClass = <C extends new (...args: never[]) => object>(
  target: C & { readonly className: string },
  settings?: CallableSettings,
): CallableClass<C> => callable(target, 'layers', settings)
