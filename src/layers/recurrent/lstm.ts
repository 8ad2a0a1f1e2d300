import { lstm, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { KernelRecurrent } from './kernel-recurrent.js'
import { LSTMCell, type LSTMCellOptions } from './lstm-cell.js'
import { cellOptions, type RecurrentOptions } from './recurrent.js'

export interface LSTMOptions extends LSTMCellOptions, RecurrentOptions {}

class LSTMClass extends KernelRecurrent<LSTMCell> {
  static override readonly className = 'LSTM'

  constructor(units: number, options?: LSTMOptions)
  constructor(options: LSTMOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<LSTMOptions & { units: number }>(['units'], args, new.target.className)
    super(options, new LSTMCell({ ...cellOptions(options, 'layers.LSTMCell'), name: 'lstm_cell' }))
  }

  protected override operator(
    ...[x, kernel, recurrentKernel, bias, options]: Parameters<KernelRecurrent<LSTMCell>['operator']>
  ) {
    const { name, fn } = this.cell.recurrentActivation
    return lstm(x, kernel, recurrentKernel, bias as tf.Tensor1D | null, {
      ...options,
      recurrentActivation: name,
      recurrentActivationFn: fn,
    })
  }
}

/**
 * A long short-term memory: `i, f, g, o = split(x[t] · kernel + h[t-1] · recurrentKernel + bias)`, of which g goes
 * through the activation and the others through the recurrent activation; `c[t] = f c[t-1] + i g`,
 * `h[t] = o activation(c[t])`.
 *
 * @param units length of the output and of both states
 * @param options.activation default `tanh`; recurrentActivation, that of the gates, `sigmoid`
 * @param options.useBias default true
 * @param options.unitForgetBias whether the bias of the forget gate starts at one. Default true
 * @param options.kernelInitializer default `glorot_uniform`; recurrentInitializer `orthogonal`; biasInitializer `zeros`
 * @param options.dropout, recurrentDropout share of the inputs, of the state, to drop in training. Default 0
 * @param options.returnSequences whether there is an output for each step. Default false: the last one
 * @param options.returnState whether the last states follow the output. Default false
 * @param options.goBackwards whether time is walked from the end. Default false
 * @param options.stateful whether the last states of a batch are the first of the next. Default false
 * @param options.zeroOutputForMask whether masked steps give zero. Default false: the output before
 *
 * Call arguments: `initialState`, two tensors `[batch, units]` to begin with: h and c.
 *
 * Input shape: `[batch, steps, inputs]`. Output shape: `[batch, units]`, or `[batch, steps, units]` with
 * returnSequences; a list with h and c, each `[batch, units]`, behind it with returnState.
 *
 * @throws KeratinError `SHAPE` if the input has not three axes
 * @example const y = LSTM(32)(Input({ shape: [200, 64] })) // [null, 32]
 * @see https://keras.io/api/layers/recurrent_layers/lstm/
 */
export const LSTM = callableClass(LSTMClass)
export type LSTM = LSTMClass
