import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { sha256 } from '../crypto.js'
import { KeratinError } from '../errors.js'
import { unwritable } from '../files.js'
import { makeFolders, removeEmptyFolders } from '../make-folders.js'
import { openRegular } from '../open-regular.js'
import { readPieces } from '../read-file.js'
import { fetchRange, isTransient } from './fetch-range.js'
import { holdPart } from './part.js'

/** One file to be had from the network. */
export interface RemoteFile {
  /** The same file at several addresses, tried in order. */
  urls: readonly string[]
  /** Of the whole file, in hexadecimal; absent where whoever publishes it gives none. */
  sha256?: string
  /** Where that is all that is given. */
  md5?: string
  /** Size in bytes, for progress. */
  bytes?: number
}

export interface DownloadOptions {
  /** Called with the number of bytes received; with a negative number when some have to be fetched again. */
  onBytes?: (count: number) => void
  signal?: AbortSignal
  /** Whether what has arrived is kept when it is broken off, for the next attempt. Default false. */
  keep?: boolean
  /** How often a broken connection is resumed before the next address is tried. Default 4. */
  resumes?: number
  /** Milliseconds without a byte after which a connection counts as broken. Default 20000. */
  patience?: number
}

/**
 * Downloads a file: to a temporary name beside `path`, resumed where a connection breaks or an earlier process was
 * killed, checked by SHA-256 or MD5 where one of them is known, then renamed. After a failure nothing is left behind,
 * unless what has arrived is to be kept.
 *
 * @throws KeratinError DOWNLOAD with what each address answered; FILE_UNWRITABLE when it cannot be stored
 */
export async function download(file: RemoteFile, path: string, options: DownloadOptions = {}): Promise<void> {
  const made = makeFolders(dirname(path))
  const part = await holdPart(join(dirname(path), `.${basename(path)}.${keyOf(file)}`))
  const failures: string[] = []
  try {
    for (const url of file.urls) {
      try {
        await fetchInto(part.path, url, file, options)
        await rename(part.path, path).catch((error) => {
          throw unwritable(path, error)
        })
        return
      } catch (error) {
        if (options.signal?.aborted) throw error
        if (error instanceof KeratinError && error.code !== 'DOWNLOAD') throw error
        failures.push(`${url}: ${describe(error)}`)
      }
    }
    throw new KeratinError('DOWNLOAD', `Cannot download ${basename(path)}. ${failures.join('; ')}.`, {
      hint: `Check the network, or put the file into ${dirname(path)} by hand.`,
    })
  } finally {
    const { size = 0 } = await stat(part.path).catch(() => ({ size: 0 }))
    if (!options.keep || size === 0) await rm(part.path, { force: true })
    await part.release()
    // the folders were made for the file alone: they go where it did not come
    if (made) removeEmptyFolders(dirname(path), made)
  }
}

/** As `a+`: what is there is kept. */
const toAppend = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT

/** Appends to the part file what it lacks, again and again while there is progress, until its hash is right. */
async function fetchInto(
  part: string,
  url: string,
  file: RemoteFile,
  options: DownloadOptions,
): Promise<void> {
  const { onBytes = () => {}, resumes = 4 } = options
  const handle = await openRegular(part, 'download', toAppend).catch((error) => {
    throw unwritable(part, error.cause ?? error)
  })
  try {
    let size = (await handle.stat()).size
    const inherited = size > 0
    onBytes(size)
    const restart = async () => {
      await handle.truncate(0)
      onBytes(-size)
      size = 0
    }
    for (let attempt = 0; ; attempt++) {
      const before = size
      try {
        for await (const piece of fetchRange(url, size, options)) {
          if (piece === 'restart') await restart()
          else {
            await append(handle, piece, part)
            size += piece.length
            onBytes(piece.length)
          }
        }
        break
      } catch (error) {
        if (!isTransient(error) || attempt >= resumes || size === before) throw error
      }
    }
    const expected = hashOf(file)
    const received = expected && (await digest(part, expected.kind))
    if (received === expected?.digest) return await handle.sync()
    await restart()
    if (inherited) return await fetchInto(part, url, file, options) // its beginning may have been of another file
    throw new KeratinError(
      'DOWNLOAD',
      `wrong contents. Expected: ${expected?.name} ${expected?.digest}. Received: ${received}`,
    )
  } finally {
    await handle.close()
  }
}

async function append(handle: FileHandle, piece: Uint8Array, path: string): Promise<void> {
  await handle.appendFile(piece).catch((error) => {
    throw unwritable(path, error)
  })
}

interface KnownHash {
  kind: 'sha256' | 'md5'
  name: string
  digest: string
}

/** How the contents of a file are known. */
function hashOf({ sha256, md5 }: RemoteFile): KnownHash | undefined {
  if (sha256 !== undefined) return { kind: 'sha256', name: 'SHA-256', digest: sha256 }
  return md5 === undefined ? undefined : { kind: 'md5', name: 'MD5', digest: md5 }
}

/** What is the same for the same contents only, so that no download goes on with the beginning of another file. */
const keyOf = (file: RemoteFile): string =>
  (hashOf(file)?.digest ?? sha256().update(file.urls.join('\n')).digest('hex')).slice(0, 8)

async function digest(path: string, kind: KnownHash['kind']): Promise<string> {
  const hash = createHash(kind)
  for await (const piece of readPieces(path, 'download')) hash.update(piece)
  return hash.digest('hex')
}

/** `fetch failed` says nothing; its cause does. */
function describe(error: unknown): string {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  const detail = cause && !(error instanceof KeratinError) ? (cause.code ?? cause.message) : undefined
  return detail ? `${detail}` : error instanceof Error ? error.message : String(error)
}
