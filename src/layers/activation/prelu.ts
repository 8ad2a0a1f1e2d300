import type { ConstraintIdentifier } from '../../constraints/index.js'
import { tf, type Variable } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import type { InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { WeightSettings, weightsConfig } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface PReLUOptions extends LayerOptions {
  /** Default `zeros`. */
  alphaInitializer?: InitializerIdentifier
  alphaRegularizer?: RegularizerIdentifier | null
  alphaConstraint?: ConstraintIdentifier | null
  /** Axes along which all elements have the same slope, counted from 1. Default none. */
  sharedAxes?: readonly number[] | number | null
}

class PReLUClass extends Layer {
  static override readonly className = 'PReLU'
  override readonly supportsMasking = true
  readonly sharedAxes: readonly number[] | null
  readonly #settings: WeightSettings
  alpha!: Variable

  constructor(options: PReLUOptions = {}) {
    super(options)
    const { sharedAxes = null } = options
    this.sharedAxes = sharedAxes === null ? null : [sharedAxes].flat()
    this.#settings = new WeightSettings(
      'alpha',
      options.alphaInitializer ?? 'zeros',
      options.alphaRegularizer,
      options.alphaConstraint,
    )
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const shared = new Set(this.sharedAxes)
    const own = shape.map((d, axis) => (shared.has(axis) ? 1 : d)).slice(1)
    if (own.some((d) => d === null)) {
      throw argumentError(
        `PReLU "${this.name}"`,
        'known but for the shared axes',
        'inputShape',
        shape,
        'Add the others to sharedAxes.',
      )
    }
    this.alpha = this.addWeight('alpha', own as number[], this.#settings.options)
    const fixed = shape.flatMap((d, axis) =>
      shared.size > 0 && axis > 0 && !shared.has(axis) ? [[axis, d]] : [],
    )
    this.inputSpec = { ndim: shape.length, axes: Object.fromEntries(fixed) as Record<number, number> }
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.sub(tf.relu(x), tf.mul(this.alpha.read(), tf.relu(tf.neg(x))))
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), ...weightsConfig([this.#settings]), shared_axes: this.sharedAxes }
  }
}

/**
 * `x` above 0, `alpha · x` below, with slopes that are trained.
 *
 * @param options.alphaInitializer default `zeros`
 * @param options.alphaRegularizer, alphaConstraint default none
 * @param options.sharedAxes axes along which all elements have the same slope; `[1, 2]` for images. Default none
 *
 * Input shape: any, known but for the batch and the shared axes. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if another axis is not known
 * @example const y = PReLU({ sharedAxes: [1, 2] })(Input({ shape: [24, 24, 8] }))
 * @see https://keras.io/api/layers/activation_layers/prelu/
 */
export const PReLU = callableClass(PReLUClass)
export type PReLU = PReLUClass
