import { link, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { randomHex, sha256 } from '../../support/crypto.js'
import { KeratinError } from '../../support/errors.js'
import { unwritable } from '../../support/files.js'
import { isRunning } from '../../support/is-running.js'
import { readFileBytes } from '../../support/read-file.js'

const name = 'run.lock'

/** Who trains in a folder. */
interface Holder {
  pid: number
  host: string
  /** Tells one start of the machine from another, where the system says so: numbers of processes are given again. */
  boot?: string
  since: string
}

/** Those of this process, whose number others may have had before. */
const held = new Set<string>()

/** Keeps others from training in the same folder at the same time. */
export class RunLock {
  private constructor(readonly path: string) {}

  /**
   * Takes the lock of a folder. One whose process is gone, killed perhaps, is taken over.
   *
   * @throws KeratinError FILE_UNWRITABLE if a training is running there
   */
  static async take(folder: string): Promise<RunLock> {
    const path = join(folder, name)
    const own = await temporary(folder)
    const holder: Holder = {
      pid: process.pid,
      host: hostname(),
      boot: await bootId(),
      since: new Date().toISOString(),
    }
    try {
      await writeFile(own, `${JSON.stringify(holder)}\n`)
      for (;;) {
        // a link appears with its content, or not at all
        const taken = await link(own, path).then(
          () => true,
          (error: NodeJS.ErrnoException) => {
            if (error.code === 'EEXIST') return false
            throw error
          },
        )
        if (taken) break
        await removeStale(path, folder)
      }
    } catch (error) {
      throw error instanceof KeratinError ? error : unwritable(path, error)
    } finally {
      await rm(own, { force: true }).catch(() => {})
    }
    held.add(path)
    await clear(folder)
    return new RunLock(path)
  }

  /** Whether a training is running in a folder, or may be. */
  static async isHeld(folder: string): Promise<boolean> {
    const path = join(folder, name)
    const text = await textOf(path)
    if (text === undefined) return false
    const holder = parsed(text)
    return holder !== undefined && isAlive(holder, path)
  }

  async release(): Promise<void> {
    held.delete(this.path)
    await rm(this.path, { force: true }).catch(() => {})
  }
}

/** A place for a file of this process; its name says whose it is: `.run.lock.<machine and start>.<process>.<word>.tmp`. */
async function temporary(folder: string): Promise<string> {
  const place = `${hashOf(hostname())}-${hashOf((await bootId()) ?? '')}`
  return join(folder, `.${name}.${place}.${process.pid}.${randomHex()}.tmp`)
}

const temporaryName = /^\.run\.lock\.([0-9a-f]{8})-([0-9a-f]{8})\.(\d+)\.[0-9a-f]{12}\.tmp$/

const hashOf = (text: string): string => sha256().update(text).digest('hex').slice(0, 8)

/** Removes what processes left that were killed while they took the lock. Those of other machines may be alive. */
async function clear(folder: string): Promise<void> {
  const start = hashOf((await bootId()) ?? '')
  for (const file of await readdir(folder)) {
    const [, host, boot, pid] = temporaryName.exec(file) ?? []
    if (host !== hashOf(hostname())) continue
    // this process may be about to take it, too
    if (boot === start && (await isRunning(Number(pid)))) continue
    await rm(join(folder, file), { force: true }).catch(() => {})
  }
}

/** @throws KeratinError if who holds the lock is alive, or may be */
async function removeStale(path: string, folder: string): Promise<void> {
  const text = await textOf(path)
  if (text === undefined) return
  const holder = parsed(text)
  if (holder && (await isAlive(holder, path))) throw busy(folder, path, holder)
  // of several that find it, one moves it away; if that was another by then, it is put back
  const aside = await temporary(folder)
  await rename(path, aside).catch(() => {})
  const moved = await textOf(aside)
  if (moved !== undefined && moved !== text) await rename(aside, path).catch(() => {})
  else await rm(aside, { force: true })
}

function parsed(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Holder
    return Number.isInteger(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

async function isAlive({ pid, host, boot }: Holder, path: string): Promise<boolean> {
  // nobody can tell from another machine
  if (host !== hostname()) return true
  if (boot !== (await bootId())) return false
  return pid === process.pid ? held.has(path) : isRunning(pid)
}

const bootId = async (): Promise<string | undefined> =>
  (await textOf('/proc/sys/kernel/random/boot_id'))?.trim()

const textOf = (path: string): Promise<string | undefined> =>
  readFileBytes(path, 'json').then(
    (bytes) => Buffer.from(bytes).toString(),
    () => undefined,
  )

const busy = (folder: string, path: string, { pid, host, since }: Holder) =>
  new KeratinError(
    'FILE_UNWRITABLE',
    `A training is running in ${folder}: process ${pid} on ${host}, since ${since}.`,
    { hint: `Choose another place with --out. If it is not running any more, remove ${path}.` },
  )
