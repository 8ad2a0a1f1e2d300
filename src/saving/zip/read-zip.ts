import { crc32, inflateRawSync } from 'node:zlib'
import { broken } from '../broken.js'
import { ByteView } from './byte-view.js'
import { readDirectory, type ZipEntry } from './directory.js'

export interface ZipLimits {
  /** The most entries an archive may have. */
  entries: number
  /** The most bytes one entry may unpack to. */
  entryBytes: number
  /** The most bytes all entries together may unpack to. */
  totalBytes: number
}

const usual: ZipLimits = { entries: 10_000, entryBytes: 2 ** 31 - 1, totalBytes: 2 ** 32 }

/** An opened zip archive: names are checked, contents are unpacked when asked for. */
export interface ZipArchive {
  readonly names: readonly string[]
  /**
   * The bytes of an entry, checked against its size and CRC; undefined if there is none of that name.
   *
   * @param most how many bytes it may have
   */
  read(name: string, most?: number): Uint8Array | undefined
}

/**
 * Opens a zip archive that may come from anywhere. Sizes are checked before anything is allocated; archives that
 * are truncated, encrypted, hold a name twice or an unsafe name, or unpack to more than they declare, are refused.
 *
 * @throws KeratinError FILE_UNREADABLE with the reason
 */
export function openZip(bytes: Uint8Array, limits: Partial<ZipLimits> = {}): ZipArchive {
  const view = new ByteView(bytes)
  const { entries: most, entryBytes, totalBytes } = { ...usual, ...limits }
  const entries = readDirectory(view, most)
  let total = 0
  for (const { name, size } of entries.values()) {
    total += size
    if (size > entryBytes || total > totalBytes) throw tooLarge({ name, size })
  }
  return {
    names: [...entries.keys()],
    read: (name, most = entryBytes) => {
      const entry = entries.get(name)
      if (entry && entry.size > most) throw tooLarge(entry)
      return entry && unpack(view, entry)
    },
  }
}

const tooLarge = ({ name, size }: Pick<ZipEntry, 'name' | 'size'>) =>
  broken(`The zip entry ${JSON.stringify(name)} is too large: ${size} bytes.`)

function unpack(
  view: ByteView,
  { name, flags, method, crc, packedSize, size, offset }: ZipEntry,
): Uint8Array {
  const quoted = JSON.stringify(name)
  if (flags & 1) throw broken(`The zip entry ${quoted} is encrypted.`)
  if (method !== 0 && method !== 8)
    throw broken(`The zip entry ${quoted} is compressed by unknown method ${method}.`)
  if (view.u32(offset) !== 0x04034b50) throw broken(`The zip entry ${quoted} does not start where it should.`)
  const start = offset + 30 + view.u16(offset + 26) + view.u16(offset + 28)
  const packed = view.bytes(start, packedSize)
  const data = method === 0 ? packed : inflate(packed, size, quoted)
  if (data.length !== size)
    throw broken(`The zip entry ${quoted} has ${data.length} bytes instead of ${size}.`)
  if (crc32(data) !== crc) throw broken(`The zip entry ${quoted} is damaged: its checksum does not match.`)
  return data
}

function inflate(packed: Uint8Array, size: number, quoted: string): Uint8Array {
  try {
    // the limit is what stops a small entry from unpacking to gigabytes
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
  } catch (cause) {
    throw broken(`The zip entry ${quoted} cannot be unpacked.`, undefined, cause)
  }
}
