import { simpleRNN, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import type { UnitsOptions } from './kernel-cell.js'
import { KernelRecurrent } from './kernel-recurrent.js'
import { cellOptions, type RecurrentOptions } from './recurrent.js'
import { SimpleRNNCell } from './simple-rnn-cell.js'

export interface SimpleRNNOptions extends UnitsOptions, RecurrentOptions {}

class SimpleRNNClass extends KernelRecurrent<SimpleRNNCell> {
  static override readonly className = 'SimpleRNN'

  constructor(units: number, options?: SimpleRNNOptions)
  constructor(options: SimpleRNNOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<SimpleRNNOptions & { units: number }>(['units'], args, new.target.className)
    super(
      options,
      new SimpleRNNCell({ ...cellOptions(options, 'layers.SimpleRNNCell'), name: 'simple_rnn_cell' }),
    )
  }

  protected override operator(
    ...[x, kernel, recurrentKernel, bias, options]: Parameters<KernelRecurrent<SimpleRNNCell>['operator']>
  ) {
    return simpleRNN(x, kernel, recurrentKernel, bias as tf.Tensor1D | null, options)
  }

  override getConfig(): Config {
    // Keras keeps the seed of this layer in its cell only
    const { seed: _, ...config } = super.getConfig()
    return config
  }
}

/**
 * A fully connected recurrent layer: `h[t] = activation(x[t] · kernel + h[t-1] · recurrentKernel + bias)`.
 *
 * @param units length of the output
 * @param options.activation default `tanh`
 * @param options.useBias default true
 * @param options.kernelInitializer default `glorot_uniform`; recurrentInitializer `orthogonal`; biasInitializer `zeros`
 * @param options.dropout, recurrentDropout share of the inputs, of the state, to drop in training. Default 0
 * @param options.returnSequences whether there is an output for each step. Default false: the last one
 * @param options.returnState whether the last state follows the output. Default false
 * @param options.goBackwards whether time is walked from the end. Default false
 * @param options.stateful whether the last state of a batch is the first of the next. Default false
 * @param options.zeroOutputForMask whether masked steps give zero. Default false: the output before
 *
 * Call arguments: `initialState`, a tensor `[batch, units]` to begin with.
 *
 * Input shape: `[batch, steps, inputs]`. Output shape: `[batch, units]`, or `[batch, steps, units]` with
 * returnSequences; a list with the state `[batch, units]` with returnState.
 *
 * @throws KeratinError `SHAPE` if the input has not three axes
 * @example const y = SimpleRNN(30)(Input({ shape: [200, 64] })) // [null, 30]
 * @see https://keras.io/api/layers/recurrent_layers/simple_rnn/
 */
export const SimpleRNN = callableClass(SimpleRNNClass)
export type SimpleRNN = SimpleRNNClass
