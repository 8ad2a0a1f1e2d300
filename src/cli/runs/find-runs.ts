import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileNotFound, fileUnreadable, isMissing } from '../../support/files.js'
import { isRun } from '../model/find-run.js'
import { type RunFacts, readRun } from './read-run.js'

/**
 * The runs in a folder, the newest first.
 *
 * @param optional whether the folder may be missing: there are no runs then
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function findRuns(dir: string, cwd: string, optional: boolean): Promise<RunFacts[]> {
  const folder = resolve(cwd, dir)
  let names: string[]
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  } catch (error) {
    if (!isMissing(error)) throw fileUnreadable(folder, error)
    if (optional) return []
    throw await fileNotFound(folder)
  }
  const runs: RunFacts[] = []
  for (const name of names.sort())
    if (await isRun(join(folder, name))) runs.push(await readRun(join(folder, name), join(dir, name)))
  return runs.sort((a, b) => b.began.localeCompare(a.began) || a.run.localeCompare(b.run))
}
