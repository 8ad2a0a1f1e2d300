import { oneShape, type Shapes } from '../../graph/shape.js'
import type { CallArguments } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { ProjectedAttention, type ProjectedAttentionOptions, positiveInteger } from './projected-attention.js'

interface MultiHeadAttentionOptions extends ProjectedAttentionOptions {
  numHeads?: number
  /** Length of a head's queries and keys. */
  keyDim?: number
  /** Length of a head's values. Default keyDim. */
  valueDim?: number | null
  /** Extents of the last axes of the output. Default: that of the query. */
  outputShape?: number | readonly number[] | null
  /** Axes that steps are counted along. Default: all but the batch and the last. */
  attentionAxes?: number | readonly number[] | null
}

class MultiHeadAttentionClass extends ProjectedAttention {
  static override readonly className = 'MultiHeadAttention'
  readonly numHeads: number
  readonly keyDim: number
  readonly valueDim: number
  readonly outputShape: readonly number[] | null
  #attentionAxes: readonly number[] | null

  constructor(numHeads: number, keyDim: number, options?: MultiHeadAttentionOptions)
  constructor(options: MultiHeadAttentionOptions & { numHeads: number; keyDim: number })
  constructor(...args: unknown[]) {
    const options = named<MultiHeadAttentionOptions>(['numHeads', 'keyDim'], args, new.target.className)
    super(options)
    const { numHeads, keyDim, valueDim, outputShape, attentionAxes } = options
    this.numHeads = positiveInteger('MultiHeadAttention', 'numHeads', numHeads)
    this.keyDim = positiveInteger('MultiHeadAttention', 'keyDim', keyDim)
    this.valueDim = positiveInteger('MultiHeadAttention', 'valueDim', valueDim ?? keyDim)
    this.outputShape = outputShape == null ? null : [outputShape].flat()
    const axes = attentionAxes == null ? null : [attentionAxes].flat()
    if (axes && !axes.every(Number.isInteger))
      throw argumentError(
        'MultiHeadAttention',
        'an integer or a list of them',
        'attentionAxes',
        attentionAxes,
      )
    this.#attentionAxes = axes
  }

  protected override get heads() {
    const { numHeads, keyDim, valueDim, outputShape } = this
    const query: [number, number] = [numHeads, keyDim]
    return { query, key: query, value: [numHeads, valueDim] as [number, number], output: outputShape }
  }

  override build(inputShape: Shapes, kwargs?: CallArguments): void {
    this.#attentionAxes = this.stepAxes(oneShape(inputShape).length + 1)
    super.build(inputShape, kwargs)
  }

  protected override stepAxes(rank: number): number[] {
    const axes = this.#attentionAxes ?? Array.from({ length: rank - 3 }, (_, i) => i + 1)
    return axes.map((axis) => (axis < 0 ? axis + rank - 1 : axis))
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      num_heads: this.numHeads,
      key_dim: this.keyDim,
      value_dim: this.valueDim,
      output_shape: this.outputShape,
      attention_axes: this.#attentionAxes,
    }
  }
}

/**
 * Attention of several heads at once ("Attention is all you need"): query, key and value are projected for each head,
 * each head computes `softmax(query · keyᵀ / sqrt(keyDim)) · value`, and what they find is projected together.
 *
 * @param numHeads number of heads
 * @param keyDim length of a head's queries and keys
 * @param options.valueDim length of a head's values. Default keyDim
 * @param options.dropout share of the attention weights to drop in training. Default 0
 * @param options.useBias whether the projections add a bias. Default true
 * @param options.outputShape extents of the last axes of the output. Default: that of the query
 * @param options.attentionAxes axes that steps are counted along. Default: all but the batch and the last
 * @param options.slidingWindow no step looks at one that is so many steps away, or more. Default: no limit
 * @param options.useGate whether outputs of heads are multiplied by a gate, a sigmoid of the query. Default false
 *
 * The call is `attention(query, value)` or `attention(query, value, key)`; it takes `useCausalMask`, `attentionMask`
 * (`[batch, T, S]`) and `returnAttentionScores`. Masks of query, value and key are minded.
 *
 * Input shape: query `[batch, T, dim]`, value `[batch, S, dimV]`, key `[batch, S, dimK]`.
 * Output shape: `[batch, T, dim]`, and the scores `[batch, numHeads, T, S]` if they are asked for.
 *
 * @throws KeratinError `ARGUMENT` for sizes that are no positive integers; `SHAPE` if the inputs do not go together
 * @example
 * const x = Input({ shape: [10, 16] })
 * const y = MultiHeadAttention(2, 8)(x, x) // [null, 10, 16]
 * @see https://keras.io/api/layers/attention_layers/multi_head_attention/
 */
export const MultiHeadAttention = callableClass(MultiHeadAttentionClass)
export type MultiHeadAttention = MultiHeadAttentionClass
