import { broken } from '../broken.js'
import type { ByteView } from './byte-view.js'

/** What the central directory says of an entry. */
export interface ZipEntry {
  name: string
  flags: number
  /** 0 stored, 8 deflated. */
  method: number
  crc: number
  packedSize: number
  size: number
  /** Where its local header starts. */
  offset: number
}

const max32 = 0xffffffff

/**
 * The central directory of a zip archive by entry name, folders left out.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readDirectory(view: ByteView, mostEntries: number): Map<string, ZipEntry> {
  const { count, size, start } = findDirectory(view)
  if (count > mostEntries) throw broken(`The zip archive has too many entries: ${count}.`)
  view.bytes(start, size)
  const entries = new Map<string, ZipEntry>()
  let at = start
  for (let i = 0; i < count; i++) {
    if (view.u32(at) !== 0x02014b50) throw broken('The directory of the zip archive is damaged.')
    const nameLength = view.u16(at + 28)
    const extraLength = view.u16(at + 30)
    const name = new TextDecoder().decode(view.bytes(at + 46, nameLength))
    const entry: ZipEntry = {
      name,
      flags: view.u16(at + 8),
      method: view.u16(at + 10),
      crc: view.u32(at + 16),
      packedSize: view.u32(at + 20),
      size: view.u32(at + 24),
      offset: view.u32(at + 42),
    }
    widen(view, entry, at + 46 + nameLength, extraLength)
    at += 46 + nameLength + extraLength + view.u16(at + 32)
    checkName(name)
    if (name.endsWith('/')) continue
    if (entries.has(name)) throw broken(`The zip archive holds ${JSON.stringify(name)} twice.`)
    entries.set(name, entry)
  }
  return entries
}

function findDirectory(view: ByteView): { count: number; size: number; start: number } {
  const end = findEnd(view)
  const count = view.u16(end + 10)
  const size = view.u32(end + 12)
  const start = view.u32(end + 16)
  const wide = count === 0xffff || size === max32 || start === max32
  if (!wide || end < 20 || view.u32(end - 20) !== 0x07064b50) return { count, size, start }
  const end64 = view.u64(end - 12)
  if (view.u32(end64) !== 0x06064b50) throw broken('The zip64 directory of the archive is damaged.')
  return { count: view.u64(end64 + 32), size: view.u64(end64 + 40), start: view.u64(end64 + 48) }
}

/** The end record is last, followed only by a comment whose length it holds. */
function findEnd(view: ByteView): number {
  const last = view.length - 22
  for (let at = last; at >= 0 && at >= last - 0xffff; at--) {
    if (view.u32(at) === 0x06054b50 && at + 22 + view.u16(at + 20) === view.length) return at
  }
  throw broken('It is not a zip archive, or it is truncated.')
}

/** Sizes beyond 32 bits are in an extra field, only those that are marked, in this order. */
function widen(view: ByteView, entry: ZipEntry, start: number, length: number): void {
  const end = start + length
  view.bytes(start, length)
  for (let at = start; at + 4 <= end; at += 4 + view.u16(at + 2)) {
    if (view.u16(at) !== 1) continue
    let field = at + 4
    for (const key of ['size', 'packedSize', 'offset'] as const) {
      if (entry[key] !== max32) continue
      entry[key] = view.u64(field)
      field += 8
    }
  }
}

function checkName(name: string): void {
  const unsafe =
    name === '' ||
    /[\\\0]/.test(name) ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    name.split('/').includes('..')
  if (unsafe) throw broken(`The zip archive holds an unsafe name: ${JSON.stringify(name)}.`)
}
