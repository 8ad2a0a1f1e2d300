import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { ConvLSTM, type ConvLSTMOptions } from './conv-lstm.js'

type Extent = number | readonly number[]

class ConvLSTM1DClass extends ConvLSTM {
  static override readonly className = 'ConvLSTM1D'

  constructor(filters: number, kernelSize: Extent, options?: ConvLSTMOptions)
  constructor(options: ConvLSTMOptions & { filters: number; kernelSize: Extent })
  constructor(...args: unknown[]) {
    super('ConvLSTM1D', 1, named<ConvLSTMOptions>(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * A long short-term memory over sequences whose steps have one axis and channels: as `LSTM`, with convolutions in the
 * place of products.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window
 * @param options.strides default 1; of the input's convolution only, as padding and dilationRate
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.dilationRate default 1
 * @param options.activation default `tanh`; recurrentActivation, that of the gates, `sigmoid`
 * @param options.unitForgetBias whether the bias of the forget gate starts at one. Default true
 * @param options.dropout, recurrentDropout share of the inputs, of the state, to drop in training. Default 0
 * @param options.returnSequences, returnState, goBackwards, stateful as those of `LSTM`
 *
 * Call arguments: `initialState`, h and c to begin with.
 *
 * Input shape: `[batch, steps, length, channels]`. Output shape: `[batch, new length, filters]`, or
 * `[batch, steps, new length, filters]` with returnSequences; a list with h and c behind it with returnState.
 *
 * @throws KeratinError `SHAPE` if extents are not fixed, or the window does not fit
 * @example const y = ConvLSTM1D(4, 3)(Input({ shape: [10, 20, 3] })) // [null, 18, 4]
 * @see https://keras.io/api/layers/recurrent_layers/conv_lstm1d/
 */
export const ConvLSTM1D = callableClass(ConvLSTM1DClass)
export type ConvLSTM1D = ConvLSTM1DClass
