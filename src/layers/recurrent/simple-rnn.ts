import { simpleRNN, type tf } from '../../engine/index.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { callableClass } from '../callable.js'
import type { Mask } from '../layer.js'
import type { CellOptions } from './cell.js'
import { cellOptions, Recurrent, type RecurrentOptions, type SequenceResult } from './recurrent.js'
import { SimpleRNNCell } from './simple-rnn-cell.js'

export interface SimpleRNNOptions extends CellOptions, RecurrentOptions {}

class SimpleRNNClass extends Recurrent<SimpleRNNCell> {
  static override readonly className = 'SimpleRNN'

  constructor(units: number, options?: SimpleRNNOptions)
  constructor(options: SimpleRNNOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<SimpleRNNOptions & { units: number }>(['units'], args)
    super(options, new SimpleRNNCell({ ...cellOptions(options), name: 'simple_rnn_cell' }))
  }

  get units(): number {
    return this.cell.units
  }

  protected override wholeSequence(
    x: tf.Tensor3D,
    before: readonly tf.Tensor[] | undefined,
    mask: Mask,
    recurrentMask: tf.Tensor | undefined,
  ): SequenceResult | undefined {
    if (recurrentMask) return undefined
    const { kernel, recurrentKernel, bias, activation } = this.cell
    const { output, state } = simpleRNN(
      x,
      kernel.read() as unknown as tf.Tensor2D,
      recurrentKernel.read() as unknown as tf.Tensor2D,
      (bias?.read() ?? null) as tf.Tensor1D | null,
      {
        activation: activation.name,
        activationFn: activation.fn,
        mask,
        initialState: before?.[0] ?? null,
        goBackwards: this.goBackwards,
        zeroOutputForMask: this.zeroOutputForMask,
        returnSequences: this.returnSequences,
        returnState: this.returnState || this.stateful,
      },
    )
    return { output, states: state ? [state] : [] }
  }

  override getConfig(): Config {
    const {
      name: _,
      trainable: __,
      dtype: ___,
      seed: ____,
      dropout,
      recurrent_dropout,
      ...cell
    } = this.cell.getConfig()
    return { ...super.getConfig(), ...cell, ...this.activityRegularizerConfig, dropout, recurrent_dropout }
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
