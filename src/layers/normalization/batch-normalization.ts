import type { ConstraintIdentifier } from '../../constraints/index.js'
import { batchNorm, normalizesChannels, scaleChannels, tf, type Variable } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { ForwardPass } from '../../graph/forward-pass.js'
import type { Masks } from '../../graph/masks.js'
import { oneShape, pythonShape, type Shapes } from '../../graph/shape.js'
import type { InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { WeightSettings, weightsConfig } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface BatchNormalizationOptions extends LayerOptions {
  /** The axis that is kept, usually of the channels. Default -1. */
  axis?: number
  /** Default 0.99. */
  momentum?: number
  /** Default 0.001. */
  epsilon?: number
  /** Whether beta is added. Default true. */
  center?: boolean
  /** Whether gamma multiplies. Default true. */
  scale?: boolean
  betaInitializer?: InitializerIdentifier
  gammaInitializer?: InitializerIdentifier
  movingMeanInitializer?: InitializerIdentifier
  movingVarianceInitializer?: InitializerIdentifier
  betaRegularizer?: RegularizerIdentifier | null
  gammaRegularizer?: RegularizerIdentifier | null
  betaConstraint?: ConstraintIdentifier | null
  gammaConstraint?: ConstraintIdentifier | null
  synchronized?: boolean
  renorm?: boolean
  /** Only kept for files, as `renorm` is not supported. */
  renormClipping?: unknown
  /** Only kept for files. Default 0.99. */
  renormMomentum?: number
}

// keeps a mean over nothing finite, as Keras' backend epsilon does
const backendEpsilon = 1e-7

class BatchNormalizationClass extends Layer {
  static override readonly className = 'BatchNormalization'
  static override readonly floatSettings: readonly string[] = ['momentum', 'epsilon', 'renorm_momentum']
  override readonly supportsMasking = true
  readonly axis: number
  readonly momentum: number
  readonly epsilon: number
  readonly center: boolean
  readonly scale: boolean
  readonly #settings: {
    beta: WeightSettings
    gamma: WeightSettings
    mean: WeightSettings
    variance: WeightSettings
  }
  readonly #renorm: Config
  gamma: Variable | undefined
  beta: Variable | undefined
  movingMean!: Variable
  movingVariance!: Variable

  constructor(options: BatchNormalizationOptions = {}) {
    super(options)
    const { axis = -1, momentum = 0.99, epsilon = 1e-3 } = options
    if (!Number.isInteger(axis)) throw argumentError('BatchNormalization', 'an integer', 'axis', axis)
    if (options.renorm || options.synchronized) {
      throw new KeratinError(
        'UNSUPPORTED',
        `BatchNormalization "${this.name}": renorm and synchronized are not supported.`,
      )
    }
    this.axis = axis
    this.#renorm = {
      renorm_clipping: options.renormClipping ?? null,
      renorm_momentum: options.renormMomentum ?? 0.99,
    }
    this.momentum = momentum
    this.epsilon = epsilon
    this.center = options.center ?? true
    this.scale = options.scale ?? true
    this.#settings = {
      beta: new WeightSettings(
        'beta',
        options.betaInitializer ?? 'zeros',
        options.betaRegularizer,
        options.betaConstraint,
      ),
      gamma: new WeightSettings(
        'gamma',
        options.gammaInitializer ?? 'ones',
        options.gammaRegularizer,
        options.gammaConstraint,
      ),
      mean: new WeightSettings('moving_mean', options.movingMeanInitializer ?? 'zeros'),
      variance: new WeightSettings('moving_variance', options.movingVarianceInitializer ?? 'ones'),
    }
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const channels = shape.at(this.axis)
    if (channels == null) {
      throw new KeratinError(
        'SHAPE',
        `BatchNormalization "${this.name}" needs axis ${this.axis} to have a fixed extent. Received: input shape ${pythonShape(shape)}.`,
      )
    }
    const { beta, gamma, mean, variance } = this.#settings
    if (this.scale) this.gamma = this.addWeight('gamma', [channels], gamma.options)
    if (this.center) this.beta = this.addWeight('beta', [channels], beta.options)
    this.movingMean = this.addWeight('moving_mean', [channels], { ...mean.options, trainable: false })
    this.movingVariance = this.addWeight('moving_variance', [channels], {
      ...variance.options,
      trainable: false,
    })
    this.inputSpec = { ndim: shape.length, axes: { [this.axis]: channels } }
  }

  override call(x: tf.Tensor, { training, pass, mask }: CallContext = directCall()): tf.Tensor {
    const axis = this.axis < 0 ? this.axis + x.rank : this.axis
    if (axis === x.rank - 1 && (!mask || Array.isArray(mask)) && normalizesChannels(x))
      return this.#normalizeLast(x, training && this.trainable, pass)
    const wide = x.shape.map((d, i) => (i === axis ? d : 1))
    const spread = (v: tf.Tensor) => tf.reshape(v, wide)
    const useBatch = training && this.trainable
    const { mean, variance } = useBatch
      ? moments(x, axis, mask)
      : { mean: spread(pass.read(this.movingMean)), variance: spread(pass.read(this.movingVariance)) }
    if (useBatch) this.#updateMoving(mean, variance, pass)
    const inverse = tf.rsqrt(tf.add(variance, this.epsilon))
    const factor = this.gamma ? tf.mul(inverse, spread(this.gamma.read())) : inverse
    const y = tf.mul(tf.sub(x, mean), factor)
    return this.beta ? tf.add(y, spread(this.beta.read())) : y
  }

  /** The same by kernels of Keratin's engine, for channels on the last axis. */
  #normalizeLast(x: tf.Tensor, useBatch: boolean, pass: ForwardPass): tf.Tensor {
    const [gamma, beta] = [this.gamma?.read(), this.beta?.read()]
    if (useBatch) {
      const { y, mean, variance } = batchNorm(x, gamma, beta, this.epsilon)
      this.#updateMoving(mean, variance, pass)
      return y
    }
    const [mean, variance] = [pass.read(this.movingMean), pass.read(this.movingVariance)]
    const inverse = tf.rsqrt(tf.add(variance, this.epsilon))
    const scale = gamma ? tf.mul(inverse, gamma) : inverse
    const shift = tf.neg(tf.mul(mean, scale))
    return scaleChannels(x, scale, beta ? tf.add(shift, beta) : shift)
  }

  #updateMoving(mean: tf.Tensor, variance: tf.Tensor, pass: ForwardPass): void {
    for (const [moving, value] of [
      [this.movingMean, mean],
      [this.movingVariance, variance],
    ] as const) {
      const flat = tf.reshape(value, moving.shape as number[])
      pass.update(moving, tf.add(tf.mul(pass.read(moving), this.momentum), tf.mul(flat, 1 - this.momentum)))
    }
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    const { beta, gamma, mean, variance } = this.#settings
    const {
      moving_mean_regularizer,
      moving_variance_regularizer,
      moving_mean_constraint,
      moving_variance_constraint,
      ...rest
    } = weightsConfig([beta, gamma, mean, variance])
    return {
      ...super.getConfig(),
      axis: this.axis,
      momentum: this.momentum,
      epsilon: this.epsilon,
      center: this.center,
      scale: this.scale,
      ...rest,
      synchronized: false,
      renorm: false,
      ...this.#renorm,
    }
  }
}

/** Mean and (biased) variance over all axes but one, of the positions that count. */
function moments(x: tf.Tensor, axis: number, mask: Masks): { mean: tf.Tensor; variance: tf.Tensor } {
  const axes = x.shape.map((_, i) => i).filter((i) => i !== axis)
  if (!mask || Array.isArray(mask)) return tf.moments(x, axes, true)
  const weights = tf.reshape(tf.cast(mask, 'float32'), [
    ...mask.shape,
    ...Array<number>(x.rank - mask.rank).fill(1),
  ])
  const every = tf.mul(weights, tf.onesLike(x))
  const total = tf.add(tf.sum(every, axes, true), backendEpsilon)
  const mean = tf.div(tf.sum(tf.mul(x, every), axes, true), total)
  const variance = tf.div(tf.sum(tf.mul(tf.square(tf.sub(x, mean)), every), axes, true), total)
  return { mean, variance }
}

/**
 * Normalizes each channel over the batch: `gamma · (x - mean) / sqrt(variance + epsilon) + beta`.
 *
 * In training, mean and variance are those of the batch, and moving averages of them are kept; otherwise, and where
 * `trainable` is false, the moving averages are used.
 *
 * @param options.axis the axis that is kept. Default -1
 * @param options.momentum of the moving averages. Default 0.99
 * @param options.epsilon default 0.001
 * @param options.center, scale whether there are beta and gamma. Default true
 *
 * Input shape: any. Output shape: the same.
 *
 * @example const y = BatchNormalization()(Input({ shape: [24, 24, 32] }))
 * @see https://keras.io/api/layers/normalization_layers/batch_normalization/
 */
export const BatchNormalization = callableClass(BatchNormalizationClass)
export type BatchNormalization = BatchNormalizationClass
