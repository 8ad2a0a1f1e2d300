import {
  type Activation,
  type ActivationIdentifier,
  getActivation,
  serializeActivation,
} from '../../activations/index.js'
import {
  type Constraint,
  type ConstraintIdentifier,
  constraints,
  getConstraint,
} from '../../constraints/index.js'
import type { tf } from '../../engine/index.js'
import {
  getInitializer,
  type Initializer,
  type InitializerIdentifier,
  initializers,
} from '../../initializers/index.js'
import {
  getRegularizer,
  type Regularizer,
  type RegularizerIdentifier,
  regularizers,
} from '../../regularizers/index.js'
import type { Config } from '../../support/registry.js'
import type { LayerOptions } from './layer-options.js'
import type { WeightOptions } from './weight-owner.js'

/** Options of layers that multiply by a kernel and add a bias. */
export interface KernelOptions extends LayerOptions {
  /** Default: none (`linear`). */
  activation?: ActivationIdentifier | null
  /** Whether a bias is added. Default true. */
  useBias?: boolean
  /** Default `glorot_uniform`. */
  kernelInitializer?: InitializerIdentifier
  /** Default `zeros`. */
  biasInitializer?: InitializerIdentifier
  kernelRegularizer?: RegularizerIdentifier | null
  biasRegularizer?: RegularizerIdentifier | null
  kernelConstraint?: ConstraintIdentifier | null
  biasConstraint?: ConstraintIdentifier | null
}

/** Initializer, regularizer and constraint of one weight, resolved, and as configuration under Keras' keys. */
export class WeightSettings {
  readonly options: Required<Pick<WeightOptions, 'initializer'>> & WeightOptions
  readonly #initializer: Initializer
  readonly #regularizer: Regularizer | null
  readonly #constraint: Constraint | null

  constructor(
    readonly prefix: string,
    initializer: InitializerIdentifier,
    regularizer?: RegularizerIdentifier | null,
    constraint?: ConstraintIdentifier | null,
  ) {
    this.#initializer = getInitializer(initializer)
    this.#regularizer = regularizer ? getRegularizer(regularizer) : null
    this.#constraint = constraint ? getConstraint(constraint) : null
    this.options = {
      initializer: this.#initializer,
      regularizer: this.#regularizer,
      constraint: this.#constraint,
    }
  }

  get initializerConfig(): Config {
    return { [`${this.prefix}_initializer`]: initializers.serialize(this.#initializer) }
  }

  get regularizerConfig(): Config {
    return { [`${this.prefix}_regularizer`]: this.#regularizer && regularizers.serialize(this.#regularizer) }
  }

  get constraintConfig(): Config {
    return { [`${this.prefix}_constraint`]: this.#constraint && constraints.serialize(this.#constraint) }
  }
}

/** The configuration of several weights in Keras' order: all initializers, all regularizers, all constraints. */
export const weightsConfig = (settings: readonly WeightSettings[], between: Config = {}): Config =>
  Object.assign(
    {},
    ...settings.map((s) => s.initializerConfig),
    ...settings.map((s) => s.regularizerConfig),
    between,
    ...settings.map((s) => s.constraintConfig),
  )

/** What layers with a kernel share: activation, bias or not, and the settings of both weights. */
export class KernelSettings {
  readonly activation: Activation
  readonly useBias: boolean
  readonly kernel: WeightSettings
  readonly bias: WeightSettings

  constructor(o: KernelOptions, kernelPrefix = 'kernel') {
    this.activation = getActivation(o.activation ?? 'linear')
    this.useBias = o.useBias ?? true
    this.kernel = new WeightSettings(
      kernelPrefix,
      o.kernelInitializer ?? 'glorot_uniform',
      o.kernelRegularizer,
      o.kernelConstraint,
    )
    this.bias = new WeightSettings('bias', o.biasInitializer ?? 'zeros', o.biasRegularizer, o.biasConstraint)
  }

  /** The activation, where the fused operators of TensorFlow.js compute it themselves. */
  get fused(): 'linear' | 'relu' | undefined {
    const { name } = this.activation
    return name === 'linear' || name === 'relu' ? name : undefined
  }

  activate(x: tf.Tensor): tf.Tensor {
    return this.activation.fn(x)
  }

  /** The configuration; `between` goes where Keras writes the activity regularizer. */
  config(between: Config = {}): Config {
    const { activation, useBias, kernel, bias } = this
    return {
      activation: serializeActivation(activation),
      use_bias: useBias,
      ...weightsConfig([kernel, bias], between),
    }
  }
}
