import { type RecurrentStep, simpleRNNStep, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { RecurrentCell, type UnitsOptions } from './kernel-cell.js'

class SimpleRNNCellClass extends RecurrentCell {
  static override readonly className = 'SimpleRNNCell'

  constructor(units: number, options?: UnitsOptions)
  constructor(options: UnitsOptions & { units: number })
  constructor(...args: unknown[]) {
    super(named(['units'], args, new.target.className))
  }

  protected override stepFromProjection(recurrentMask: tf.Tensor | null): RecurrentStep {
    const recurrentKernel = this.recurrentKernel.read() as unknown as tf.Tensor2D
    return simpleRNNStep({ recurrentKernel, recurrentMask, activation: this.activation.fn })
  }
}

/**
 * One step of a simple recurrent layer: `h' = activation(x · kernel + h · recurrentKernel + bias)`.
 *
 * @param units length of the output and of the state; and all options of `SimpleRNN` that concern a step
 *
 * Input shape: `[[batch, inputs], [batch, units]]`. Output shape: `[[batch, units], [batch, units]]`.
 *
 * @example const cell = SimpleRNNCell(32)
 * @see https://keras.io/api/layers/recurrent_layers/simple_rnn_cell/
 */
export const SimpleRNNCell = callableClass(SimpleRNNCellClass)
export type SimpleRNNCell = SimpleRNNCellClass
