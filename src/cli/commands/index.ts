import type { Command } from '../command.js'
import { completion } from './completion.js'
import { datasets } from './datasets.js'
import { doctor } from './doctor.js'
import { engine } from './engine.js'
import { evaluate } from './evaluate.js'
import { exportCommand } from './export.js'
import { init } from './init.js'
import { plot } from './plot.js'
import { predict } from './predict.js'
import { runs } from './runs.js'
import { summary } from './summary.js'
import { train } from './train.js'

/** All commands, in the order of help. */
export const commands = [
  train,
  predict,
  evaluate,
  summary,
  plot,
  runs,
  exportCommand,
  datasets,
  init,
  engine,
  doctor,
  completion,
] as readonly unknown[] as readonly Command[]
