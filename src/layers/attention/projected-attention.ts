import { dropout, tf } from '../../engine/index.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { oneShape, pythonShape, type Shape, type Shapes } from '../../graph/shape.js'
import type { CallArguments } from '../../graph/symbolic.js'
import { getRegularizer, type Regularizer, regularizers } from '../../regularizers/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { RandomStream } from '../../support/random.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'
import { EinsumDense } from '../core/einsum-dense.js'
import { shareOf } from '../regularization/random-layer.js'
import { type AttentionCall, attentionCall } from './call-options.js'
import { attendInHeads } from './heads.js'
import { every, stepMask } from './masks.js'

export interface ProjectedAttentionOptions extends Omit<KernelOptions, 'activation'> {
  /** Share of the attention weights to drop in training. Default 0. */
  dropout?: number
  /** Whether the output of each head is multiplied by a gate, a sigmoid of the query. Default false. */
  useGate?: boolean
  /** No step looks at one that is so many steps away, or more. Default: no limit. */
  slidingWindow?: number | null
  seed?: number | null
  /** There is none here: `true` is refused, as by Keras where it has none. */
  flashAttention?: false | null
}

/** What the projections take from the options of the layer. */
const shared = [
  ...(['kernelInitializer', 'biasInitializer', 'kernelRegularizer', 'biasRegularizer'] as const),
  ...(['kernelConstraint', 'biasConstraint', 'activityRegularizer'] as const),
]

/** @throws KeratinError `ARGUMENT` for anything but a positive integer */
export function positiveInteger(where: string, name: string, value: unknown): number {
  if (Number.isInteger(value) && (value as number) > 0) return value as number
  throw argumentError(where, 'a positive integer', name, value)
}

/** Masks and shapes of a call besides those of the query. */
interface Call extends AttentionCall {
  value?: { shape: Shape }
  key?: { shape: Shape } | null
  queryMask?: Mask
  valueMask?: Mask
  keyMask?: Mask
}

/** What attention layers whose query, key and value are projected into heads share. */
export abstract class ProjectedAttention extends Layer {
  static override readonly floatSettings: readonly string[] = ['dropout']
  static override readonly callArguments = ['value', 'key']
  static override readonly callOptions = [
    ...['returnAttentionScores', 'useCausalMask', 'attentionMask', 'queryMask', 'valueMask', 'keyMask'],
  ]
  override readonly supportsMasking = true
  readonly dropout: number
  readonly useGate: boolean
  readonly slidingWindow: number | null
  readonly seed: number | null
  protected readonly settings: KernelSettings
  readonly #projectionOptions: KernelOptions
  readonly #penalty: Regularizer | null
  readonly #stream: RandomStream | undefined
  #builtShapes: Record<string, Shape> | undefined
  protected queryDense!: EinsumDense
  protected keyDense!: EinsumDense
  protected valueDense!: EinsumDense
  protected gateDense: EinsumDense | undefined
  protected outputDense!: EinsumDense

  constructor(options: ProjectedAttentionOptions) {
    // the penalty is on what the projections give
    super({ ...options, activityRegularizer: null })
    if (options.flashAttention)
      throw argumentError(
        this.className,
        'false: there is none here',
        'flashAttention',
        options.flashAttention,
      )
    this.#projectionOptions = Object.fromEntries(shared.map((key) => [key, options[key]]))
    this.#penalty = options.activityRegularizer ? getRegularizer(options.activityRegularizer) : null
    this.settings = new KernelSettings(options)
    this.dropout = shareOf(this.className, 'dropout', options.dropout ?? 0)
    this.useGate = options.useGate ?? false
    const { slidingWindow = null } = options
    this.slidingWindow =
      slidingWindow === null ? null : positiveInteger(this.className, 'slidingWindow', slidingWindow)
    this.seed = options.seed ?? null
    this.#stream = this.ownStream(this.seed)
  }

  /** Heads and channels of query, key, value, and axes of the output. */
  protected abstract get heads(): {
    query: [number, number]
    key: [number, number]
    value: [number, number]
    output: readonly number[] | null
  }

  /** The axes that steps are counted along. */
  protected abstract stepAxes(rank: number): number[]

  /** What the attributes of Keras begin with that hold the projections: files name groups by them. */
  protected readonly attributePrefix: '' | '_' = ''

  override get sublayers(): Record<string, Layer> {
    if (!this.queryDense) return {}
    const prefix = this.attributePrefix
    return {
      [`${prefix}query_dense`]: this.queryDense,
      [`${prefix}key_dense`]: this.keyDense,
      ...(this.gateDense && { _gate_dense: this.gateDense }),
      [`${prefix}value_dense`]: this.valueDense,
      [`${prefix}output_dense`]: this.outputDense,
    }
  }

  override build(inputShape: Shapes, kwargs?: CallArguments): void {
    const { query, value, key } = this.#shapes(inputShape, kwargs)
    this.#builtShapes = {
      query_shape: query,
      value_shape: value,
      ...(attentionCall<Call>(kwargs).key && { key_shape: key }),
    }
    const { heads } = this
    this.queryDense = this.#projection('query', query, 1, heads.query)
    this.keyDense = this.#projection('key', key, 1, heads.key)
    if (this.useGate) {
      const gates = [heads.query[0], heads.value[1]]
      this.gateDense = this.#projection('gate', query, 1, gates, 'sigmoid')
    }
    this.valueDense = this.#projection('value', value, 1, heads.value)
    const inner = [...query.slice(0, -1), heads.query[0], heads.value[1]]
    const output = heads.output ?? [query.at(-1)!]
    this.outputDense = this.#projection('attention_output', inner, 2, output)
  }

  /** From the last axes of an input to other ones. */
  #projection(
    name: string,
    input: Shape,
    bound: number,
    outputs: readonly number[],
    activation?: string,
  ): EinsumDense {
    const letters = (start: number, n: number) =>
      Array.from({ length: n }, (_, i) => String.fromCharCode(97 + start + i)).join('')
    const free = input.length - bound
    const [kept, summed, made] = [
      letters(0, free),
      letters(free, bound),
      letters(input.length, outputs.length),
    ]
    const dense = new EinsumDense({
      ...this.#projectionOptions,
      name,
      activation: activation ?? null,
      equation: `${kept}${summed},${summed}${made}->${kept}${made}`,
      outputShape: [...Array<null>(free - 1).fill(null), ...outputs],
      biasAxes: this.settings.useBias ? made : null,
      trainable: this.trainable,
    })
    dense.ensureBuilt(input)
    return dense
  }

  #shapes(inputShape: Shapes, kwargs?: CallArguments): { query: Shape; value: Shape; key: Shape } {
    const call = attentionCall<Call>(kwargs)
    const query = oneShape(inputShape)
    const value = call.value?.shape
    if (!value) {
      throw argumentError(
        `${this.className} "${this.name}"`,
        'given',
        'value',
        value,
        'Call it as attention(query, value) or attention(query, value, key).',
      )
    }
    const key = call.key?.shape ?? value
    const agree =
      value.length === key.length &&
      value.slice(1, -1).every((d, i) => d === null || key[i + 1] === null || d === key[i + 1])
    if (!agree || query.length !== value.length) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}": value and key must have the same steps, and all as many axes. ` +
          `Received: query ${pythonShape(query)}, value ${pythonShape(value)}, key ${pythonShape(key)}.`,
      )
    }
    return { query, value, key }
  }

  override call(query: tf.Tensor, context: CallContext = directCall()): Tensors {
    const call = attentionCall<Call>(context.kwargs)
    const { pass, training } = context
    const value = call.value as tf.Tensor
    const key = (call.key ?? value) as tf.Tensor
    const project = (dense: EinsumDense, x: tf.Tensor) => dense.run(x, pass).output as tf.Tensor
    const gate = this.gateDense && project(this.gateDense, query)
    const axes = this.stepAxes(query.rank + 1)
    const withScores = call.returnAttentionScores ?? false
    const { output, weights } = attendInHeads(
      project(this.queryDense, query),
      project(this.keyDense, key),
      project(this.valueDense, value),
      {
        scale: 1 / Math.sqrt(this.heads.query[1]),
        axes,
        mask: this.#mask(query, value, call, context.mask),
        // Keras has two ways of computing this, which differ for steps that may look at none
        zeroWithoutKeys: this.dropout > 0 || withScores || query.rank !== 3,
        drop: (w) => (training && this.dropout > 0 ? dropout(w, this.dropout, pass.seed(this.#stream)) : w),
      },
    )
    const result = project(this.outputDense, gate ? tf.mul(output, gate) : output)
    return withScores ? [result, weights] : result
  }

  #mask(query: tf.Tensor, value: tf.Tensor, call: Call, mask: Masks): tf.Tensor | undefined {
    const queryMask = call.queryMask ?? ([mask].flat()[0] as Mask | undefined)
    const { valueMask, keyMask, useCausalMask: causal = false } = call
    return every([
      queryMask && tf.expandDims(queryMask, -1),
      valueMask && tf.expandDims(valueMask, -2),
      keyMask && tf.expandDims(keyMask, -2),
      stepMask(query.shape[1]!, value.shape[1]!, { causal, window: this.slidingWindow }),
      call.attentionMask,
    ])
  }

  override computeMask(_inputs: Tensors, mask: Masks): Mask {
    return ([mask].flat()[0] ?? null) as Mask
  }

  override computeOutputShape(inputShape: Shapes, kwargs?: CallArguments): Shapes {
    const query = oneShape(inputShape)
    const output = [...query.slice(0, -1), ...(this.heads.output ?? [query.at(-1)!])]
    const call = attentionCall<Call>(kwargs)
    if (!call.returnAttentionScores) return output
    const { value } = this.#shapes(inputShape, kwargs)
    const axes = this.stepAxes(query.length + 1)
    const outer = query.slice(0, -1).filter((_, axis) => !axes.includes(axis))
    const steps = (shape: Shape) => axes.map((axis) => shape[axis]!)
    return [output, [...outer, this.heads.query[0], ...steps(query), ...steps(value)]]
  }

  override getBuildConfig(): Config | undefined {
    return this.#builtShapes && { shapes_dict: this.#builtShapes }
  }

  /** The configuration that all of them have. */
  override getConfig(): Config {
    const {
      activation: _,
      use_bias,
      ...weights
    } = this.settings.config({
      activity_regularizer: this.#penalty && regularizers.serialize(this.#penalty),
    })
    return {
      ...super.getConfig(),
      dropout: this.dropout,
      use_bias,
      use_gate: this.useGate,
      sliding_window: this.slidingWindow,
      ...weights,
      seed: this.seed,
    }
  }
}
