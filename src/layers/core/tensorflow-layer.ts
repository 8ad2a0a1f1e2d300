import { isTfjsLayer, type TfjsLayer, type tf, tfjsLayerOf, Variable } from '../../engine/index.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface TensorFlowLayerOptions extends LayerOptions {
  /** A layer of @tensorflow/tfjs-layers, or what a file holds of one. */
  layer?: TfjsLayer | { class_name: string; config: Config }
}

/** A weight that a layer of TensorFlow.js owns. */
class OwnedVariable extends Variable {
  readonly #owner: TfjsLayer['weights'][number]
  #isFreed = false

  constructor(weight: TfjsLayer['weights'][number], trainable: boolean) {
    const { shape, originalName } = weight
    const name = originalName.split('/').at(-1)!
    super({ name, shape: shape as number[], trainable, initial: () => weight.read() as tf.Tensor })
    this.#owner = weight
  }

  override read(): tf.Variable {
    return this.#owner.read() as tf.Variable
  }

  override assign(value: tf.Tensor): void {
    this.check(value)
    this.#owner.write(value)
  }

  override dispose(): void {
    // it may be freed with every model that it is in; TensorFlow.js frees once
    if (!this.#isFreed) this.#owner.dispose()
    this.#isFreed = true
  }
}

class TensorFlowLayerClass extends Layer {
  static override readonly className = 'TensorFlowLayer'
  /** The layer of TensorFlow.js that does the work. */
  readonly layer: TfjsLayer

  constructor(layer: TfjsLayer, options?: LayerOptions)
  constructor(options: TensorFlowLayerOptions)
  constructor(...args: unknown[]) {
    const options = named<TensorFlowLayerOptions>(['layer'], args, new.target.className)
    super(options)
    this.layer = innerLayer(options.layer)
  }

  override build(inputShape: Shapes): void {
    if (!this.layer.built) this.layer.build(inputShape)
    this.layer.built = true
    const trained = new Set(this.layer.trainableWeights)
    for (const weight of this.layer.weights) this.adoptWeight(new OwnedVariable(weight, trained.has(weight)))
  }

  override call(inputs: Tensors, { training, mask, kwargs }: CallContext = directCall()): Tensors {
    return this.layer.call(inputs, { training, ...(mask && { mask }), ...kwargs })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return this.layer.computeOutputShape(inputShape)
  }

  override getConfig(): Config {
    const { layer } = this
    return { ...super.getConfig(), layer: { class_name: layer.getClassName(), config: layer.getConfig() } }
  }
}

function innerLayer(given: TensorFlowLayerOptions['layer']): TfjsLayer {
  if (isTfjsLayer(given)) return given
  const { class_name: className, config } = (given ?? {}) as { class_name?: unknown; config?: Config }
  if (typeof className === 'string') return tfjsLayerOf(className, config!)
  throw argumentError(
    'TensorFlowLayer',
    'a layer of @tensorflow/tfjs-layers',
    'layer',
    given,
    'For example layers.dense({ units: 8 }), of the version of TensorFlow.js that Keratin works with.',
  )
}

/**
 * Uses a layer of TensorFlow.js in a Keratin model: one of the package @tensorflow/tfjs-layers, which is installed
 * beside Keratin by whoever wants it (version 4.22.0), or of a class of your own on its `layers.Layer`.
 *
 * Its numbers are those of TensorFlow.js. A file that holds one opens in Keratin only.
 *
 * @param layer a layer that is not part of another model
 *
 * Input and output shape: those of the layer.
 *
 * @throws KeratinError `ARGUMENT` for anything but a layer of TensorFlow.js, `UNSUPPORTED` for a file with one where
 *   @tensorflow/tfjs-layers is not installed
 * @example
 * import { layers } from '@tensorflow/tfjs-layers'
 * const y = TensorFlowLayer(layers.dense({ units: 8 }))(Input({ shape: [4] }))
 * @see https://js.tensorflow.org/api/latest/#Layers
 */
export const TensorFlowLayer = callableClass(TensorFlowLayerClass)
export type TensorFlowLayer = TensorFlowLayerClass
