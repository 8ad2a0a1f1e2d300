import type { Command } from '../command.js'
import { completion } from './completion.js'
import { datasets } from './datasets.js'
import { doctor } from './doctor.js'
import { evaluate } from './evaluate.js'
import { exportCommand } from './export.js'
import { predict } from './predict.js'
import { summary } from './summary.js'
import { train } from './train.js'

/** All commands, in the order of help. */
export const commands = [
  train,
  predict,
  evaluate,
  summary,
  exportCommand,
  datasets,
  doctor,
  completion,
] as readonly unknown[] as readonly Command[]
