import { basename } from 'node:path'
import { promisify } from 'node:util'
import { KeratinError } from './errors.js'
import { formatBytes } from './format.js'
import { type FileKind, fileKinds, limits } from './limits.js'
import { readPieces } from './read-file.js'

/** Only who reads packed files needs these, and loading them takes milliseconds. */
const zlib = () => process.getBuiltinModule('node:zlib')
const stream = () => process.getBuiltinModule('node:stream')

/** Whether bytes begin as those of gzip do. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/**
 * What bytes of gzip hold, as long as that is no more than its kind may have, and than real data of their size would.
 *
 * @param path the file, for the message
 * @param most how many bytes it may be, where that is known
 * @throws KeratinError FILE_UNREADABLE with the reason
 */
export async function unpack(
  packed: Uint8Array,
  path: string,
  kind: FileKind,
  most = mostOf(packed.length, kind),
): Promise<Uint8Array> {
  try {
    const unzip = promisify(zlib().gunzip)
    return await unzip(packed, { maxOutputLength: Math.max(1, Math.min(most, mostOf(packed.length, kind))) })
  } catch (error) {
    const isTooMuch = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw isTooMuch ? unpacksToTooMuch(path, packed.length, kind) : damaged(path, error)
  }
}

/** The first bytes of what is packed, of which only the beginning is looked at; fewer if it has fewer. */
export async function unpackStart(packed: Uint8Array, path: string, length: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let total = 0
  const source = (async function* () {
    yield packed
  })()
  for await (const piece of gunzipped(source, path)) {
    pieces.push(piece)
    total += piece.length
    if (total >= length) break
  }
  return Buffer.concat(pieces).subarray(0, length)
}

/** The bytes of a regular file, piece by piece, unpacked if it is of gzip. */
export async function* readUnpacked(path: string, kind: FileKind): AsyncGenerator<Buffer> {
  const pieces = readPieces(path, kind)
  const { value: first } = await pieces.next()
  if (!first) return
  let packed = 0
  const all = (async function* () {
    for (let piece: Buffer | undefined = first; piece; piece = (await pieces.next()).value) {
      packed += piece.length
      yield piece
    }
  })()
  try {
    if (!isGzip(first)) {
      yield* all
      return
    }
    let total = 0
    for await (const piece of gunzipped(all, path)) {
      total += piece.length
      if (total > mostOf(packed, kind)) throw unpacksToTooMuch(path, packed, kind)
      yield piece
    }
  } finally {
    await pieces.return(undefined)
  }
}

async function* gunzipped(packed: AsyncIterable<Uint8Array>, path: string): AsyncGenerator<Buffer> {
  const source = stream().Readable.from(packed, { objectMode: false })
  const unpacked = zlib().createGunzip({ chunkSize: 1 << 18 })
  source.on('error', (error) => unpacked.destroy(error))
  try {
    yield* source.pipe(unpacked) as AsyncIterable<Buffer>
  } catch (error) {
    throw error instanceof KeratinError ? error : damaged(path, error)
  } finally {
    source.destroy()
    unpacked.destroy()
  }
}

const mostOf = (packed: number, kind: FileKind): number =>
  Math.min(fileKinds[kind].bytes, limits.unpackedBytes(packed))

/** What is said of data that unpacks to more than it may, or says so. */
export const unpacksToTooMuch = (path: string, packed: number, kind: FileKind): KeratinError =>
  new KeratinError(
    'FILE_UNREADABLE',
    `Cannot read ${path}: it unpacks to too much. Expected: at most ${formatBytes(mostOf(packed, kind))} from ${formatBytes(packed)}.`,
    { hint: 'Check where it is from; if it is right, unpack it and give it as it is.' },
  )

const damaged = (path: string, cause: unknown): KeratinError =>
  new KeratinError(
    'FILE_UNREADABLE',
    `Cannot read ${path}: its gzip data is damaged or cut off (${(cause as Error).message}).`,
    { hint: `Get a fresh copy of ${basename(path)}.`, cause },
  )
