import { recipes } from '../../../models/registry.js'
import { KeratinError } from '../../support/errors.js'
import { findRun, nameOf } from '../model/find-run.js'
import { type RunEpoch, readRunHistory } from '../model/run-history.js'
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
    monitor ??= await monitorOf(String(recipe))
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

/** The result that made the best epoch of a recipe; undefined for a recipe that there is no more. */
async function monitorOf(name: string): Promise<string | undefined> {
  return (await recipes.find((entry) => entry.name === name)?.load())?.monitor
}

/** A result with `val_` before it where it was validated. */
export function monitored(monitor: string | undefined, epochs: readonly RunEpoch[]): string | undefined {
  const names = [`val_${monitor}`, monitor]
  return names.find((name) => name !== undefined && epochs.every((epoch) => name in epoch))
}
