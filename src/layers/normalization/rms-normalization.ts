import { layerNormalization, tf, type Variable } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { axesOf, broadcastShape } from './axes.js'

interface RMSNormalizationOptions extends LayerOptions {
  /** The axis, or several, that are normalized together. Default -1. */
  axis?: number | readonly number[]
  /** Added to the mean square. Default 1e-6. */
  epsilon?: number
}

class RMSNormalizationClass extends Layer {
  static override readonly className = 'RMSNormalization'
  static override readonly floatSettings: readonly string[] = ['epsilon']
  readonly axis: readonly number[]
  readonly epsilon: number
  scale!: Variable

  constructor(options: RMSNormalizationOptions = {}) {
    super(options)
    this.axis = [options.axis ?? -1].flat().sort((a, b) => a - b)
    this.epsilon = options.epsilon ?? 1e-6
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const extents = axesOf(this, this.axis, shape).map((axis) => shape[axis]!)
    this.scale = this.addWeight('scale', extents, { initializer: 'ones' })
  }

  override call(x: tf.Tensor): tf.Tensor {
    const axes = axesOf(this, this.axis, x.shape)
    const shape = broadcastShape(x.shape, axes)
    const gamma = shape.length === 1 ? this.scale.read() : tf.reshape(this.scale.read(), shape)
    return layerNormalization(x, { axes, epsilon: this.epsilon, centre: false, gamma })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), axis: this.axis, epsilon: this.epsilon }
  }
}

/**
 * Divides each sample by its root mean square: `scale · x / sqrt(mean(x²) + epsilon)`.
 *
 * @param options.axis the axis, or several, that are normalized together. Default -1
 * @param options.epsilon default 1e-6
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `SHAPE` if an axis has no fixed extent
 * @example const y = RMSNormalization()(Input({ shape: [20, 64] }))
 * @see https://keras.io/api/layers/normalization_layers/rms_normalization/
 */
export const RMSNormalization = callableClass(RMSNormalizationClass)
export type RMSNormalization = RMSNormalizationClass
