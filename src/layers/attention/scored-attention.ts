import { dropout, tf } from '../../engine/index.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask, Masks } from '../../graph/masks.js'
import { isShapeList, type Shape, type Shapes } from '../../graph/shape.js'
import type { CallArguments } from '../../graph/symbolic.js'
import { KeratinError } from '../../support/errors.js'
import type { RandomStream } from '../../support/random.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { shareOf } from '../regularization/random-layer.js'
import { attentionCall } from './call-options.js'
import { every, penalties, stepMask } from './masks.js'

export interface ScoredAttentionOptions extends LayerOptions {
  /** Whether scores are scaled by a weight that is trained. */
  useScale?: boolean
  /** Share of the attention weights to drop in training. Default 0. */
  dropout?: number
  seed?: number | null
}

const MASKED = -1e9

/** What the attention layers without heads share: they differ in how they score a key for a query. */
export abstract class ScoredAttention extends Layer {
  static override readonly floatSettings: readonly string[] = ['dropout']
  static override readonly callOptions: readonly string[] = ['returnAttentionScores', 'useCausalMask']
  readonly useScale: boolean
  readonly dropout: number
  readonly seed: number | null
  readonly #stream: RandomStream | undefined

  constructor(options: ScoredAttentionOptions, useScaleByDefault: boolean) {
    super(options)
    this.useScale = options.useScale ?? useScaleByDefault
    this.dropout = shareOf(this.className, 'dropout', options.dropout ?? 0)
    this.seed = options.seed ?? null
    this.#stream = this.ownStream(this.seed)
  }

  /** [batch, steps of the query, steps of the key] */
  protected abstract scores(query: tf.Tensor, key: tf.Tensor): tf.Tensor

  /** The weights, given [query, value] or [query, value, key]. */
  protected abstract buildWeights(query: Shape): void

  override build(inputShape: Shapes): void {
    this.buildWeights(this.#checked(inputShape)[0]!)
  }

  #checked(inputShape: Shapes): readonly Shape[] {
    if (isShapeList(inputShape) && (inputShape.length === 2 || inputShape.length === 3)) return inputShape
    const received = isShapeList(inputShape) ? `a list of ${inputShape.length}` : 'a single tensor'
    throw new KeratinError(
      'SHAPE',
      `${this.className} "${this.name}" must be called on [query, value] or [query, value, key]. Received: ${received}.`,
    )
  }

  override call([query, value, key = value!]: tf.Tensor[], context: CallContext = directCall()): Tensors {
    const { training, pass } = context
    const [queryMask, valueMask] = [context.mask].flat() as (Mask | undefined)[]
    const { returnAttentionScores, useCausalMask = false } = attentionCall(context.kwargs)
    const scores = this.scores(query!, key)
    const [queries, keys] = scores.shape.slice(-2) as [number, number]
    const mask = every([
      valueMask && tf.expandDims(valueMask, -2),
      stepMask(queries, keys, { causal: useCausalMask }),
    ])
    const weights = tf.softmax(mask ? tf.add(scores, penalties(mask, MASKED)) : scores)
    const kept =
      training && this.dropout > 0 ? dropout(weights, this.dropout, pass.seed(this.#stream)) : weights
    const sum = tf.matMul(kept, tf.cast(value!, 'float32'))
    const output = queryMask ? tf.mul(sum, tf.cast(tf.expandDims(queryMask, -1), 'float32')) : sum
    return returnAttentionScores ? [output, kept] : output
  }

  override computeMask(_inputs: Tensors, mask: Masks): Mask {
    return ([mask].flat()[0] ?? null) as Mask
  }

  override computeOutputShape(inputShape: Shapes, kwargs?: CallArguments): Shapes {
    const [query, value, key = value!] = this.#checked(inputShape) as [Shape, Shape, Shape?]
    const output = [...query.slice(0, -1), value.at(-1)!]
    return attentionCall(kwargs).returnAttentionScores
      ? [output, [...query.slice(0, -1), key.at(-2)!]]
      : output
  }

  override getConfig(): Config {
    return { ...super.getConfig(), use_scale: this.useScale, dropout: this.dropout, seed: this.seed }
  }
}
