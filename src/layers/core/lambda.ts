import { tf } from '../../engine/index.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { type Shape, type Shapes, shapeList } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

/** A function of the inputs; `call` holds the arguments given to the layer, `mask` and `training`. */
// biome-ignore lint/suspicious/noExplicitAny: functions narrow the inputs to one tensor or a list
export type LambdaFunction = (inputs: any, call: LambdaCall) => Tensors

export interface LambdaCall {
  readonly mask: Masks
  readonly training: boolean
  readonly [argument: string]: unknown
}

interface LambdaOptions extends LayerOptions {
  function?: LambdaFunction
  /** Shape of one sample of the output, or a function of the input shape(s). Default: found by running the function. */
  // biome-ignore lint/suspicious/noExplicitAny: one shape or several, as the layer is called
  outputShape?: Shape | ((inputShape: any) => Shapes) | null
  /** The mask of the output, or a function of inputs and masks. Default: none. */
  mask?: Mask | ((inputs: Tensors, mask: Masks) => Masks)
  /** Handed to the function with every call. */
  arguments?: Readonly<Record<string, unknown>>
}

class LambdaClass extends Layer {
  static override readonly className = 'Lambda'
  override readonly supportsMasking: boolean
  readonly function: LambdaFunction
  readonly #outputShape: LambdaOptions['outputShape']
  readonly #mask: LambdaOptions['mask']
  readonly #arguments: Readonly<Record<string, unknown>>

  constructor(
    fn: LambdaFunction,
    outputShape?: LambdaOptions['outputShape'] | LambdaOptions,
    mask?: LambdaOptions['mask'] | LambdaOptions,
    args?: LambdaOptions['arguments'],
  )
  constructor(options: LambdaOptions & { function: LambdaFunction })
  constructor(...args: unknown[]) {
    const options = lambdaOptions(args)
    super(options)
    if (typeof options.function !== 'function') throw notAFunction(options.function)
    this.function = options.function
    this.#outputShape = options.outputShape ?? null
    this.#mask = options.mask ?? null
    this.#arguments = options.arguments ?? {}
    this.supportsMasking = this.#mask !== null
  }

  override call(inputs: Tensors, { mask, training }: CallContext = directCall()): Tensors {
    const result = this.function(inputs, { ...this.#arguments, mask, training })
    // what the function hands on stays its owner's
    return Array.isArray(result) ? result.map((y) => tf.clone(y)) : tf.clone(result)
  }

  override computeMask(inputs: Tensors, mask: Masks): Masks {
    return typeof this.#mask === 'function' ? this.#mask(inputs, mask) : (this.#mask ?? null)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const given = this.#outputShape
    if (typeof given === 'function') return given(inputShape)
    if (given) return [shapeList(inputShape)[0]![0]!, ...given]
    return super.computeOutputShape(inputShape)
  }

  protected override get tellsShape(): boolean {
    return this.#outputShape !== null
  }

  override getConfig(): Config {
    const { name } = this.function
    if (name === '' || name === 'function') {
      throw new KeratinError(
        'UNSUPPORTED',
        `Lambda "${this.name}" cannot be saved: its function has no name.`,
        {
          hint: 'Name the function and give it when loading, as { customObjects: { name } }; or write a layer class.',
        },
      )
    }
    const shape = this.#outputShape
    if (typeof shape === 'function' || this.#mask !== null) {
      const what = typeof shape === 'function' ? 'outputShape' : 'mask'
      throw new KeratinError('UNSUPPORTED', `Lambda "${this.name}" cannot be saved with its ${what}.`, {
        hint: 'Write a layer class instead.',
      })
    }
    return {
      ...super.getConfig(),
      function: { module: 'builtins', class_name: 'function', config: name, registered_name: 'function' },
      ...(shape && { output_shape: shape }),
      arguments: this.#arguments,
    }
  }
}

/** The options, of which four may come by position; the fourth is a record itself. */
function lambdaOptions(args: readonly unknown[]): LambdaOptions {
  const options = named<LambdaOptions>(['function', 'outputShape', 'mask'], args.slice(0, 3), 'Lambda')
  return args.length > 3 ? { ...options, ...named(['arguments'], [...args.slice(3), {}], 'Lambda') } : options
}

/** Files hold the name of a function only. */
function notAFunction(value: unknown): KeratinError {
  const { class_name, config } = (value ?? {}) as { class_name?: unknown; config?: unknown }
  if (class_name === 'function' && typeof config === 'string') {
    return new KeratinError('UNSUPPORTED', `The function "${config}" of a Lambda is not in the file.`, {
      hint: `Give it as { customObjects: { ${config} } }.`,
    })
  }
  if (class_name === '__lambda__') {
    return new KeratinError('UNSUPPORTED', 'A Lambda with Python code cannot be loaded.', {
      hint: 'Write a layer class and give it as { customObjects: { Lambda: MyLayer } }.',
    })
  }
  return argumentError('Lambda', 'a function of the inputs', 'function', value)
}

/**
 * A function as a layer.
 *
 * @param function a function of the input tensor (or list), and of `{ mask, training, ...arguments }`
 * @param options.outputShape shape of one sample of the output, or a function of the input shape. Default: found by
 *   running the function
 * @param options.mask the mask of the output, or a function of inputs and masks. Default: none
 * @param options.arguments handed to the function with every call
 *
 * Files hold the name of the function only: it is given again when loading, as `{ customObjects: { name } }`.
 *
 * Input shape: any. Output shape: what the function gives.
 *
 * @throws KeratinError `ARGUMENT` if it is no function; `SHAPE` if the output shape cannot be found
 * @example const y = Lambda((x: tf.Tensor) => tf.square(x))(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/core_layers/lambda/
 */
export const Lambda = callableClass(LambdaClass, { optionsOf: lambdaOptions })
export type Lambda = LambdaClass
