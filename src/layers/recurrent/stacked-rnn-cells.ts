import type { RecurrentStep, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import type { LayerOptions } from '../base/layer-options.js'
import { serializeLayer } from '../base/serialize.js'
import { type AnyCell, Cell, outputShape, stateShapes, stepper } from './cell.js'

export interface StackedRNNCellsOptions extends LayerOptions {
  /** The cells, the first one seeing the input. */
  cells?: readonly AnyCell[]
}

class StackedRNNCellsClass extends Cell {
  static override readonly className = 'StackedRNNCells'
  static override readonly innerLayers = ['cells']
  readonly cells: readonly AnyCell[]

  constructor(cells: readonly AnyCell[], options?: StackedRNNCellsOptions)
  constructor(options: StackedRNNCellsOptions & { cells: readonly AnyCell[] })
  constructor(...args: unknown[]) {
    const options = named<StackedRNNCellsOptions>(['cells'], args, new.target.className)
    super(options)
    const { cells } = options
    if (!Array.isArray(cells) || cells.length === 0)
      throw argumentError('StackedRNNCells', 'a list of cells', 'cells', cells)
    this.cells = cells
  }

  override get stateShapes(): readonly (readonly number[])[] {
    return this.cells.flatMap(stateShapes)
  }

  override get outputShape(): readonly number[] {
    return outputShape(this.cells.at(-1)!)
  }

  override build(inputShape: Shapes): void {
    let shape = oneShape(inputShape)
    for (const cell of this.cells) {
      cell.ensureBuilt(shape)
      shape = [shape[0]!, ...outputShape(cell)]
    }
  }

  override stepper(inputShape: readonly number[], context: CallContext): RecurrentStep {
    let shape = inputShape
    const steps = this.cells.map((cell) => {
      const step = stepper(cell, shape, context)
      shape = [shape[0]!, ...outputShape(cell)]
      return { step, count: stateShapes(cell).length }
    })
    return (x, states) => {
      let output = x
      let from = 0
      const after: tf.Tensor[] = []
      for (const { step, count } of steps) {
        const next = step(output, states.slice(from, from + count))
        output = next.output
        after.push(...next.states)
        from += count
      }
      return { output, states: after }
    }
  }

  override getConfig(): Config {
    return { ...super.getConfig(), cells: this.cells.map(serializeLayer) }
  }
}

/**
 * Several cells as one: each takes the output of the one before it.
 *
 * @param cells the cells, the first one seeing the input
 *
 * Input shape: `[[batch, inputs], ...states]`. Output shape: that of the last cell, then all states, cell by cell.
 *
 * @throws KeratinError `ARGUMENT` if cells is not a list of cells
 * @example const layer = RNN(StackedRNNCells([LSTMCell(32), GRUCell(16)]))
 * @see https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell/
 */
export const StackedRNNCells = callableClass(StackedRNNCellsClass)
export type StackedRNNCells = StackedRNNCellsClass
