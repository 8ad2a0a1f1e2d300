import { type Activation, getActivation, serializeActivation } from '../../activations/index.js'
import type { ConstraintIdentifier } from '../../constraints/index.js'
import { dropout, gateProduct, type RecurrentStep, tf, type Variable } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import type { Initializer, InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import { argumentError } from '../../support/errors.js'
import type { RandomStream } from '../../support/random.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, WeightSettings, weightsConfig } from '../base/kernel-options.js'
import { Cell } from './cell.js'

export interface CellOptions extends KernelOptions {
  /** Default `orthogonal`. */
  recurrentInitializer?: InitializerIdentifier
  recurrentRegularizer?: RegularizerIdentifier | null
  recurrentConstraint?: ConstraintIdentifier | null
  /** Share of the inputs to drop in training, the same at every step. Default 0. */
  dropout?: number
  /** Share of the state to drop in training, the same at every step. Default 0. */
  recurrentDropout?: number
  seed?: number | null
}

export interface UnitsOptions extends CellOptions {
  /** Length of the output and of the state. */
  units?: number
}

/** Random factors of one call, the same at every step; null where nothing is dropped. */
export interface DropoutMasks {
  /** [gates, ...shape of the input], or [1, ...] if all gates see the same. */
  input: tf.Tensor | null
  /** [gates, ...shape of the state] */
  recurrent: tf.Tensor | null
}

/** What cells with kernels for input and state share: settings of the weights, a bias, dropout of both. */
export abstract class KernelCell extends Cell {
  static override readonly floatSettings: readonly string[] = ['dropout', 'recurrent_dropout']
  readonly activation: Activation
  readonly useBias: boolean
  readonly dropout: number
  readonly recurrentDropout: number
  readonly seed: number | null
  protected readonly settings: { kernel: WeightSettings; recurrent: WeightSettings; bias: WeightSettings }
  readonly #stream: RandomStream | undefined
  kernel!: Variable
  recurrentKernel!: Variable
  bias: Variable | undefined

  constructor(
    options: CellOptions,
    /** How many gates the kernels have columns for. */
    readonly gates: number,
  ) {
    super(options)
    const { dropout: inputRate = 0, recurrentDropout = 0, seed = null } = options
    this.activation = getActivation(
      options.activation === undefined ? 'tanh' : (options.activation ?? 'linear'),
    )
    this.useBias = options.useBias ?? true
    this.dropout = Math.min(1, Math.max(0, inputRate))
    this.recurrentDropout = Math.min(1, Math.max(0, recurrentDropout))
    this.seed = seed
    this.#stream = this.ownStream(seed)
    const o = options
    this.settings = {
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

  /** Whether each gate sees inputs dropped by draws of its own: as in Keras, if the state is dropped as well. */
  protected get dropsInputsByGate(): boolean {
    return this.recurrentDropout !== 0
  }

  /** The random factors for one call. */
  dropoutMasks(inputShape: readonly number[], { training, pass }: CallContext): DropoutMasks {
    const batch = inputShape[0]!
    // cells with gates take a rate of 1 for 0, as Keras' do
    const drops = (rate: number) => training && rate > 0 && (rate < 1 || this.gates === 1)
    const mask = (rate: number, shape: readonly number[]) =>
      drops(rate) ? dropout(tf.ones([...shape]), rate, pass.seed(this.#stream)) : null
    return {
      input: mask(this.dropout, [this.dropsInputsByGate ? this.gates : 1, ...inputShape]),
      recurrent: mask(this.recurrentDropout, [this.gates, batch, ...this.stateShapes[0]!]),
    }
  }

  protected get weightsConfig(): Config {
    const { kernel, recurrent, bias } = this.settings
    return weightsConfig([kernel, recurrent, bias])
  }

  /** The configuration between the bias and the weights' settings. */
  protected get gatesConfig(): Config {
    return {}
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      activation: serializeActivation(this.activation),
      use_bias: this.useBias,
      ...this.gatesConfig,
      ...this.weightsConfig,
      dropout: this.dropout,
      recurrent_dropout: this.recurrentDropout,
      seed: this.seed,
    }
  }
}

/** What cells over vectors share. */
export abstract class RecurrentCell extends KernelCell {
  readonly units: number

  constructor(options: UnitsOptions, gates = 1) {
    super(options, gates)
    const { units } = options
    if (!Number.isInteger(units) || units! <= 0)
      throw argumentError(this.className, 'a positive integer', 'units', units)
    this.units = units!
  }

  override get stateShapes(): readonly (readonly number[])[] {
    return [[this.units]]
  }

  protected get biasShape(): readonly number[] {
    return [this.gates * this.units]
  }

  /** Where the first values of the bias come from. */
  protected get biasInitializer(): Initializer {
    return this.settings.bias.options.initializer as Initializer
  }

  override build(inputShape: Shapes): void {
    const step = (Array.isArray(inputShape[0]) ? inputShape[0] : oneShape(inputShape)) as readonly (
      | number
      | null
    )[]
    const inputs = step.at(-1)
    if (inputs == null)
      throw argumentError(this.className, 'known on the last axis', 'inputShape', inputShape)
    const { kernel, recurrent, bias } = this.settings
    const columns = this.units * this.gates
    this.kernel = this.addWeight('kernel', [inputs, columns], kernel.options)
    this.recurrentKernel = this.addWeight('recurrent_kernel', [this.units, columns], recurrent.options)
    const options = { ...bias.options, initializer: this.biasInitializer }
    if (this.useBias) this.bias = this.addWeight('bias', this.biasShape, options)
  }

  /** One step, from inputs projected to the gates, with their bias. */
  protected abstract stepFromProjection(recurrentMask: tf.Tensor | null): RecurrentStep

  /** The bias of the projected inputs. */
  protected get inputBias(): tf.Tensor | null {
    return this.bias?.read() ?? null
  }

  override stepper(inputShape: readonly number[], context: CallContext): RecurrentStep {
    const { input, recurrent } = this.dropoutMasks(inputShape, context)
    const step = this.stepFromProjection(recurrent)
    const kernel = this.kernel.read()
    const bias = this.inputBias
    return (x, states) => {
      const all = input?.shape[0] === 1 ? tf.mul(x, tf.squeeze(input, [0])) : x
      const product = gateProduct(all, kernel, all === x ? input : null)
      return step(bias ? tf.add(product, bias) : product, states)
    }
  }

  override getConfig(): Config {
    const { name, trainable, dtype, ...rest } = super.getConfig()
    return { name, trainable, dtype, units: this.units, ...rest }
  }
}
