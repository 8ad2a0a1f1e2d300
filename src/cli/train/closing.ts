import { formatDuration, formatNumber } from '../../support/format.js'
import { textChart } from '../../support/text-chart.js'
import { termList } from '../../support/text-width.js'
import type { RunEpoch } from '../model/run-history.js'
import type { Output } from '../output.js'
import type { TrainResult } from './result.js'

/** A chart of the losses, no wider than is easy to look at. */
export function lossChart(epochs: readonly RunEpoch[], columns: number): string {
  const series = [
    { name: 'loss', mark: '•' },
    { name: 'val_loss', mark: 'o' },
  ]
  const known = series
    .map((one) => ({ ...one, values: epochs.map((epoch) => epoch[one.name] ?? Number.NaN) }))
    .filter(({ values }) => values.some(Number.isFinite))
  return known.length === 0 ? '' : textChart(known, { width: Math.min(72, columns), format: formatNumber })
}

/** The run folder as a word of a command line. */
const word = (path: string): string =>
  /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`

/** The command that goes on with a run. */
export const resumeCommand = (run: string): string => `keratin train --resume ${word(run)}`

interface Closing {
  result: TrainResult
  epochs: readonly RunEpoch[]
  /** Seconds since the command began. */
  seconds: number
  /** An input of the model, for an example. */
  sample: string
  /** The names in the folder of the run. */
  files: readonly string[]
  /** The names of the commands there are. */
  commands: readonly string[]
}

/** What is there when a run is complete, and what can be done with it. */
export function sayClosing(
  { result, epochs, seconds, sample, files, commands }: Closing,
  output: Output,
): void {
  const { run, best } = result
  const chart = lossChart(epochs, output.columns)
  if (chart) output.note(`\n${chart}\n`)
  const list = (title: string, items: [string, string][]) =>
    output.note(`${output.style.bold(title)}\n${termList(items, output.columns)}`)
  const place = word(run)
  const written: [string, string][] = [
    ['best.keras', `the model of epoch ${best?.epoch}, the best of ${result.epochs}`],
    ['last.keras', 'the model after the last epoch'],
    ['history.jsonl', 'the results of each epoch'],
    ['history.csv', 'the same as a table'],
    ['tensorboard', `the same for TensorBoard: tensorboard --logdir ${place}`],
    ['config.json', 'the settings: keratin train --config repeats the run'],
  ]
  list(
    `In ${run}, after ${formatDuration(seconds)}:`,
    written.filter(([name]) => files.includes(name)),
  )
  const next: [string, string][] = [
    [`keratin predict ${place} ${sample}`, ''],
    [`keratin evaluate ${place}`, ''],
    [`keratin plot history ${place}`, ''],
  ]
  list(
    'Next:',
    next.filter(([line]) => commands.includes(line.split(' ')[1]!)),
  )
}
