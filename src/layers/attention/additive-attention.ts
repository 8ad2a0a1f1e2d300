import { tf, type Variable } from '../../engine/index.js'
import type { Shape } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { ScoredAttention, type ScoredAttentionOptions } from './scored-attention.js'

class AdditiveAttentionClass extends ScoredAttention {
  static override readonly className = 'AdditiveAttention'
  scale: Variable | undefined

  constructor(options: ScoredAttentionOptions = {}) {
    super(options, true)
  }

  protected override buildWeights(query: Shape): void {
    if (!this.useScale) return
    const dim = query.at(-1)
    if (dim == null) {
      throw argumentError(`AdditiveAttention "${this.name}"`, 'known on the last axis', 'inputShape', query)
    }
    this.scale = this.addWeight('scale', [dim])
  }

  protected override scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor {
    const terms = tf.add(tf.expandDims(query, -2), tf.expandDims(key, -3))
    const sum = tf.tanh(tf.cast(terms, 'float32'))
    return tf.sum(this.scale ? tf.mul(sum, this.scale.read()) : sum, -1)
  }
}

/**
 * Weighs the steps of value by how well their keys fit each step of query, after Bahdanau:
 * `softmax(Σ scale · tanh(query + key)) · value`.
 *
 * @param options.useScale whether there are scales that are trained. Default true
 * @param options.dropout share of the attention weights to drop in training. Default 0
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * The call takes `useCausalMask` and `returnAttentionScores`. Masked steps of value do not count, masked steps of query
 * give 0.
 *
 * Input shape: `[query, value]` or `[query, value, key]` of `[batch, Tq, dim]`, `[batch, Tv, dimV]`, `[batch, Tv, dim]`.
 * Output shape: `[batch, Tq, dimV]`, and the scores `[batch, Tq, Tv]` if they are asked for.
 *
 * @throws KeratinError `SHAPE` if there are not two or three inputs
 * @example const y = AdditiveAttention()([Input({ shape: [8, 16] }), Input({ shape: [4, 16] })]) // [null, 8, 16]
 * @see https://keras.io/api/layers/attention_layers/additive_attention/
 */
export const AdditiveAttention = callableClass(AdditiveAttentionClass)
export type AdditiveAttention = AdditiveAttentionClass
