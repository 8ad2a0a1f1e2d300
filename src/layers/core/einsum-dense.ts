import { tf, type Variable } from '../../engine/index.js'
import { oneShape, type Shape, type Shapes } from '../../graph/shape.js'
import { initializers } from '../../initializers/index.js'
import { VarianceScalingClass } from '../../initializers/variance-scaling.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'
import { contract, isPlainProduct } from './contract.js'
import { type EinsumShapes, einsumShapes } from './einsum-equation.js'

export interface EinsumDenseOptions extends Omit<KernelOptions, 'useBias'> {
  /** Axes of input, kernel and output, such as `abc,cd->abd`. */
  equation?: string
  /** Shape of a sample of the output; null where the input tells it. */
  outputShape?: number | Shape
  /** Axes of the output that a bias is added along. Default: no bias. */
  biasAxes?: string | null
}

class EinsumDenseClass extends Layer {
  static override readonly className = 'EinsumDense'
  readonly equation: string
  readonly outputShape: Shape
  readonly biasAxes: string | null
  readonly #settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(equation: string, outputShape: number | Shape, options?: EinsumDenseOptions)
  constructor(options: EinsumDenseOptions & { equation: string; outputShape: number | Shape })
  constructor(...args: unknown[]) {
    const options = named<EinsumDenseOptions>(['equation', 'outputShape'], args, new.target.className)
    super(options)
    const { equation, outputShape, biasAxes = null } = options
    if (typeof equation !== 'string') throw argumentError('EinsumDense', 'a string', 'equation', equation)
    if (outputShape === undefined)
      throw argumentError('EinsumDense', 'a number or a list', 'outputShape', outputShape)
    this.equation = equation
    this.outputShape = [outputShape].flat() as Shape
    this.biasAxes = biasAxes
    this.#settings = new KernelSettings(options)
  }

  #shapes(input: Shape): EinsumShapes {
    const where = `EinsumDense "${this.name}"`
    return einsumShapes(where, this.equation, this.biasAxes, input, this.outputShape)
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const shapes = this.#shapes(shape)
    const { kernel, bias } = this.#settings
    this.kernel = this.addWeight('kernel', shapes.kernelShape, {
      ...kernel.options,
      initializer: withFans(kernel.options.initializer, shapes),
    })
    if (shapes.biasShape) this.bias = this.addWeight('bias', shapes.biasShape, bias.options)
    this.inputSpec = { ndim: shape.length }
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = tf.cast(input, 'float32')
    const { axes, outputShape } = this.#shapes(x.shape)
    const settings = this.#settings
    const bias = this.bias?.read()
    const columns = outputShape.slice(axes.output.length - (bias?.rank ?? 0))
    // the bias is fused where it is along all the columns of the product
    const fits =
      isPlainProduct(axes) && columns.length === axes.kernel.length - summedAxes(axes.kernel, axes.output)
    if (!bias || (fits && columns.every((d, i) => d === bias.shape[i]))) {
      const y = contract(x, this.kernel.read(), axes, { bias, activation: settings.fused ?? 'linear' })
      return settings.fused ? y : settings.activate(y)
    }
    return settings.activate(tf.add(contract(x, this.kernel.read(), axes), bias))
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return this.#shapes(oneShape(inputShape)).outputShape
  }

  override getConfig(): Config {
    const { use_bias: _, ...settings } = this.#settings.config(this.activityRegularizerConfig)
    return {
      ...super.getConfig(),
      output_shape: this.outputShape,
      equation: this.equation,
      bias_axes: this.biasAxes,
      ...settings,
      quantization_config: null,
    }
  }
}

const summedAxes = (kernel: string, output: string): number =>
  [...kernel].filter((c) => !output.includes(c)).length

/** The spread of a kernel depends on how many inputs a unit has: its axes may be in any order here. */
function withFans(
  initializer: KernelSettings['kernel']['options']['initializer'],
  { inputAxes, outputAxes }: EinsumShapes,
) {
  if (!(initializer instanceof VarianceScalingClass) || (initializer.inputAxes && initializer.outputAxes))
    return initializer
  const { class_name, config } = initializers.serialize(initializer)
  return initializers.get({
    class_name,
    config: { ...(config as Config), input_axes: inputAxes, output_axes: outputAxes },
  })
}

/**
 * A Dense layer between axes that an equation names: `activation(einsum(equation, x, kernel) + bias)`.
 *
 * @param equation axes of input, kernel and output, such as `abc,cd->abd`; `...` for any axes in front or behind
 * @param outputShape shape of a sample of the output; null where the input tells it
 * @param options.biasAxes axes of the output that a bias is added along. Default: no bias
 * @param options.activation default none
 * @param options.kernelInitializer, biasInitializer default `glorot_uniform` and `zeros`
 *
 * Input shape: as in the equation. Output shape: as in the equation.
 *
 * @throws KeratinError `ARGUMENT` if the equation cannot be read; `SHAPE` if the shapes do not fit it
 * @example const y = EinsumDense('abc,cd->abd', [null, 64], { biasAxes: 'd' })(Input({ shape: [32, 128] }))
 * @see https://keras.io/api/layers/core_layers/einsum_dense/
 */
export const EinsumDense = callableClass(EinsumDenseClass)
export type EinsumDense = EinsumDenseClass
