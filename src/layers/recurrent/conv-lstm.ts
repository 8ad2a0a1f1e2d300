import type { Config } from '../../support/registry.js'
import { ConvLSTMCell, type ConvLSTMCellOptions } from './conv-lstm-cell.js'
import { cellOptions, Recurrent, type RecurrentOptions } from './recurrent.js'

export interface ConvLSTMOptions extends ConvLSTMCellOptions, RecurrentOptions {}

/** What long short-term memories with convolutions over one, two and three axes share. */
export abstract class ConvLSTM extends Recurrent<ConvLSTMCell> {
  static override readonly floatSettings: readonly string[] = ['dropout', 'recurrent_dropout']
  constructor(where: string, rank: 1 | 2 | 3, options: ConvLSTMOptions) {
    super(options, new ConvLSTMCell(where, rank, { ...cellOptions(options), name: 'conv_lstm_cell' }))
    this.inputSpec = { ndim: rank + 3 }
  }

  override getConfig(): Config {
    const { name: _, trainable: __, dtype: ___, ...cell } = this.cell.getConfig()
    return { ...super.getConfig(), ...cell, ...this.activityRegularizerConfig }
  }
}
