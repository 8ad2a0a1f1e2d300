import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { recipes } from '../../../models/registry.js'
import { KeratinError } from '../../support/errors.js'
import { monitored, type RunEpoch, readRunHistory } from '../model/run-history.js'
import { readRunJson } from '../model/run-json.js'
import { eventFilesIn } from '../train/run-events.js'
import { isHalfWritten } from '../train/run-folder.js'
import { RunLock } from '../train/run-lock.js'
import type { RunSettings } from '../train/settings.js'

/**
 * How far a run came: `training` now, `finished`, `interrupted` so that it can be gone on with, `diverged`, `stopped` by
 * force in between, or `damaged`.
 */
export type RunState = 'training' | 'finished' | 'interrupted' | 'diverged' | 'stopped' | 'damaged'

/** What is known of a run. */
export interface RunFacts {
  /** The folder, as it was named. */
  run: string
  recipe: string
  variant?: string
  state: RunState
  /** When it began, as ISO 8601. */
  began: string
  epochs: { done: number; planned: number }
  /** The epoch with the best results. */
  best?: RunEpoch
  /** The result that it was chosen by. */
  monitor?: string
  /** Results on the test set. */
  test?: Readonly<Record<string, number>>
  /** Seconds that training took. */
  seconds?: number
  /** What the folder takes on the disk. */
  bytes: number
  /** Whether it can be gone on with from where it was. */
  resumable: boolean
  /** Files that killed runs left half written. */
  leftovers: readonly string[]
}

/** A run as it is described in its folder; what is damaged in it makes it `damaged`, and is no error. */
export async function readRun(folder: string, run: string): Promise<RunFacts> {
  const names = await readdir(folder)
  const files = [...names, ...(await eventFilesIn(folder))]
  const sizes = await Promise.all(files.map((name) => stat(join(folder, name)).catch(() => undefined)))
  const config = join(folder, 'config.json')
  const { mtime } = await stat(config)
  const held = await RunLock.isHeld(folder)
  const about = {
    run,
    began: mtime.toISOString(),
    bytes: sizes.reduce((sum, found) => sum + (found?.isFile() ? found.size : 0), 0),
    resumable: names.includes('backup.bin') && !held,
    // those of a training that is running are being written
    leftovers: held ? [] : names.filter(isHalfWritten),
  }
  try {
    return { ...about, ...(await described(folder, names, held)) }
  } catch (error) {
    if (!(error instanceof KeratinError)) throw error
    return { ...about, recipe: '?', state: held ? 'training' : 'damaged', epochs: { done: 0, planned: 0 } }
  }
}

async function described(folder: string, names: readonly string[], held: boolean) {
  const settings = (await readRunJson(folder, 'config.json')) as Partial<RunSettings> & { recipe: string }
  const epochs = await readRunHistory(folder)
  const result = names.includes('result.json')
    ? ((await readRunJson(folder, 'result.json')) as Partial<RunFacts> & { status: string })
    : undefined
  const monitor = monitored(recipes.find(({ name }) => name === settings.recipe)?.monitor, epochs)
  const best = bestOf(epochs, monitor)
  return {
    recipe: settings.recipe,
    ...(settings.variant !== undefined && { variant: settings.variant }),
    state: held ? ('training' as const) : stateOf(result?.status, epochs),
    epochs: { done: epochs.length, planned: settings.epochs ?? epochs.length },
    ...(best && { best }),
    ...(monitor !== undefined && { monitor }),
    ...(result?.test && { test: result.test }),
    ...(typeof result?.seconds === 'number' && { seconds: result.seconds }),
  }
}

function stateOf(status: string | undefined, epochs: readonly RunEpoch[]): RunState {
  const last = epochs.at(-1)
  if (last && Object.values(last).some((value) => value === null)) return 'diverged'
  if (status === 'completed') return 'finished'
  return status === 'interrupted' ? 'interrupted' : 'stopped'
}

/** The first epoch with the best value: the least loss, or the most of anything else. */
function bestOf(epochs: readonly RunEpoch[], monitor: string | undefined): RunEpoch | undefined {
  if (monitor === undefined) return undefined
  const sign = /(^|_)loss$/.test(monitor) ? -1 : 1
  let best: RunEpoch | undefined
  for (const epoch of epochs) {
    const value = epoch[monitor]
    if (typeof value !== 'number') continue
    if (!best || sign * value > sign * (best[monitor] as number)) best = epoch
  }
  return best
}
