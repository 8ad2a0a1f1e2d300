import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { unwritable } from '../../support/files.js'
import { removeEvents } from '../train/run-events.js'
import { isHalfWritten, runFiles } from '../train/run-folder.js'
import { RunLock } from '../train/run-lock.js'
import type { RunFacts } from './read-run.js'

/** What is to go from a run: all of it, or what killed runs left half written. */
export interface Removal {
  run: string
  what: 'run' | 'leftovers'
  why: string
  bytes?: number
}

/** What is removed without a name: runs that came to nothing, leftovers, and by `keep` all but the newest. */
export function removalsOf(runs: readonly RunFacts[], keep: number | undefined): Removal[] {
  const newest = new Map<string, number>()
  return runs.flatMap((facts): Removal[] => {
    const { run, state, epochs, bytes, leftovers, recipe, resumable } = facts
    if (state === 'training' || state === 'damaged') return []
    if (state === 'diverged') return [{ run, what: 'run', why: 'it has diverged', bytes }]
    if (epochs.done === 0 && !resumable)
      return [{ run, what: 'run', why: 'it has not finished an epoch', bytes }]
    if (state === 'finished' && keep !== undefined) {
      const before = newest.get(recipe) ?? 0
      newest.set(recipe, before + 1)
      if (before >= keep)
        return [{ run, what: 'run', why: `there are ${keep} newer ones of ${recipe}`, bytes }]
    }
    return leftovers.length > 0
      ? [{ run, what: 'leftovers', why: `${leftovers.length} half-written files` }]
      : []
  })
}

/** What a removal did: nothing to a run that is being trained; `kept` are files that are not of the run. */
export interface Removed extends Removal {
  removed: boolean
  kept?: readonly string[]
}

/**
 * Removes a run, or what killed runs left in it. Files that keratin train did not write stay, and the folder with them.
 *
 * @throws KeratinError FILE_UNWRITABLE
 */
export async function remove(removal: Removal, folder: string): Promise<Removed> {
  // it may have begun meanwhile
  if (await RunLock.isHeld(folder)) return { ...removal, why: 'it is being trained', removed: false }
  const lock = await RunLock.take(folder)
  try {
    const own = (name: string) =>
      isHalfWritten(name) || (removal.what === 'run' && (runFiles as readonly string[]).includes(name))
    for (const name of (await readdir(folder)).filter(own))
      await rm(join(folder, name), { force: true }).catch((error) =>
        Promise.reject(unwritable(join(folder, name), error)),
      )
    if (removal.what === 'run') await removeEvents(folder)
  } finally {
    await lock.release()
  }
  if (removal.what === 'leftovers') return { ...removal, removed: true }
  const kept = await readdir(folder)
  if (kept.length > 0) return { ...removal, removed: true, kept }
  await rmdir(folder).catch((error) => Promise.reject(unwritable(folder, error)))
  return { ...removal, removed: true }
}
