import { tf, Variable } from '../engine/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { named } from '../support/options.js'
import type { Config } from '../support/registry.js'
import type { CallContext, Tensors } from './call-context.js'
import { callableClass } from './callable.js'
import { Layer } from './layer.js'
import type { LayerOptions } from './layer-options.js'
import type { Shapes } from './shape.js'

type Inner = tf.layers.Layer

interface TensorFlowLayerOptions extends LayerOptions {
  /** A layer of `tf.layers`, or what a file holds of one. */
  layer?: Inner | { class_name: string; config: Config }
}

/** A weight that a layer of TensorFlow.js owns. */
class OwnedVariable extends Variable {
  readonly #owner: Inner['weights'][number]

  constructor(weight: Inner['weights'][number], trainable: boolean) {
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
    this.#owner.dispose()
  }
}

class TensorFlowLayerClass extends Layer {
  static override readonly className = 'TensorFlowLayer'
  /** The layer of TensorFlow.js that does the work. */
  readonly layer: Inner

  constructor(layer: Inner, options?: LayerOptions)
  constructor(options: TensorFlowLayerOptions)
  constructor(...args: unknown[]) {
    const options = named<TensorFlowLayerOptions>(['layer'], args, new.target.className)
    super(options)
    this.layer = innerLayer(options.layer)
  }

  override build(inputShape: Shapes): void {
    if (!this.layer.built) this.layer.build(inputShape as tf.Shape | tf.Shape[])
    this.layer.built = true
    const trained = new Set(this.layer.trainableWeights)
    for (const weight of this.layer.weights) this.adoptWeight(new OwnedVariable(weight, trained.has(weight)))
  }

  override call(inputs: Tensors, { training, mask, kwargs }: CallContext): Tensors {
    return this.layer.call(inputs, { training, ...(mask && { mask }), ...kwargs })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return this.layer.computeOutputShape(inputShape as tf.Shape | tf.Shape[])
  }

  override getConfig(): Config {
    const { layer } = this
    return { ...super.getConfig(), layer: { class_name: layer.getClassName(), config: layer.getConfig() } }
  }
}

function innerLayer(given: TensorFlowLayerOptions['layer']): Inner {
  if (given instanceof tf.layers.Layer) return given
  const className = (given as { class_name?: unknown } | undefined)?.class_name
  if (typeof className !== 'string') {
    throw argumentError(
      'TensorFlowLayer',
      'a layer of tf.layers',
      'layer',
      given,
      'For example tf.layers.dense({ units: 8 }).',
    )
  }
  const known = tf.serialization.SerializationMap.getMap().classNameMap[className]
  if (!known) {
    throw new KeratinError('UNSUPPORTED', `TensorFlow.js has no layer class "${className}".`, {
      hint: 'Register it with tf.serialization.registerClass first.',
    })
  }
  const [cls, fromConfig] = known
  return fromConfig(cls, (given as { config: Config }).config as tf.serialization.ConfigDict) as Inner
}

/**
 * Uses a layer of TensorFlow.js (`tf.layers`, or a class of your own on `tf.layers.Layer`) in a Keratin model.
 *
 * Its numbers are those of TensorFlow.js. A file that holds one opens in Keratin only.
 *
 * @param layer a layer that is not part of another model
 *
 * Input and output shape: those of the layer.
 *
 * @throws KeratinError `ARGUMENT` for anything but a layer of TensorFlow.js
 * @example const y = TensorFlowLayer(tf.layers.dense({ units: 8 }))(Input({ shape: [4] }))
 * @see https://js.tensorflow.org/api/latest/#Layers
 */
export const TensorFlowLayer = callableClass(TensorFlowLayerClass)
export type TensorFlowLayer = TensorFlowLayerClass
