import { tf, typedProduct, type Variable } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { ScoredAttention, type ScoredAttentionOptions } from './scored-attention.js'

interface AttentionOptions extends ScoredAttentionOptions {
  /** How a key is scored: by its product with the query, or by the tanh of their sum. Default `dot`. */
  scoreMode?: 'dot' | 'concat'
}

class AttentionClass extends ScoredAttention {
  static override readonly className = 'Attention'
  readonly scoreMode: 'dot' | 'concat'
  scale: Variable | undefined
  concatScoreWeight: Variable | undefined

  constructor(options: AttentionOptions = {}) {
    super(options, false)
    const { scoreMode = 'dot' } = options
    if (scoreMode !== 'dot' && scoreMode !== 'concat')
      throw argumentError('Attention', '"dot" or "concat"', 'scoreMode', scoreMode)
    this.scoreMode = scoreMode
  }

  protected override buildWeights(): void {
    if (this.useScale) this.scale = this.addWeight('scale', [], { initializer: 'ones' })
    if (this.scoreMode === 'concat')
      this.concatScoreWeight = this.addWeight('concat_score_weight', [], { initializer: 'ones' })
  }

  protected override scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
    const scaled = (x: tf.Tensor) => (this.scale ? tf.mul(x, this.scale.read()) : x)
    if (this.scoreMode === 'dot') return scaled(tf.cast(typedProduct(query, key, false, true), 'float32'))
    const sum = tf.cast(tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3)), 'float32')
    return tf.mul(tf.sum(tf.tanh(scaled(sum)), -1), this.concatScoreWeight!.read())
  }

  override getConfig(): Config {
    return { ...super.getConfig(), score_mode: this.scoreMode }
  }
}

/**
 * Weighs the steps of value by how well their keys fit each step of query: `softmax(query · keyᵀ) · value`.
 *
 * @param options.useScale whether scores are scaled by a weight that is trained. Default false
 * @param options.scoreMode `dot` (default), or `concat`: `w · Σ tanh(scale · (query + key))`
 * @param options.dropout share of the attention weights to drop in training. Default 0
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * The call takes `useCausalMask` and `returnAttentionScores`. Masked steps of value do not count, masked steps of query
 * give 0.
 *
 * Input shape: `[query, value]` or `[query, value, key]` of `[batch, Tq, dim]`, `[batch, Tv, dimV]`, `[batch, Tv, dim]`.
 * Output shape: `[batch, Tq, dimV]`, and the scores `[batch, Tq, Tv]` if they are asked for.
 *
 * @throws KeratinError `ARGUMENT` for another scoreMode; `SHAPE` if there are not two or three inputs
 * @example const y = Attention()([Input({ shape: [8, 16] }), Input({ shape: [4, 16] })]) // [null, 8, 16]
 * @see https://keras.io/api/layers/attention_layers/attention/
 */
export const Attention = callableClass(AttentionClass)
export type Attention = AttentionClass
