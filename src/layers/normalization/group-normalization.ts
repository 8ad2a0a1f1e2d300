import { layerNormalization, tf, type Variable } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import { axesOf } from './axes.js'
import { type GainOptions, GainSettings } from './gain.js'

interface GroupNormalizationOptions extends GainOptions {
  /** Number of groups that the channels are divided into; -1 for one of each channel. Default 32. */
  groups?: number
  /** The axis of the channels. Default -1. */
  axis?: number
}

class GroupNormalizationClass extends Layer {
  static override readonly className = 'GroupNormalization'
  static override readonly floatSettings: readonly string[] = ['epsilon']
  override readonly supportsMasking = true
  readonly axis: number
  readonly #settings: GainSettings
  #groups: number
  gamma: Variable | undefined
  beta: Variable | undefined

  constructor(options?: GroupNormalizationOptions)
  constructor(groups: number, options?: GroupNormalizationOptions)
  constructor(...args: unknown[]) {
    const options = named<GroupNormalizationOptions>(['groups'], args, new.target.className)
    super(options)
    const { groups = 32, axis = -1 } = options
    if (!Number.isInteger(groups) || (groups <= 0 && groups !== -1))
      throw argumentError('GroupNormalization', 'a positive integer or -1', 'groups', groups)
    if (!Number.isInteger(axis)) throw argumentError('GroupNormalization', 'an integer', 'axis', axis)
    this.#groups = groups
    this.axis = axis
    this.#settings = new GainSettings(options)
  }

  /** The number of groups. */
  get groups(): number {
    return this.#groups
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const [axis] = axesOf(this, [this.axis], shape) as [number]
    const channels = shape[axis]!
    if (this.#groups === -1) this.#groups = channels
    if (channels % this.#groups !== 0) {
      throw new KeratinError(
        'SHAPE',
        `GroupNormalization "${this.name}" cannot divide ${channels} channels into ${this.#groups} equal groups.`,
        { hint: 'Set groups to a divisor of the number of channels.' },
      )
    }
    const { beta, gamma, center, scale } = this.#settings
    if (scale) this.gamma = this.addWeight('gamma', [channels], gamma.options)
    if (center) this.beta = this.addWeight('beta', [channels], beta.options)
    this.inputSpec = { ndim: shape.length, axes: { [this.axis]: channels } }
  }

  override call(x: tf.Tensor): tf.Tensor {
    const [axis] = axesOf(this, [this.axis], x.shape) as [number]
    const inGroup = x.shape[axis]! / this.#groups
    const grouped = [...x.shape.slice(0, axis), this.#groups, inGroup, ...x.shape.slice(axis + 1)]
    const wide = grouped.map((d, i) => (i === axis || i === axis + 1 ? d : 1))
    const spread = (v: Variable | undefined) => v && tf.reshape(v.read(), wide)
    const normal = layerNormalization(tf.reshape(x, grouped), {
      axes: grouped.map((_, i) => i).filter((i) => i !== 0 && i !== axis),
      epsilon: this.#settings.epsilon,
      gamma: spread(this.gamma),
      beta: spread(this.beta),
    })
    return tf.reshape(tf.cast(normal, 'float32'), x.shape)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), groups: this.#groups, axis: this.axis, ...this.#settings.config }
  }
}

/**
 * Normalizes groups of channels of each sample: `gamma · (x - mean) / sqrt(variance + epsilon) + beta`, mean and
 * variance over a group's channels and all places.
 *
 * @param options.groups number of groups; -1 for one of each channel (instance normalization). Default 32
 * @param options.axis the axis of the channels. Default -1
 * @param options.epsilon default 0.001
 * @param options.center, scale whether there are beta and gamma. Default true
 *
 * Input shape: any, the channels divisible into the groups. Output shape: the same.
 *
 * @throws KeratinError `SHAPE` if the channels cannot be divided into so many groups
 * @example const y = GroupNormalization({ groups: 4 })(Input({ shape: [24, 24, 32] }))
 * @see https://keras.io/api/layers/normalization_layers/group_normalization/
 */
export const GroupNormalization = callableClass(GroupNormalizationClass)
export type GroupNormalization = GroupNormalizationClass
