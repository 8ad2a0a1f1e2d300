import { tf } from '../engine/index.js'
import { FixedTensor } from '../graph/fixed-tensor.js'
import type { ForwardPass } from '../graph/forward-pass.js'
import { Operation } from '../graph/operation.js'
import type { Shape } from '../graph/shape.js'
import {
  type CallArguments,
  isSymbolic,
  type SymbolicTensor,
  symbolicTensorsIn,
  type TensorSpecs,
} from '../graph/symbolic.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { camelCase, underscore } from '../support/names.js'
import { checkOptionNames, isPlainObject } from '../support/options.js'
import { WholeFloat, withPlainNumbers } from '../support/python-floats.js'
import type { Config } from '../support/registry.js'

type Settings = Readonly<Record<string, unknown>>
type Output = tf.Tensor | tf.Tensor[]

/** In the place of a default: the setting must be given. */
export const required: unique symbol = Symbol('required')

/** What is known of an operation of `keras.ops`. */
export interface Definition {
  /** The name of Keras' class, which files hold. */
  readonly className: string
  /** The file of `keras/src/ops` that it is in. */
  readonly module: 'core' | 'image' | 'linalg' | 'math' | 'nn' | 'numpy'
  /** What a call takes, tensors mostly, as Keras' `call` names it; `...names` stands for all that follow. */
  readonly takes: readonly string[]
  /** Settings with their defaults, as Keras' constructor names them, in camelCase. */
  readonly settings?: Settings
  /** Which of the settings are floats in Keras, as Keras names them. */
  readonly floats?: readonly string[]
  /** The order of the arguments of the function, where it is not `takes` and then `settings`. */
  readonly order?: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: each operation takes arguments and settings of its own
  readonly compute: (...all: any[]) => Output
  /**
   * The shape of the only output, for operations whose result of extents 1 has the dtype of all results. Without it,
   * shapes are found by running `compute`.
   */
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  readonly shape?: (shapes: readonly Shape[], settings: any) => Shape
  /** Whether files hold what is left out of a call, too: Keras' class has no defaults for it. */
  readonly writesNull?: boolean
  /** Whether the result has the dtype of the first tensor, where one element would not fit. */
  readonly keepsDtype?: boolean
}

/** A class of operations as files are read with it. */
export type OperationClass = new (options: Settings) => Operation

/** A function of `keras.ops` knows its class. */
export interface Defined {
  readonly operation: OperationClass
}

/**
 * A function of `keras.ops` and the class behind it. The function takes arguments by position, and the last ones by
 * name in an object; where a tensor is symbolic, the call becomes a node of the graph.
 */
export function define<F>(definition: Definition): F & Defined {
  const { className, takes, settings: defaults = {} } = definition
  const order = definition.order ?? [...takes, ...Object.keys(defaults)]
  const operation = classOf(definition)
  const call = (...all: unknown[]): unknown => {
    const byName = bind(className, order, all)
    const given = takes.map((name) => byName[bare(name)])
    if (given[0] === undefined) throw argumentError(className, 'given', bare(takes[0]!), undefined)
    const settings = Object.fromEntries(
      Object.keys(defaults).flatMap((name) => (byName[name] === undefined ? [] : [[name, byName[name]]])),
    )
    if (symbolicTensorsIn(given).length > 0) {
      const flat = takes.flatMap((name, i) => (isRest(name) ? (given[i] as unknown[]) : [given[i] ?? null]))
      while (!definition.writesNull && flat.at(-1) === null) flat.pop()
      return new operation(settings).symbolicCall(...flat)
    }
    const complete = completed(className, defaults, settings)
    return tf.tidy(() => definition.compute(...given, complete))
  }
  return Object.assign(call, { operation }) as unknown as F & Defined
}

const isRest = (name: string): boolean => name.startsWith('...')
const bare = (name: string): string => (isRest(name) ? name.slice(3) : name)

/** Arguments by their names. */
function bind(where: string, order: readonly string[], all: readonly unknown[]): Record<string, unknown> {
  const last = all.at(-1)
  const named = all.length > 1 && isPlainObject(last) ? last : {}
  const positional = named === last ? all.slice(0, -1) : all
  checkOptionNames(`ops.${camelCase(where)}`, named, order.map(bare))
  const found: Record<string, unknown> = {}
  positional.forEach((value, i) => {
    const rest = order.findIndex(isRest)
    if (rest >= 0 && i >= rest) found[bare(order[rest]!)] = positional.slice(rest)
    else if (order[i] !== undefined) found[order[i]] = value
    else if (value !== undefined)
      throw argumentError(where, `at most ${order.length}`, 'arguments', positional.length)
  })
  return { ...found, ...named }
}

/** All settings; those that are left out have their defaults. */
function completed(where: string, defaults: Settings, given: Settings): Settings {
  const all = { ...defaults, ...given }
  const missing = Object.keys(all).find((name) => all[name] === required)
  if (missing) throw argumentError(where, 'given', missing, undefined)
  return all
}

function classOf(definition: Definition): OperationClass {
  const { className, module, takes, settings: defaults = {}, compute, shape, keepsDtype } = definition
  return class extends Operation {
    static override readonly className = className
    static override readonly module = `keras.src.ops.${module}`
    static override readonly floatSettings = definition.floats ?? []
    readonly #settings: Settings
    /** Numbers as a file wrote them. */
    readonly #written: Settings

    constructor({ name, ...given }: Settings & { name?: string } = {}) {
      super({ name })
      for (const [key, value] of Object.entries(given)) {
        if (Object.hasOwn(defaults, key) || value === null || value === false) continue
        throw new KeratinError('UNSUPPORTED', `${className}: the setting ${underscore(key)} is not known.`)
      }
      const known = Object.entries(given).filter(([key]) => Object.hasOwn(defaults, key))
      this.#written = completed(className, defaults, Object.fromEntries(known))
      this.#settings = withPlainNumbers(this.#written) as Settings
    }

    override call(...args: unknown[]): Output {
      return this.perform(args, {})
    }

    override perform(args: readonly unknown[], kwargs: CallArguments, _pass?: ForwardPass): Output {
      return compute(...this.#given(args, kwargs), this.#settings)
    }

    override computeOutputSpec(args: readonly unknown[], kwargs: CallArguments): TensorSpecs {
      if (!shape) return super.computeOutputSpec(args, kwargs)
      const given = this.#given(args, kwargs)
      const found = shape(
        given.flatMap((v) => (v === null || v === undefined ? [] : [shapeOf(v)])),
        this.#settings,
      )
      if (keepsDtype) return { shape: found, dtype: (given[0] as SymbolicTensor).dtype }
      const dtype = tf.tidy(() => (compute(...given.map(point), this.#settings) as tf.Tensor).dtype)
      return { shape: found, dtype }
    }

    /** What the call takes, in order. */
    #given(args: readonly unknown[], kwargs: CallArguments): unknown[] {
      return takes.map((name, i) => operand(isRest(name) ? args.slice(i) : (args[i] ?? kwargs[name])))
    }

    override getConfig(): Config {
      const settings = Object.entries(this.#written).map(([key, value]) => [underscore(key), value])
      return { ...super.getConfig(), ...Object.fromEntries(settings) }
    }
  }
}

/** What is given, with tensors of floats in the place of numbers that a file wrote as floats. */
function operand(value: unknown): unknown {
  if (value instanceof WholeFloat) return tf.scalar(value.valueOf())
  if (!Array.isArray(value) || !value.flat(8).some((v) => v instanceof WholeFloat)) return value
  const isOfNumbers = value.flat(8).every((v) => typeof v === 'number' || v instanceof WholeFloat)
  if (isOfNumbers) return tf.tensor(withPlainNumbers(value) as tf.TensorLike, undefined, 'float32')
  return value.map(operand)
}

function shapeOf(value: unknown): Shape {
  if (isSymbolic(value) || value instanceof FixedTensor || value instanceof tf.Tensor) return value.shape
  return Array.isArray(value) ? [value.length, ...(value.length > 0 ? shapeOf(value[0]) : [])] : []
}

/** A tensor of the same dtype and number of axes, with one element. */
function point(value: unknown): unknown {
  const known = isSymbolic(value) || value instanceof FixedTensor || value instanceof tf.Tensor
  if (!known) return value
  return tf.ones(
    value.shape.map(() => 1),
    value.dtype as 'float32',
  )
}
