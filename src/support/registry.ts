import { classNameOf } from './class-name.js'
import { argumentError, KeratinError } from './errors.js'
import { objectFrom } from './from-config.js'
import { functionIn } from './function-config.js'
import { camelCase, snakeCase, unknownName } from './names.js'
import { optionNamesIfKnown } from './option-names/index.js'
import { checkOptionNames } from './options.js'
import { configOf } from './python-floats.js'

/** A JSON-ready configuration in Keras' spelling (snake_case keys). */
export type Config = Record<string, unknown>

/** An object as Keras writes it into a file. */
export interface Serialized {
  module?: string | null
  class_name: string
  config: Config | string
  registered_name?: string | null
}

/** Anything that can be written as class name and configuration. */
export interface Configurable {
  getConfig(): Config
  /** What files hold of it, if it is no class. */
  serialize?(): Serialized
}

/** A class that a registry can make from its configuration; options are Keras' in camelCase. */
export interface ConfigurableClass<T> {
  /** The name in Keras and in files, e.g. `SparseCategoricalCrossentropy`. */
  readonly className: string
  fromConfig?(config: Config): T
  // biome-ignore lint/suspicious/noExplicitAny: constructors of many classes, each with its own options
  new (options: any): T
}

/** What a user may give where an object of a registry is wanted. */
export type Identifier<T> = string | Serialized | { className: string; config?: Config } | T

/**
 * The spellings of a name: as it is, `sparse_categorical_crossentropy`, `sparseCategoricalCrossentropy` and
 * `SparseCategoricalCrossentropy`.
 */
export function spellings(name: string): Set<string> {
  const snake = snakeCase(name)
  const camel = camelCase(snake)
  const first = (change: (c: string) => string) => change(camel.charAt(0)) + camel.slice(1)
  return new Set([name, snake, camel, first((c) => c.toUpperCase())])
}

interface RegistryOptions<T> {
  /** Whether capitals make no difference, as for Keras' optimizers. */
  anyCase?: boolean
  /** Makes an object of a class from its configuration. Default: its `fromConfig`, or its constructor. */
  make?: (found: ConfigurableClass<T>, config: Config) => T
  /** Makes an object of a function of a program's own, where Keras takes functions. */
  // biome-ignore lint/suspicious/noExplicitAny: functions of all kinds
  ofFunction?: (fn: (...args: any[]) => any) => T
}

/**
 * A typed table from names to classes: of losses, optimizers, initializers, ...
 * Names are accepted as Keras spells them (`sparse_categorical_crossentropy`, `SparseCategoricalCrossentropy`) and in
 * camelCase, and in no other way; what is not known is answered with the nearest name.
 */
export class Registry<T extends object> {
  readonly #classes = new Map<string, ConfigurableClass<T>>()
  readonly #byName = new Map<string, () => T>()
  readonly #names: string[] = []
  readonly #anyCase: boolean
  readonly #ofFunction: RegistryOptions<T>['ofFunction']
  /** Makes an object of a class from its configuration. */
  readonly make: (found: ConfigurableClass<T>, config: Config) => T

  /**
   * @param kind what it holds, for messages: `loss`
   * @param module where Keras keeps it: `keras.losses`
   */
  constructor(
    readonly kind: string,
    readonly module: string,
    { anyCase = false, make = objectFrom, ofFunction }: RegistryOptions<T> = {},
  ) {
    this.#anyCase = anyCase
    this.make = make
    this.#ofFunction = ofFunction
  }

  /** Adds classes; each is found by its `className`, in the spellings of Keras and in camelCase. */
  register(...classes: ConfigurableClass<T>[]): this {
    for (const c of classes) {
      const name = classNameOf(c)
      for (const spelling of spellings(name)) this.#classes.set(this.#key(spelling), c)
      this.#names.push(name)
    }
    return this
  }

  /** Adds another name for a class with given settings: `alias('MSE', () => new MeanSquaredError())`, also `mse`. */
  alias(name: string, make: () => T): this {
    for (const spelling of spellings(name)) this.#byName.set(this.#key(spelling), make)
    this.#names.push(name)
    return this
  }

  /** Where its classes are kept: `optimizers` for `keras.optimizers`. */
  get #family(): string {
    return this.module.split('.').at(-1)!
  }

  #key(name: string): string {
    return this.#anyCase ? name.toLowerCase() : name
  }

  /** The class of that name, or undefined. */
  find(className: string): ConfigurableClass<T> | undefined {
    return this.#classes.get(this.#key(className))
  }

  /** All names that `get` accepts, as they were registered. */
  get names(): readonly string[] {
    return this.#names
  }

  /** The class names only. */
  get classNames(): readonly string[] {
    return [...new Set([...this.#classes.values()].map(classNameOf))]
  }

  /** Makes the object meant by a name, a serialized object, or returns the object itself. */
  get(identifier: Identifier<T>): T {
    if (typeof identifier === 'string') {
      const make = this.#byName.get(this.#key(identifier))
      if (make) return make()
      return this.#create(identifier, {})
    }
    const ofFunction = this.#ofFunction
    if (ofFunction) {
      const fn = typeof identifier === 'function' ? identifier : functionIn(identifier as object)
      // a class stands for an object with its defaults
      if (fn && !fn.prototype?.getConfig) return ofFunction(fn as (...args: unknown[]) => unknown)
      if (fn) return this.make(fn as never, {})
    }
    const serialized = asSerialized(identifier)
    if (serialized) {
      const { class_name, config } = serialized
      if (typeof config === 'string') {
        // Keras writes plain functions this way
        if (ofFunction && !this.find(config) && !this.#byName.has(this.#key(config))) throw notInFile(config)
        return this.get(config)
      }
      const made = this.#create(class_name, config)
      if (!('class_name' in (identifier as object))) this.#checkWritten(made, identifier as object, config)
      return made
    }
    if (identifier && (typeof identifier === 'object' || typeof identifier === 'function'))
      return identifier as T
    throw argumentError(this.kind, 'a name, an object or a configuration', this.kind, identifier)
  }

  /** What a program writes, `{ className, config }`, has no other names than the class; what files hold may have. */
  #checkWritten(made: T, written: object, config: Config): void {
    const className = classNameOf(made.constructor as ConfigurableClass<T>)
    checkOptionNames(`The configuration of ${className}`, written, ['className', 'config'])
    const known = [...optionNamesIfKnown(`${this.#family}.${className}`), ...configNames(made)]
    // Keras' spelling is right here, as in files
    const others = Object.entries(config).filter(([name]) => !known.includes(camelCase(name)))
    if (known.length > 0) checkOptionNames(className, Object.fromEntries(others), known)
  }

  #create(className: string, config: Config): T {
    const found = this.find(className)
    if (!found) throw unknownName(this.kind, className, this.#names)
    return this.make(found, config)
  }

  /** The object as Keras writes it into a file. */
  serialize(object: T & Configurable): Serialized {
    if (object.serialize) return object.serialize()
    const className = classNameOf(object.constructor)
    return { module: this.module, class_name: className, config: configOf(object), registered_name: null }
  }
}

const notInFile = (name: string) =>
  new KeratinError('UNSUPPORTED', `The function "${name}" is not in the file.`, {
    hint: `Give it as { customObjects: { ${name} } }.`,
  })

/** The classes in a catalogue, each once: all of its exports that extend the base. */
export function classesOf<T extends object>(
  catalogue: Readonly<Record<string, unknown>>,
  base: abstract new (...args: never[]) => T,
): ConfigurableClass<T>[] {
  const isClass = (value: unknown): value is ConfigurableClass<T> =>
    typeof value === 'function' && value.prototype instanceof base
  return [...new Set(Object.values(catalogue))].filter(isClass)
}
/** The names that an object's own configuration has, in camelCase. */
const configNames = (made: Partial<Configurable>): string[] =>
  Object.keys(made.getConfig?.() ?? {}).map((name) => camelCase(name))

function asSerialized(value: unknown): Serialized | undefined {
  if (!value || typeof value !== 'object') return undefined
  const v = value as Partial<Serialized> & { className?: string }
  const plain = Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
  const name = v.class_name ?? v.className
  if (!plain || typeof name !== 'string') return undefined
  return { class_name: name, config: v.config ?? {} }
}

/** `{ kernel_size: 3 }` → `{ kernelSize: 3 }`, one level deep. */
export const camelCaseKeys = (config: Config): Config =>
  Object.fromEntries(Object.entries(config).map(([k, v]) => [camelCase(k), v]))
