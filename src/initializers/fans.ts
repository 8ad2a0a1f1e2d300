import { type Constructible, constructible } from '../support/constructible.js'
import type { Config } from '../support/registry.js'
import { type FanOptions, VarianceScalingClass, type VarianceScalingOptions } from './variance-scaling.js'

type Preset = Required<Pick<VarianceScalingOptions, 'scale' | 'mode' | 'distribution'>>

/** A named setting of VarianceScaling, with its own class name and a configuration without the setting. */
function preset(className: string, settings: Preset): Constructible<VarianceScalingClass, FanOptions> {
  class PresetClass extends VarianceScalingClass {
    static override readonly className: string = className

    constructor(options: FanOptions = {}) {
      super({ ...options, ...settings })
    }

    override getConfig(): Config {
      return { seed: this.seed, ...this.fanConfig }
    }
  }
  return constructible<VarianceScalingClass, FanOptions>(PresetClass)
}

/** Uniform between ±sqrt(6 / (fanIn + fanOut)). @see https://keras.io/api/layers/initializers/#glorotuniform-class */
export const GlorotUniform = preset('GlorotUniform', { scale: 1, mode: 'fan_avg', distribution: 'uniform' })

/** Truncated normal, stddev sqrt(2 / (fanIn + fanOut)). @see https://keras.io/api/layers/initializers/#glorotnormal-class */
export const GlorotNormal = preset('GlorotNormal', {
  scale: 1,
  mode: 'fan_avg',
  distribution: 'truncated_normal',
})

/** Uniform between ±sqrt(6 / fanIn). @see https://keras.io/api/layers/initializers/#heuniform-class */
export const HeUniform = preset('HeUniform', { scale: 2, mode: 'fan_in', distribution: 'uniform' })

/** Truncated normal, stddev sqrt(2 / fanIn). @see https://keras.io/api/layers/initializers/#henormal-class */
export const HeNormal = preset('HeNormal', { scale: 2, mode: 'fan_in', distribution: 'truncated_normal' })

/** Uniform between ±sqrt(3 / fanIn). @see https://keras.io/api/layers/initializers/#lecununiform-class */
export const LecunUniform = preset('LecunUniform', { scale: 1, mode: 'fan_in', distribution: 'uniform' })

/** Truncated normal, stddev sqrt(1 / fanIn). @see https://keras.io/api/layers/initializers/#lecunnormal-class */
export const LecunNormal = preset('LecunNormal', {
  scale: 1,
  mode: 'fan_in',
  distribution: 'truncated_normal',
})
