import { KeratinError } from './errors.js'

// biome-ignore lint/suspicious/noExplicitAny: functions of all kinds
type AnyFunction = (...args: any[]) => unknown

/** What a file holds of a function: its name. */
export interface FunctionConfig {
  module: string
  class_name: 'function'
  config: string
  registered_name: string
}

const functions = new WeakMap<object, AnyFunction>()

/**
 * A function of a program as Keras writes it; as long as it is not written to a file, `functionIn` finds the function.
 *
 * @param what what it is, for the message
 * @throws KeratinError `UNSUPPORTED` if it has no name
 */
export function functionConfig(fn: AnyFunction, what: string): FunctionConfig {
  if (!fn.name)
    throw new KeratinError('UNSUPPORTED', `A function without a name, given as ${what}, cannot be saved.`, {
      hint: 'Name the function, and give it when loading, as { customObjects: { name } }.',
    })
  const config: FunctionConfig = {
    module: 'builtins',
    class_name: 'function',
    config: fn.name,
    registered_name: 'function',
  }
  functions.set(config, fn)
  return config
}

/** The function that `functionConfig` was given. */
export const functionIn = (config: object): AnyFunction | undefined => functions.get(config)
