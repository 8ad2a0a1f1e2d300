import { gru } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { GRUCell, type GRUCellOptions } from './gru-cell.js'
import { KernelRecurrent } from './kernel-recurrent.js'
import { cellOptions, type RecurrentOptions } from './recurrent.js'

export interface GRUOptions extends GRUCellOptions, RecurrentOptions {}

class GRUClass extends KernelRecurrent<GRUCell> {
  static override readonly className = 'GRU'

  constructor(units: number, options?: GRUOptions)
  constructor(options: GRUOptions & { units: number })
  constructor(...args: unknown[]) {
    const options = named<GRUOptions & { units: number }>(['units'], args, new.target.className)
    super(options, new GRUCell({ ...cellOptions(options, 'layers.GRUCell'), name: 'gru_cell' }))
  }

  protected override operator(
    ...[x, kernel, recurrentKernel, bias, options]: Parameters<KernelRecurrent<GRUCell>['operator']>
  ) {
    const { recurrentActivation, resetAfter } = this.cell
    return gru(x, kernel, recurrentKernel, bias, {
      ...options,
      recurrentActivation: recurrentActivation.name,
      recurrentActivationFn: recurrentActivation.fn,
      resetAfter,
    })
  }
}

/**
 * A gated recurrent unit: `h[t] = z h[t-1] + (1 - z) candidate`, with z and the reset gate r from the recurrent
 * activation of `x[t] · kernel + h[t-1] · recurrentKernel + bias`, and
 * `candidate = activation(x[t] · kernel + r (h[t-1] · recurrentKernel + recurrentBias) + bias)`.
 *
 * @param units length of the output and of the state
 * @param options.activation default `tanh`; recurrentActivation, that of the gates, `sigmoid`
 * @param options.useBias default true
 * @param options.resetAfter whether r comes behind the product with the recurrent kernel, as above. Default true;
 *   otherwise the candidate takes `(r h[t-1]) · recurrentKernel`, and there is one bias
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
 * @example const y = GRU(32, { returnSequences: true })(Input({ shape: [200, 64] })) // [null, 200, 32]
 * @see https://keras.io/api/layers/recurrent_layers/gru/
 */
export const GRU = callableClass(GRUClass)
export type GRU = GRUClass
