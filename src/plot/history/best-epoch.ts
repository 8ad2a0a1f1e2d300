import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import type { Run } from './read-history.js'

export interface BestOptions {
  /** The result that makes an epoch the best. Default `val_loss`, without validation `loss`. */
  monitor?: string
  /** Whether less or more of it is better. Default `auto`: less of losses and errors, more of everything else. */
  mode?: 'auto' | 'min' | 'max'
}

/** The best epoch of a run. */
export interface BestEpoch {
  epoch: number
  /** Its place among the epochs. */
  index: number
  monitor: string
  value: number
}

const falling = /loss|error|crossentropy|divergence|hinge|poisson|log_?cosh|perplexity|^(mse|mae|mape|msle)$/

/** The first epoch with the best value; undefined where none is finite. */
export function bestEpoch(where: string, run: Run, options: BestOptions): BestEpoch | undefined {
  const { values, epochs } = run
  const monitor = options.monitor ?? (values.has('val_loss') ? 'val_loss' : 'loss')
  const list = values.get(monitor)
  if (!list) {
    if (options.monitor === undefined) return undefined
    throw unknownName(`result of the training${run.name && ` ${run.name}`}`, monitor, [...values.keys()])
  }
  const { mode = 'auto' } = options
  if (!['auto', 'min', 'max'].includes(mode))
    throw argumentError(where, '"auto", "min" or "max"', 'mode', mode)
  const less = mode === 'auto' ? falling.test(monitor.replace(/^val_/, '')) : mode === 'min'
  let index = -1
  list.forEach((value, i) => {
    if (!Number.isFinite(value)) return
    if (index < 0 || (less ? value < list[index]! : value > list[index]!)) index = i
  })
  return index < 0 ? undefined : { epoch: epochs[index]!, index, monitor, value: list[index]! }
}
