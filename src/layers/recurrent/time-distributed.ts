import { tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Mask } from '../../graph/masks.js'
import { oneShape, pythonShape, type Shape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { serializeLayer } from '../base/serialize.js'

export interface TimeDistributedOptions extends LayerOptions {
  /** What to apply to every step. */
  layer?: Layer
}

class TimeDistributedClass extends Layer {
  static override readonly className = 'TimeDistributed'
  static override readonly innerLayers = ['layer']
  override readonly supportsMasking = true
  readonly layer: Layer

  constructor(layer: Layer, options?: TimeDistributedOptions)
  constructor(options: TimeDistributedOptions & { layer: Layer })
  constructor(...args: unknown[]) {
    const options = named<TimeDistributedOptions>(['layer'], args, new.target.className)
    super(options)
    if (!(options.layer instanceof Layer))
      throw argumentError('TimeDistributed', 'a layer', 'layer', options.layer)
    this.layer = options.layer
  }

  #stepShape(inputShape: Shapes): Shape {
    const [batch, , ...features] = oneShape(inputShape)
    if (features.length > 0) return [batch!, ...features]
    throw new KeratinError(
      'SHAPE',
      `TimeDistributed "${this.name}" needs inputs with at least 3 axes. Received: ${pythonShape(oneShape(inputShape))}.`,
    )
  }

  override build(inputShape: Shapes): void {
    this.layer.ensureBuilt(this.#stepShape(inputShape))
  }

  #penalizes = false

  /** Whether what the layer does to one step depends on those before it, as with moving averages. */
  get #keepsState(): boolean {
    return this.layer.weights.some((v) => !v.trainable)
  }

  override call(x: tf.Tensor, context: CallContext = directCall()): tf.Tensor {
    const mask = ([context.mask].flat()[0] ?? null) as Mask
    const [batch, steps] = x.shape as [number, number]
    // a mask of steps says nothing about what is inside one
    const inner = mask && mask.rank > 2 ? mask : null
    const apply = (input: tf.Tensor, inputMask: Mask) =>
      this.layer.call(input, { ...context, mask: inputMask, kwargs: {} }) as tf.Tensor
    const stepwise = () => {
      const masks = inner && [...tf.unstack(inner, 1)]
      const outputs = [...tf.unstack(x, 1)].map((input, t) => apply(input, masks?.[t] ?? null))
      return tf.stack(outputs, 1)
    }
    if (this.#penalizes || (context.training && this.#keepsState)) return stepwise()
    const before = context.pass.losses.length
    const folded = (t: tf.Tensor) => tf.reshape(t, [batch * steps, ...t.shape.slice(2)])
    const y = apply(folded(x), inner && folded(inner))
    if (context.pass.losses.length === before) return tf.reshape(y, [batch, steps, ...y.shape.slice(1)])
    // penalties are means over the batch, and count for each step
    this.#penalizes = true
    context.pass.forgetLossesAfter(before)
    return stepwise()
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const step = this.#stepShape(inputShape)
    this.layer.ensureBuilt(step)
    const [batch, ...features] = oneShape(this.layer.computeOutputShape(step))
    return [batch!, oneShape(inputShape)[1]!, ...features]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), layer: serializeLayer(this.layer) }
  }
}

/**
 * Applies a layer to every step in time, with the same weights.
 *
 * @param layer what to apply
 *
 * Input shape: `[batch, steps, ...]`, at least three axes. Output shape: `[batch, steps, ...]`, a step as the layer
 * makes it of one of the input.
 *
 * @throws KeratinError `ARGUMENT` if layer is none, `SHAPE` if the input has fewer than three axes
 * @example const y = TimeDistributed(Dense(4))(Input({ shape: [10, 8] })) // [null, 10, 4]
 * @see https://keras.io/api/layers/recurrent_layers/time_distributed/
 */
export const TimeDistributed = callableClass(TimeDistributedClass)
export type TimeDistributed = TimeDistributedClass
