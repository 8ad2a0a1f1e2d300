import { fused, tf, type Variable } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'

export interface DenseOptions extends KernelOptions {
  /** Number of outputs. */
  units?: number
}

class DenseClass extends Layer {
  static override readonly className = 'Dense'
  override readonly supportsMasking = true
  readonly units: number
  readonly settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(units: number, options?: DenseOptions)
  constructor(options: DenseOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<DenseOptions>(['units'], args, new.target.className)
    super(options)
    const { units } = options
    if (!Number.isInteger(units) || units! <= 0)
      throw argumentError('Dense', 'a positive integer', 'units', units)
    this.units = units!
    this.settings = new KernelSettings(options)
    this.inputSpec = { minNdim: 2 }
  }

  override build(inputShape: Shapes): void {
    const inputs = oneShape(inputShape).at(-1)
    if (inputs == null) {
      throw argumentError(`Dense "${this.name}"`, 'known on the last axis', 'inputShape', inputShape)
    }
    this.kernel = this.addWeight('kernel', [inputs, this.units], this.settings.kernel.options)
    if (this.settings.useBias) this.bias = this.addWeight('bias', [this.units], this.settings.bias.options)
    this.inputSpec = { minNdim: 2, axes: { [-1]: inputs } }
  }

  override call(x: tf.Tensor): tf.Tensor {
    const { settings } = this
    const inputs = this.kernel.shape[0]!
    const rows = tf.reshape(tf.cast(x, 'float32'), [-1, inputs]) as tf.Tensor2D
    const y = fused.matMul({
      a: rows,
      b: this.kernel.read() as unknown as tf.Tensor2D,
      transposeA: false,
      transposeB: false,
      ...(this.bias && { bias: this.bias.read() }),
      activation: settings.fused ?? 'linear',
    })
    const shaped = x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), this.units])
    return settings.fused ? shaped : settings.activate(shaped)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    // a gated linear unit uses up half of the outputs
    const gated = this.settings.activation.name === 'glu'
    return [...oneShape(inputShape).slice(0, -1), gated ? this.units / 2 : this.units]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), units: this.units, ...this.settings.config(), quantization_config: null }
  }
}

/**
 * A densely connected layer: `activation(x · kernel + bias)`.
 *
 * @param units number of outputs
 * @param options.activation default none (`linear`)
 * @param options.useBias default true
 * @param options.kernelInitializer default `glorot_uniform`
 * @param options.biasInitializer default `zeros`
 * @param options.kernelRegularizer, biasRegularizer, activityRegularizer default none
 * @param options.kernelConstraint, biasConstraint default none
 *
 * Input shape: `[batch, ..., inputs]`. Output shape: `[batch, ..., units]`.
 *
 * @throws KeratinError `ARGUMENT` if units is not a positive integer, `SHAPE` if the input does not fit
 * @example const y = Dense(32, { activation: 'relu' })(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/core_layers/dense/
 */
export const Dense = callableClass(DenseClass)
export type Dense = DenseClass
