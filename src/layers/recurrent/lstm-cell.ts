import { gateProduct, lstmStep, type RecurrentStep, type tf } from '../../engine/index.js'
import type { Initializer } from '../../initializers/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { ForgetBias } from './forget-bias.js'
import { GatedCell, type GatedOptions } from './gated-cell.js'

export interface LSTMCellOptions extends GatedOptions {
  /** Whether the bias of the forget gate starts at one. Default true. */
  unitForgetBias?: boolean
}

class LSTMCellClass extends GatedCell {
  static override readonly className = 'LSTMCell'
  readonly unitForgetBias: boolean

  constructor(units: number, options?: LSTMCellOptions)
  constructor(options: LSTMCellOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<LSTMCellOptions>(['units'], args, new.target.className)
    super(options, 4)
    this.unitForgetBias = options.unitForgetBias ?? true
  }

  override get stateShapes(): readonly (readonly number[])[] {
    return [[this.units], [this.units]]
  }

  protected override get biasInitializer(): Initializer {
    return this.unitForgetBias ? new ForgetBias(super.biasInitializer) : super.biasInitializer
  }

  protected override stepFromProjection(recurrentMask: tf.Tensor | null): RecurrentStep {
    const recurrentKernel = this.recurrentKernel.read()
    return lstmStep({
      recurrentProduct: (h) => gateProduct(h, recurrentKernel, recurrentMask),
      activation: this.activation.fn,
      recurrentActivation: this.recurrentActivation.fn,
    })
  }

  protected override get gatesConfig(): Config {
    return { ...super.gatesConfig, unit_forget_bias: this.unitForgetBias }
  }
}

/**
 * One step of a long short-term memory: `i, f, g, o = split(x · kernel + h · recurrentKernel + bias)`, of which g goes
 * through the activation and the others through the recurrent activation; `c' = f c + i g`, `h' = o activation(c')`.
 *
 * @param units length of the output and of both states; and all options of `LSTM` that concern a step
 *
 * Input shape: `[[batch, inputs], [batch, units], [batch, units]]`. Output shape: three times `[batch, units]`: the
 * output, which is h', then h' and c'.
 *
 * @example const layer = RNN([LSTMCell(32), LSTMCell(16)])
 * @see https://keras.io/api/layers/recurrent_layers/lstm_cell/
 */
export const LSTMCell = callableClass(LSTMCellClass)
export type LSTMCell = LSTMCellClass
