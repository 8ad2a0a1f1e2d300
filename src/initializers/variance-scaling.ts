import { type Constructible, constructible } from '../support/constructible.js'
import { argumentError } from '../support/errors.js'
import type { RandomStream } from '../support/random.js'
import type { Config } from '../support/registry.js'
import { drawNormal, drawTruncatedNormal, drawUniform } from './draw.js'
import { RandomInitializer, type RandomInitializerOptions } from './initializer.js'

const modes = ['fan_in', 'fan_out', 'fan_avg'] as const
const distributions = ['uniform', 'truncated_normal', 'untruncated_normal'] as const
type Mode = (typeof modes)[number]
type Distribution = (typeof distributions)[number]

/** Standard deviation of the standard normal distribution cut off at ±2. */
const TRUNCATED_STDDEV = 0.8796256610342398

export interface FanOptions extends RandomInitializerOptions {
  /** Axes whose sizes multiply to the number of inputs of a unit; with `outputAxes`, for unusual kernels. */
  inputAxes?: number[] | null
  outputAxes?: number[] | null
}

export interface VarianceScalingOptions extends FanOptions {
  /** Variance times the fan. Default 1. */
  scale?: number
  /** Which fan: of a unit's inputs, its outputs, or the mean of both. Default `fan_in`. */
  mode?: Mode
  /** Default `truncated_normal` (also `normal`). */
  distribution?: Distribution | 'normal'
}

/** The base of initializers whose spread depends on how many inputs or outputs a unit has. */
export class VarianceScalingClass extends RandomInitializer {
  static override readonly className: string = 'VarianceScaling'
  static override readonly floatSettings: readonly string[] = ['scale']
  readonly scale: number
  readonly mode: Mode
  readonly distribution: Distribution
  readonly inputAxes: number[] | null
  readonly outputAxes: number[] | null

  constructor(options: VarianceScalingOptions = {}) {
    super(options)
    const { scale = 1, mode = 'fan_in', distribution = 'truncated_normal', inputAxes, outputAxes } = options
    const wanted = distribution.toLowerCase() === 'normal' ? 'truncated_normal' : distribution.toLowerCase()
    if (!(scale > 0)) throw argumentError('VarianceScaling', 'a positive number', 'scale', scale)
    if (!modes.includes(mode))
      throw argumentError('VarianceScaling', `one of ${modes.join(', ')}`, 'mode', mode)
    if (!distributions.includes(wanted as Distribution)) {
      throw argumentError(
        'VarianceScaling',
        `one of ${distributions.join(', ')}`,
        'distribution',
        distribution,
      )
    }
    this.scale = scale
    this.mode = mode
    this.distribution = wanted as Distribution
    this.inputAxes = inputAxes ?? null
    this.outputAxes = outputAxes ?? null
  }

  protected override fill(values: Float32Array, shape: readonly number[], stream: RandomStream): void {
    const [fanIn, fanOut] = this.#fans(shape)
    const fan = this.mode === 'fan_in' ? fanIn : this.mode === 'fan_out' ? fanOut : (fanIn + fanOut) / 2
    const variance = this.scale / Math.max(1, fan)
    if (this.distribution === 'uniform') {
      const limit = Math.sqrt(3 * variance)
      drawUniform(values, -limit, limit, stream)
    } else if (this.distribution === 'truncated_normal') {
      drawTruncatedNormal(values, 0, Math.sqrt(variance) / TRUNCATED_STDDEV, stream)
    } else {
      drawNormal(values, 0, Math.sqrt(variance), stream)
    }
  }

  #fans(shape: readonly number[]): [number, number] {
    const product = (axes: readonly number[]) => axes.reduce((n, axis) => n * shape.at(axis)!, 1)
    if (this.inputAxes && this.outputAxes) return [product(this.inputAxes), product(this.outputAxes)]
    if (shape.length === 0) return [1, 1]
    if (shape.length === 1) return [shape[0]!, shape[0]!]
    const receptiveField = shape.slice(0, -2).reduce((n, d) => n * d, 1)
    return [shape.at(-2)! * receptiveField, shape.at(-1)! * receptiveField]
  }

  override getConfig(): Config {
    return {
      seed: this.seed,
      scale: this.scale,
      mode: this.mode,
      distribution: this.distribution,
      ...this.fanConfig,
    }
  }

  protected get fanConfig(): Config {
    return { input_axes: this.inputAxes, output_axes: this.outputAxes }
  }
}

/**
 * Draws with variance `scale / fan`.
 *
 * @param scale default 1
 * @param mode `fan_in` (default), `fan_out` or `fan_avg`
 * @param distribution `truncated_normal` (default), `untruncated_normal` or `uniform`
 * @param seed default: the stream of weights
 * @throws KeratinError `ARGUMENT` for a scale that is not positive, an unknown mode or distribution
 * @see https://keras.io/api/layers/initializers/#variancescaling-class
 */
export const VarianceScaling: Constructible<VarianceScalingClass, VarianceScalingOptions> =
  constructible(VarianceScalingClass)
export type VarianceScaling = VarianceScalingClass
