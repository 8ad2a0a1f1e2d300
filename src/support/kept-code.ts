import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { cacheFolder } from './cache-folder.js'

/** What is before the compiled code: what it was made of, and its checksum, as lines of text. */
const end = 0x0a

/**
 * Compiled code that an earlier process kept in the folder of caches.
 *
 * @param name of the file
 * @param madeOf what the code was made of: other code is not taken
 * @returns undefined if there is none, it was made of something else, is damaged, or belongs to another user
 */
export function readKeptCode(name: string, madeOf: string): Buffer | undefined {
  try {
    const file = join(cacheFolder('code'), name)
    // code is run: only the user's own is
    const found = statSync(file)
    if (!found.isFile() || (process.getuid && found.uid !== process.getuid())) return undefined
    const kept = readFileSync(file)
    const start = kept.indexOf(end) + 1
    const code = kept.subarray(start)
    return kept.subarray(0, start).toString('latin1') === heading(madeOf, code) ? code : undefined
  } catch {
    return undefined
  }
}

/** Keeps compiled code for later processes, or does not: that a folder cannot be written is no failure. */
export function keepCode(name: string, madeOf: string, code: Uint8Array): void {
  const file = join(cacheFolder('code'), name)
  const temporary = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(temporary, heading(madeOf, code), { flag: 'wx', mode: 0o600 })
    writeFileSync(temporary, code, { flag: 'a' })
    renameSync(temporary, file)
  } catch {
    try {
      rmSync(temporary, { force: true })
    } catch {}
  }
}

// the engine that runs the code does not look whether it is damaged
const heading = (madeOf: string, code: Uint8Array): string => `${madeOf} ${code.length} ${crc32(code)}\n`
