import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import { serializeLayer } from '../base/serialize.js'
import { type AnyCell, Cell } from './cell.js'
import { Recurrent, type RecurrentOptions } from './recurrent.js'
import { StackedRNNCells } from './stacked-rnn-cells.js'

export interface RNNOptions extends RecurrentOptions {
  /** What to run over time; several cells are stacked. */
  cell?: AnyCell | readonly AnyCell[]
}

class RNNClass extends Recurrent {
  static override readonly className = 'RNN'
  static override readonly innerLayers = ['cell']

  constructor(cell: AnyCell | readonly AnyCell[], options?: RNNOptions)
  constructor(options: RNNOptions & { cell: AnyCell | readonly AnyCell[] })
  constructor(...args: unknown[]) {
    const options = named<RNNOptions>(['cell'], args, new.target.className)
    const { cell } = options
    super(options, asCell(Array.isArray(cell) ? new StackedRNNCells({ cells: cell }) : cell))
  }

  override getConfig(): Config {
    return { ...super.getConfig(), cell: serializeLayer(this.cell) }
  }
}

function asCell(given: unknown): AnyCell {
  if (given instanceof Cell) return given
  if (given instanceof Layer && 'stateSize' in given) return given as AnyCell
  throw argumentError(
    'RNN',
    'a cell or a list of cells',
    'cell',
    given,
    'A cell of your own is a Layer with stateSize.',
  )
}

/**
 * Runs a cell over time.
 *
 * @param cell `SimpleRNNCell`, `LSTMCell`, `GRUCell`, `StackedRNNCells`, a list of cells, which are stacked, or a layer
 *   of your own with `stateSize` (a number, or one for each state) that gives `[output, ...states]` when it is called
 *   on `[x, ...states]`
 * @param options.returnSequences whether there is an output for each step. Default false: the last one
 * @param options.returnState whether the last states follow the output. Default false
 * @param options.goBackwards whether time is walked from the end. Default false
 * @param options.stateful whether the last states of a batch are the first of the next. Default false
 * @param options.zeroOutputForMask whether masked steps give zero. Default false: the output before
 *
 * Call arguments: `initialState`, the tensors to begin with, one for each state.
 *
 * Input shape: `[batch, steps, ...]`. Output shape: `[batch, ...]`, or `[batch, steps, ...]` with returnSequences; a
 * list with the states behind it with returnState.
 *
 * The engines have kernels for `SimpleRNN`, `LSTM` and `GRU`; a cell is a loop of operators, which is slower.
 *
 * @throws KeratinError `ARGUMENT` if cell is none
 * @example const y = RNN([LSTMCell(32), GRUCell(16)])(Input({ shape: [20, 8] })) // [null, 16]
 * @see https://keras.io/api/layers/recurrent_layers/rnn/
 */
export const RNN = callableClass(RNNClass)
export type RNN = RNNClass
