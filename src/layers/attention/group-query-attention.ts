import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { ProjectedAttention, type ProjectedAttentionOptions, positiveInteger } from './projected-attention.js'

interface GroupQueryAttentionOptions extends ProjectedAttentionOptions {
  /** Length of a head's queries, keys and values. */
  headDim?: number
  numQueryHeads?: number
  /** Number of heads of key and value; divides numQueryHeads. */
  numKeyValueHeads?: number
}

class GroupQueryAttentionClass extends ProjectedAttention {
  static override readonly className = 'GroupQueryAttention'
  static override readonly sourceName = 'GroupedQueryAttention'
  protected override readonly attributePrefix = '_'
  readonly headDim: number
  readonly numQueryHeads: number
  readonly numKeyValueHeads: number

  constructor(
    headDim: number,
    numQueryHeads: number,
    numKeyValueHeads: number,
    options?: GroupQueryAttentionOptions,
  )
  constructor(
    options: GroupQueryAttentionOptions & {
      headDim: number
      numQueryHeads: number
      numKeyValueHeads: number
    },
  )
  constructor(...args: unknown[]) {
    const options = named<GroupQueryAttentionOptions>(
      ['headDim', 'numQueryHeads', 'numKeyValueHeads'],
      args,
      new.target.className,
    )
    super(options)
    const { headDim, numQueryHeads, numKeyValueHeads } = options
    this.headDim = positiveInteger('GroupQueryAttention', 'headDim', headDim)
    this.numQueryHeads = positiveInteger('GroupQueryAttention', 'numQueryHeads', numQueryHeads)
    this.numKeyValueHeads = positiveInteger('GroupQueryAttention', 'numKeyValueHeads', numKeyValueHeads)
    if (this.numQueryHeads % this.numKeyValueHeads !== 0) {
      const divisor = `a divisor of numQueryHeads, ${numQueryHeads}`
      throw argumentError('GroupQueryAttention', divisor, 'numKeyValueHeads', numKeyValueHeads)
    }
    this.inputSpec = { ndim: 3 }
  }

  protected override get heads() {
    const { headDim, numQueryHeads, numKeyValueHeads } = this
    const query: [number, number] = [numQueryHeads, headDim]
    const key: [number, number] = [numKeyValueHeads, headDim]
    return { query, key, value: key, output: null }
  }

  protected override stepAxes(): number[] {
    return [1]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      head_dim: this.headDim,
      num_query_heads: this.numQueryHeads,
      num_key_value_heads: this.numKeyValueHeads,
    }
  }
}

/**
 * As MultiHeadAttention, with fewer heads of key and value than of query: each serves several.
 *
 * @param headDim length of a head's queries, keys and values
 * @param numQueryHeads number of heads of the query
 * @param numKeyValueHeads number of heads of key and value; divides numQueryHeads
 * @param options.dropout share of the attention weights to drop in training. Default 0
 * @param options.useBias whether the projections add a bias. Default true
 * @param options.slidingWindow no step looks at one that is so many steps away, or more. Default: no limit
 * @param options.useGate whether outputs of heads are multiplied by a gate, a sigmoid of the query. Default false
 *
 * The call is `attention(query, value)` or `attention(query, value, key)`; it takes `useCausalMask`, `attentionMask`
 * (`[batch, T, S]`) and `returnAttentionScores`. Masks of query, value and key are minded.
 *
 * Input shape: query `[batch, T, dim]`, value `[batch, S, dim]`, key `[batch, S, dim]`.
 * Output shape: `[batch, T, dim]`, and the scores `[batch, numQueryHeads, T, S]` if they are asked for.
 *
 * @throws KeratinError `ARGUMENT` for sizes that are no positive integers or do not divide
 * @example
 * const x = Input({ shape: [10, 16] })
 * const y = GroupQueryAttention(8, 4, 2)(x, x) // [null, 10, 16]
 * @see https://keras.io/api/layers/attention_layers/group_query_attention/
 */
export const GroupQueryAttention = callableClass(GroupQueryAttentionClass)
export type GroupQueryAttention = GroupQueryAttentionClass
