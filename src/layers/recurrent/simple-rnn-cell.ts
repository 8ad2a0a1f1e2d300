import { tf } from '../../engine/index.js'
import { named } from '../../support/options.js'
import { callableClass } from '../callable.js'
import { type CellOptions, type DropoutMasks, RecurrentCell } from './cell.js'

class SimpleRNNCellClass extends RecurrentCell {
  static override readonly className = 'SimpleRNNCell'

  constructor(units: number, options?: CellOptions)
  constructor(options: CellOptions & { units: number })
  constructor(...args: unknown[]) {
    super(named(['units'], args))
  }

  override step(x: tf.Tensor, [before]: readonly tf.Tensor[], { recurrent }: DropoutMasks) {
    const state = recurrent ? tf.mul(before!, recurrent) : before!
    const projected = tf.matMul(x as tf.Tensor2D, this.kernel.read() as unknown as tf.Tensor2D)
    const biased = this.bias ? tf.add(projected, this.bias.read()) : projected
    const sum = tf.add(
      biased,
      tf.matMul(state as tf.Tensor2D, this.recurrentKernel.read() as unknown as tf.Tensor2D),
    )
    const output = this.activation.fn(sum)
    return { output, states: [output] }
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
