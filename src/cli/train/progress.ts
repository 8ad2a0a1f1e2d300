import { tf } from '../../engine/index.js'
import { isInteractive } from '../../support/terminal.js'
import type { Logs, TrainableModel } from '../../training/index.js'
import { TrainingProgress } from '../../training/progress.js'
import type { Output } from '../output.js'

/** The progress that `fit` shows, on the stream of the command; undefined with `--quiet`. */
export function trainingProgress(model: TrainableModel, { io, quiet }: Output): TrainingProgress | undefined {
  if (quiet) return undefined
  const results = (): Logs => {
    const entries = tf.tidy(() => model.metrics.map((m) => [m.name, m.result().dataSync()[0]!] as const))
    return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return new TrainingProgress({ results, stream: io.stderr, interactive: isInteractive(io.stderr, io.env) })
}
