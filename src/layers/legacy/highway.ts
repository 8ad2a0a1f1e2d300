import { tf, type Variable } from '../../engine/index.js'
import { oneShape, pythonShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'

class HighwayClass extends Layer {
  static override readonly className = 'Highway'
  readonly settings: KernelSettings
  /** Of the activation, and of the gate that lets it through. */
  kernel!: Variable
  gateKernel!: Variable
  bias: Variable | undefined
  gateBias: Variable | undefined

  constructor(options: KernelOptions = {}) {
    super(options)
    this.settings = new KernelSettings(options)
    this.inputSpec = { ndim: 2 }
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const units = shape.at(-1)
    if (units == null)
      throw new KeratinError(
        'SHAPE',
        `Highway "${this.name}" needs a fixed last axis. Received: ${pythonShape(shape)}.`,
      )
    const { kernel, bias, useBias } = this.settings
    this.kernel = this.addWeight('kernel', [units, units], kernel.options)
    this.gateKernel = this.addWeight('kernel_carry', [units, units], kernel.options)
    if (!useBias) return
    this.bias = this.addWeight('bias', [units], bias.options)
    // closed to begin with, so that inputs are carried
    this.gateBias = this.addWeight('bias_carry', [units], { ...bias.options, initializer: gateInitializer })
  }

  override call(x: tf.Tensor): tf.Tensor {
    const product = (kernel: Variable, bias: Variable | undefined) => {
      const y = tf.matMul(x as tf.Tensor2D, kernel.read() as unknown as tf.Tensor2D)
      return bias ? tf.add(y, bias.read()) : y
    }
    const gate = tf.sigmoid(product(this.gateKernel, this.gateBias))
    const y = this.settings.activate(product(this.kernel, this.bias))
    return tf.add(tf.mul(gate, y), tf.mul(tf.sub(1, gate), x))
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), ...this.settings.config(this.activityRegularizerConfig) }
  }
}

const gateInitializer = { className: 'Constant', config: { value: -2 } }

/**
 * A dense layer that lets its input through by a gate: `y = t · activation(x W + b) + (1 - t) · x` with
 * `t = sigmoid(x W' + b')`. Keras gave it up with version 2; it is here for models of Keras 1.
 *
 * @param options.activation default none
 * @param options.useBias default true
 *
 * Input shape: `[batch, units]`. Output shape: the same.
 *
 * @throws KeratinError `SHAPE` if the last axis is not fixed
 * @example const y = Highway({ activation: 'relu' })(Input({ shape: [16] }))
 * @see https://github.com/keras-team/keras/blob/2.0.0/keras/legacy/layers.py
 */
export const Highway = callableClass(HighwayClass)
export type Highway = HighwayClass
