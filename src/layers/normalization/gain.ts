import type { ConstraintIdentifier } from '../../constraints/index.js'
import type { InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import type { Config } from '../../support/registry.js'
import { WeightSettings, weightsConfig } from '../base/kernel-options.js'
import type { LayerOptions } from '../base/layer-options.js'

/** Options of layers that multiply what they normalized by gamma and add beta. */
export interface GainOptions extends LayerOptions {
  /** Added to the variance. Default 0.001. */
  epsilon?: number
  /** Whether beta is added. Default true. */
  center?: boolean
  /** Whether gamma multiplies. Default true. */
  scale?: boolean
  betaInitializer?: InitializerIdentifier
  gammaInitializer?: InitializerIdentifier
  betaRegularizer?: RegularizerIdentifier | null
  gammaRegularizer?: RegularizerIdentifier | null
  betaConstraint?: ConstraintIdentifier | null
  gammaConstraint?: ConstraintIdentifier | null
}

/** The settings of beta and gamma. */
export class GainSettings {
  readonly epsilon: number
  readonly center: boolean
  readonly scale: boolean
  readonly beta: WeightSettings
  readonly gamma: WeightSettings

  constructor(o: GainOptions) {
    this.epsilon = o.epsilon ?? 1e-3
    this.center = o.center ?? true
    this.scale = o.scale ?? true
    this.beta = new WeightSettings('beta', o.betaInitializer ?? 'zeros', o.betaRegularizer, o.betaConstraint)
    this.gamma = new WeightSettings(
      'gamma',
      o.gammaInitializer ?? 'ones',
      o.gammaRegularizer,
      o.gammaConstraint,
    )
  }

  get config(): Config {
    const { epsilon, center, scale } = this
    return { epsilon, center, scale, ...weightsConfig([this.beta, this.gamma]) }
  }
}
