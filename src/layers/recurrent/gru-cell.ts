import { biasRows, gruStep, type RecurrentStep, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { GatedCell, type GatedOptions } from './gated-cell.js'

export interface GRUCellOptions extends GatedOptions {
  /** Whether the reset gate comes behind the product with the recurrent kernel. Default true. */
  resetAfter?: boolean
}

class GRUCellClass extends GatedCell {
  static override readonly className = 'GRUCell'
  readonly resetAfter: boolean

  constructor(units: number, options?: GRUCellOptions)
  constructor(options: GRUCellOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<GRUCellOptions>(['units'], args, new.target.className)
    super(options, 3)
    this.resetAfter = options.resetAfter ?? true
  }

  protected override get biasShape(): readonly number[] {
    return this.resetAfter ? [2, 3 * this.units] : [3 * this.units]
  }

  get #biases(): [input: tf.Tensor | null, recurrent: tf.Tensor | null] {
    const bias = this.bias?.read() ?? null
    return bias && this.resetAfter ? biasRows(bias) : [bias, null]
  }

  protected override get inputBias(): tf.Tensor | null {
    return this.#biases[0]
  }

  protected override stepFromProjection(recurrentMask: tf.Tensor | null): RecurrentStep {
    return gruStep({
      recurrentKernel: this.recurrentKernel.read(),
      recurrentBias: this.#biases[1],
      resetAfter: this.resetAfter,
      activation: this.activation.fn,
      recurrentActivation: this.recurrentActivation.fn,
      recurrentMask,
    })
  }

  override getConfig(): Config {
    return { ...super.getConfig(), reset_after: this.resetAfter }
  }
}

/**
 * One step of a gated recurrent unit: `h' = z h + (1 - z) candidate`; see `GRU`.
 *
 * @param units length of the output and of the state; and all options of `GRU` that concern a step
 *
 * Input shape: `[[batch, inputs], [batch, units]]`. Output shape: `[[batch, units], [batch, units]]`.
 *
 * @example const layer = RNN(GRUCell(32), { returnSequences: true })
 * @see https://keras.io/api/layers/recurrent_layers/gru_cell/
 */
export const GRUCell = callableClass(GRUCellClass)
export type GRUCell = GRUCellClass
