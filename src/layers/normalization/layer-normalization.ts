import { layerNormalization, tf, type Variable } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import { axesOf, broadcastShape } from './axes.js'
import { type GainOptions, GainSettings } from './gain.js'

interface LayerNormalizationOptions extends GainOptions {
  /** The axis, or several, that are normalized together. Default -1. */
  axis?: number | readonly number[]
  /** Deprecated in Keras: divides by the standard deviation without subtracting the mean. Default false. */
  rmsScaling?: boolean
}

class LayerNormalizationClass extends Layer {
  static override readonly className = 'LayerNormalization'
  static override readonly floatSettings: readonly string[] = ['epsilon']
  override readonly supportsMasking = true
  readonly axis: readonly number[]
  readonly rmsScaling: boolean
  readonly #settings: GainSettings
  gamma: Variable | undefined
  beta: Variable | undefined

  constructor(options: LayerNormalizationOptions = {}) {
    super(options)
    const axis = [options.axis ?? -1].flat()
    if (!axis.every(Number.isInteger))
      throw argumentError('LayerNormalization', 'an integer or a list of them', 'axis', options.axis)
    this.axis = axis.sort((a, b) => a - b)
    this.rmsScaling = options.rmsScaling ?? false
    this.#settings = new GainSettings(options)
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const { beta, gamma, center, scale } = this.#settings
    const extents = axesOf(this, this.axis, shape).map((axis) => shape[axis]!)
    if (scale || this.rmsScaling) this.gamma = this.addWeight('gamma', extents, gamma.options)
    if (center && !this.rmsScaling) this.beta = this.addWeight('beta', extents, beta.options)
  }

  override call(x: tf.Tensor): tf.Tensor {
    if (x.dtype === 'float32') return this.#normalized(x)
    // as in Keras, integers stay integers until the output is cast to the dtype of the layer
    return tf.cast(tf.cast(this.#normalized(tf.cast(x, 'float32')), x.dtype), 'float32')
  }

  #normalized(x: tf.Tensor): tf.Tensor {
    const { epsilon } = this.#settings
    const axes = axesOf(this, this.axis, x.shape)
    const shape = broadcastShape(x.shape, axes)
    const spread = (v: Variable | undefined) =>
      v && (shape.length === 1 ? v.read() : tf.reshape(v.read(), shape))
    const gamma = spread(this.gamma)
    if (this.rmsScaling) {
      const { variance } = tf.moments(x, axes, true)
      return tf.mul(tf.mul(x, tf.rsqrt(tf.add(variance, epsilon))), gamma!)
    }
    return layerNormalization(x, { axes, epsilon, gamma, beta: spread(this.beta) })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    const { config } = this.#settings
    return { ...super.getConfig(), axis: this.axis, rms_scaling: this.rmsScaling, ...config }
  }
}

/**
 * Normalizes each sample for itself: `gamma · (x - mean) / sqrt(variance + epsilon) + beta`, mean and variance over
 * the axes given.
 *
 * @param options.axis the axis, or several, that are normalized together. Default -1
 * @param options.epsilon default 0.001
 * @param options.center, scale whether there are beta and gamma. Default true
 * @param options.betaInitializer, gammaInitializer default `zeros` and `ones`
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `SHAPE` if an axis has no fixed extent
 * @example const y = LayerNormalization()(Input({ shape: [20, 64] }))
 * @see https://keras.io/api/layers/normalization_layers/layer_normalization/
 */
export const LayerNormalization = callableClass(LayerNormalizationClass)
export type LayerNormalization = LayerNormalizationClass
