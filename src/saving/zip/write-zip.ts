import { crc32 } from 'node:zlib'
import { KeratinError } from '../../support/errors.js'

/** One file of an archive. */
export interface ZipFile {
  name: string
  data: Uint8Array
}

// 1980-01-01 00:00, the first moment zip knows: archives of the same content are the same bytes
const date = 0x0021
const utf8 = 0x0800
const most = 0xffffffff

/** The pieces of a zip archive with all entries stored, as Keras writes them. */
export function writeZip(files: readonly ZipFile[]): Uint8Array[] {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const { name, data } of files) {
    const nameBytes = new TextEncoder().encode(name)
    const header = new Uint8Array(30 + nameBytes.length)
    const common = fields(name, nameBytes, data)
    fill(header, [4, 0x04034b50], ...common)
    header.set(nameBytes, 30)
    const record = new Uint8Array(46 + nameBytes.length)
    fill(record, [4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
    record.set(nameBytes, 46)
    pieces.push(header, data)
    directory.push(record)
    offset += header.length + data.length
    if (offset > most) throw tooLarge()
  }
  const size = directory.reduce((n, r) => n + r.length, 0)
  const end = new Uint8Array(22)
  const count = files.length
  fill(end, [4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0])
  return [...pieces, ...directory, end]
}

type Field = readonly [bytes: 2 | 4, value: number]

/** What local header and directory both say. */
function fields(name: string, nameBytes: Uint8Array, data: Uint8Array): Field[] {
  if (data.length > most) throw tooLarge()
  const flags = nameBytes.length === name.length ? 0 : utf8
  const sizes: Field[] = [
    [4, crc32(data)],
    [4, data.length],
    [4, data.length],
  ]
  return [[2, 20], [2, flags], [2, 0], [2, 0], [2, date], ...sizes, [2, nameBytes.length], [2, 0]]
}

function fill(target: Uint8Array, ...values: Field[]): void {
  const view = new DataView(target.buffer)
  let at = 0
  for (const [bytes, value] of values) {
    if (bytes === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += bytes
  }
}

const tooLarge = () => new KeratinError('UNSUPPORTED', 'A .keras or .npz file cannot be larger than 4 GB.')
