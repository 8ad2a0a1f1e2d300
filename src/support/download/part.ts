import { open, rm } from 'node:fs/promises'
import { randomHex } from '../crypto.js'
import { KeratinError } from '../errors.js'
import { unwritable } from '../files.js'
import { isRunning } from '../is-running.js'
import { readTextFile } from '../text-file.js'

/** The temporary file of a download, held by this process alone. */
export interface Part {
  path: string
  release(): Promise<void>
}

/** Locks of this process: a process id alone says little where every run has the same one, as in containers. */
const held = new Set<string>()

/**
 * Takes `<base>.part` for this process, so that a killed download can be resumed by the next one; while another
 * living process holds it, a name of its own.
 */
export async function holdPart(base: string): Promise<Part> {
  const lock = `${base}.lock`
  const path = `${base}.part`
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = await open(lock, 'wx')
      held.add(lock)
      await handle.writeFile(String(process.pid)).finally(() => handle.close())
      return { path, release: () => rm(lock, { force: true }).finally(() => held.delete(lock)) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unwritable(path, error)
      const holder = Number(await readTextFile(lock, 'json').catch(emptyIfMissing))
      const living = holder === process.pid ? held.has(lock) : holder === 0 || (await isRunning(holder))
      if (!living) await rm(lock, { force: true })
      else break
    }
  }
  return { path: `${base}.${randomHex(4)}.part`, release: async () => {} }
}

function emptyIfMissing(error: unknown): string {
  if (error instanceof KeratinError && error.code === 'FILE_NOT_FOUND') return ''
  throw error
}
