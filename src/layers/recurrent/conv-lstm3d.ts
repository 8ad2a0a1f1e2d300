import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { ConvLSTM, type ConvLSTMOptions } from './conv-lstm.js'

type Extent = number | readonly number[]

class ConvLSTM3DClass extends ConvLSTM {
  static override readonly className = 'ConvLSTM3D'

  constructor(filters: number, kernelSize: Extent, options?: ConvLSTMOptions)
  constructor(options: ConvLSTMOptions & { filters: number; kernelSize: Extent })
  constructor(...args: unknown[]) {
    super('ConvLSTM3D', 3, named<ConvLSTMOptions>(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * A long short-term memory over sequences whose steps have three axes and channels: as `LSTM`, with convolutions in the
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
 * Input shape: `[batch, steps, depth, rows, columns, channels]`. Output shape: `[batch, new depth, rows, columns, filters]`, or
 * `[batch, steps, new depth, rows, columns, filters]` with returnSequences; a list with h and c behind it with returnState.
 *
 * @throws KeratinError `SHAPE` if extents are not fixed, or the window does not fit
 * @example const y = ConvLSTM3D(4, 3)(Input({ shape: [10, 8, 16, 16, 3] })) // [null, 6, 14, 14, 4]
 * @see https://keras.io/api/layers/recurrent_layers/conv_lstm3d/
 */
export const ConvLSTM3D = callableClass(ConvLSTM3DClass)
export type ConvLSTM3D = ConvLSTM3DClass
