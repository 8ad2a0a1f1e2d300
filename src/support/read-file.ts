import { read, readSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { type FileKind, fileKinds } from './limits.js'
import { openRegular, tooLarge, withRegularFile, withRegularFileSync } from './open-regular.js'

const readInto = promisify(read) as (
  ...args: [descriptor: number, buffer: Buffer, offset: number, length: number, position: number]
) => Promise<{ bytesRead: number }>

/**
 * The bytes of a regular file of a size within the limit of its kind. Pipes, devices and sockets are refused at once,
 * rather than waited for.
 *
 * @throws KeratinError FILE_NOT_FOUND with the nearest name in that folder; FILE_UNREADABLE with the reason
 */
export function readFileBytes(path: string, kind: FileKind): Promise<Uint8Array<ArrayBuffer>> {
  return withRegularFile(path, kind, async ({ descriptor, size }) => {
    // files of the system say that they have no bytes: there the end is where nothing comes
    let bytes: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(size || 1 << 16)
    let end = 0
    for (;;) {
      const { bytesRead } = await readInto(descriptor, bytes, end, bytes.length - end, end)
      end += bytesRead
      if (bytesRead === 0 || end === size) return bytes.subarray(0, end)
      if (end === bytes.length) bytes = grown(path, kind, bytes)
    }
  })
}

/** The same, at once, into memory that is asked for; it holds the first `length` bytes that are returned. */
export function readFileSyncInto(path: string, kind: FileKind, roomFor: (bytes: number) => Buffer): Buffer {
  return withRegularFileSync(path, kind, ({ descriptor, size }) => {
    const room = roomFor(size)
    let end = 0
    while (end < size) {
      const got = readSync(descriptor, room, end, size - end, null)
      if (got === 0) break
      end += got
    }
    return room.subarray(0, end)
  })
}

/** The bytes of a regular file, piece by piece. */
export async function* readPieces(path: string, kind: FileKind): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined
  let total = 0
  try {
    handle = await openRegular(path, kind)
    for (;;) {
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafeSlow(1 << 18) })
      if (bytesRead === 0) return
      total += bytesRead
      if (total > fileKinds[kind].bytes) throw tooLarge(path, kind, total)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle?.close()
  }
}

function grown(path: string, kind: FileKind, bytes: Buffer): Buffer<ArrayBuffer> {
  const most = fileKinds[kind].bytes
  if (bytes.length > most) throw tooLarge(path, kind, bytes.length)
  const more = Buffer.allocUnsafeSlow(Math.min(4 * bytes.length, most + 1))
  bytes.copy(more)
  return more
}
