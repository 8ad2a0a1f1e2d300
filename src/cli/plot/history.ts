import { recipes } from '../../../models/registry.js'
import { KeratinError } from '../../support/errors.js'
import { findRun, nameOf } from '../model/find-run.js'
import { monitored, type RunEpoch, readRunHistory } from '../model/run-history.js'
import { readRunJson } from '../model/run-json.js'
import type { Drawing, PlotCall } from './drawing.js'
import { historyPicture } from './history-picture.js'

/** The curves of runs. */
export async function drawHistory({ options, io }: PlotCall, paths: string[]): Promise<Drawing> {
  const runs: [name: string, epochs: RunEpoch[]][] = []
  let monitor: string | undefined
  for (const path of paths) {
    const folder = await findRun(path, io.cwd)
    const epochs = await readRunHistory(folder)
    if (epochs.length === 0) {
      const message = `The run ${path} has not finished an epoch: there is nothing to draw.`
      throw new KeratinError('DATA', message, { hint: `Go on with it: keratin train --resume ${path}.` })
    }
    const { recipe } = await readRunJson(folder, 'config.json')
    monitor ??= recipes.find(({ name }) => name === recipe)?.monitor
    runs.push([path.replace(/\/+$/, ''), epochs])
  }
  const picture = historyPicture(
    runs.length === 1 ? runs[0]![1] : Object.fromEntries(runs),
    options.monitor ??
      monitored(
        monitor,
        runs.flatMap(([, epochs]) => epochs),
      ),
    {
      title: options.title ?? (runs.length === 1 ? runs[0]![0] : 'Runs compared'),
      ...(options.log && { yScale: 'log' as const }),
    },
  )
  return {
    picture,
    name: paths.length === 1 ? nameOf(paths[0]!, io.cwd) : 'runs',
    facts: { runs: runs.map(([run, epochs]) => ({ run, epochs })) },
  }
}
