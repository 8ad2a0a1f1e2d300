import { dropout, tf, type Variable } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { RandomStream } from '../../support/random.js'
import type { Config, Identifier } from '../../support/registry.js'
import { type Activation, getActivation, serializeActivation } from '../activations/index.js'
import type { Constraint } from '../constraints/index.js'
import type { Initializer } from '../initializers/index.js'
import { type KernelOptions, WeightSettings, weightsConfig } from '../kernel-options.js'
import { type CallContext, Layer } from '../layer.js'
import type { Regularizer } from '../regularizers/index.js'
import { oneShape, type Shapes } from '../shape.js'

export interface CellOptions extends KernelOptions {
  /** Length of the output and of the state. */
  units?: number
  /** Default `orthogonal`. */
  recurrentInitializer?: Identifier<Initializer>
  recurrentRegularizer?: Identifier<Regularizer> | null
  recurrentConstraint?: Identifier<Constraint> | null
  /** Share of the inputs to drop in training, the same at every step. Default 0. */
  dropout?: number
  /** Share of the state to drop in training, the same at every step. Default 0. */
  recurrentDropout?: number
  seed?: number | null
}

/** Random masks of one call, the same at every step; undefined where nothing is dropped. */
export interface DropoutMasks {
  input?: tf.Tensor
  recurrent?: tf.Tensor
}

/** What recurrent cells share: kernels for input and state, a bias, dropout of both. */
export abstract class RecurrentCell extends Layer {
  readonly units: number
  readonly activation: Activation
  readonly useBias: boolean
  readonly dropout: number
  readonly recurrentDropout: number
  readonly seed: number | null
  readonly #settings: { kernel: WeightSettings; recurrent: WeightSettings; bias: WeightSettings }
  readonly #stream: RandomStream | undefined
  kernel!: Variable
  recurrentKernel!: Variable
  bias: Variable | undefined

  constructor(options: CellOptions) {
    super(options)
    const { units, dropout: inputRate = 0, recurrentDropout = 0, seed = null } = options
    if (!Number.isInteger(units) || units! <= 0)
      throw argumentError(this.className, 'a positive integer', 'units', units)
    this.units = units!
    this.activation = getActivation(
      options.activation === undefined ? 'tanh' : (options.activation ?? 'linear'),
    )
    this.useBias = options.useBias ?? true
    this.dropout = Math.min(1, Math.max(0, inputRate))
    this.recurrentDropout = Math.min(1, Math.max(0, recurrentDropout))
    this.seed = seed
    this.#stream = seed === null ? undefined : new RandomStream(seed)
    const o = options
    this.#settings = {
      kernel: new WeightSettings(
        'kernel',
        o.kernelInitializer ?? 'glorot_uniform',
        o.kernelRegularizer,
        o.kernelConstraint,
      ),
      recurrent: new WeightSettings(
        'recurrent',
        o.recurrentInitializer ?? 'orthogonal',
        o.recurrentRegularizer,
        o.recurrentConstraint,
      ),
      bias: new WeightSettings('bias', o.biasInitializer ?? 'zeros', o.biasRegularizer, o.biasConstraint),
    }
  }

  /** How many blocks of `units` columns the kernels have: one for each gate. */
  protected get blocks(): number {
    return 1
  }

  /** The length of each state. */
  get stateSizes(): readonly number[] {
    return [this.units]
  }

  override build(inputShape: Shapes): void {
    const inputs = oneShape(inputShape).at(-1)
    if (inputs == null)
      throw argumentError(this.className, 'known on the last axis', 'inputShape', inputShape)
    const { kernel, recurrent, bias } = this.#settings
    const columns = this.units * this.blocks
    this.kernel = this.addWeight('kernel', [inputs, columns], kernel.options)
    this.recurrentKernel = this.addWeight('recurrent_kernel', [this.units, columns], recurrent.options)
    if (this.useBias) this.bias = this.addWeight('bias', [columns], bias.options)
  }

  /** One step in time. */
  abstract step(
    x: tf.Tensor,
    states: readonly tf.Tensor[],
    masks: DropoutMasks,
  ): { output: tf.Tensor; states: tf.Tensor[] }

  /** The random masks for one call. */
  dropoutMasks(x: tf.Tensor, { training, pass }: Pick<CallContext, 'training' | 'pass'>): DropoutMasks {
    const mask = (rate: number, width: number) =>
      training && rate > 0 ? dropout(tf.ones([x.shape[0]!, width]), rate, pass.seed(this.#stream)) : undefined
    return { input: mask(this.dropout, x.shape.at(-1)!), recurrent: mask(this.recurrentDropout, this.units) }
  }

  override call([x, ...states]: tf.Tensor[], context: CallContext): tf.Tensor[] {
    const masks = this.dropoutMasks(x!, context)
    const { output, states: after } = this.step(masks.input ? tf.mul(x!, masks.input) : x!, states, masks)
    return [output, ...after]
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const batch = (Array.isArray(inputShape[0]) ? inputShape[0][0] : inputShape[0]) as number | null
    return [[batch, this.units], ...this.stateSizes.map((n) => [batch, n])]
  }

  protected get kernelConfig(): Config {
    const { kernel, recurrent, bias } = this.#settings
    return weightsConfig([kernel, recurrent, bias], this.activityRegularizerConfig)
  }

  override getConfig(): Config {
    const { activity_regularizer: _, ...weights } = this.kernelConfig
    return {
      ...super.getConfig(),
      units: this.units,
      activation: serializeActivation(this.activation),
      use_bias: this.useBias,
      ...weights,
      dropout: this.dropout,
      recurrent_dropout: this.recurrentDropout,
      seed: this.seed,
    }
  }
}
