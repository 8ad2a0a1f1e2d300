import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openZip } from '../../../src/saving/zip/read-zip.js'
import { writeZip, type ZipFile } from '../../../src/saving/zip/write-zip.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const pack = (...files: ZipFile[]) => Buffer.concat(writeZip(files))
const hello = () =>
  pack({ name: 'a.txt', data: bytes('hello') }, { name: 'folder/ü.txt', data: bytes('world') })
/** Where the record of the last entry is in the directory. */
const record = (zip: Buffer) => zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))

function refusal(zip: Uint8Array, name = 'a.txt'): string {
  try {
    openZip(zip).read(name)
  } catch (error) {
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE' })
    return (error as Error).message
  }
  throw new Error('it was accepted')
}

/** An archive of one deflated entry that declares `size` bytes. */
function deflated(data: Uint8Array, size: number): Buffer {
  const packed = deflateRawSync(data)
  const zip = pack({ name: 'a.txt', data: packed })
  const at = record(zip)
  zip.writeUInt16LE(8, at + 10)
  zip.writeUInt32LE(size, at + 24)
  return zip
}

describe('writing and reading', () => {
  test('entries come back by name, stored, without a copy', () => {
    const zip = openZip(hello())
    expect(zip.names).toEqual(['a.txt', 'folder/ü.txt'])
    expect(Buffer.from(zip.read('folder/ü.txt')!).toString()).toBe('world')
    expect(zip.read('none')).toBeUndefined()
  })

  test('the same content gives the same bytes, dated 1980', () => {
    expect(hello().equals(hello())).toBe(true)
    expect(hello().readUInt32LE(10)).toBe(0x00210000)
  })

  test('an empty archive has no entries', () => {
    expect(openZip(pack()).names).toEqual([])
  })

  test('deflated entries are unpacked', () => {
    const data = bytes('x'.repeat(1000))
    const zip = deflated(data, 1000)
    const crc = Buffer.from(pack({ name: 'a.txt', data })).readUInt32LE(14)
    zip.writeUInt32LE(crc, record(zip) + 16)
    expect(openZip(zip).read('a.txt')).toHaveLength(1000)
  })
})

describe('archives that are refused', () => {
  test('what is no zip, or a truncated one', () => {
    expect(refusal(new Uint8Array(0))).toMatch(/not a zip archive/)
    expect(refusal(new Uint8Array(1000).fill(7))).toMatch(/not a zip archive/)
    const zip = hello()
    for (let n = 0; n < zip.length; n++) expect(refusal(zip.subarray(0, n))).toMatch(/truncated/)
  })

  test('a changed byte of the content', () => {
    const zip = hello()
    zip[36]! ^= 1
    expect(refusal(zip)).toMatch(/checksum/)
  })

  test('an entry that unpacks to more than it declares', () => {
    expect(refusal(deflated(new Uint8Array(50e6), 100))).toMatch(/cannot be unpacked/)
  })

  test('a declared size beyond the limits, before anything is allocated', () => {
    expect(refusal(deflated(new Uint8Array(10), 0xfffffff0))).toMatch(/too large/)
    const zip = hello()
    expect(() => openZip(zip, { totalBytes: 9 })).toThrow(/too large/)
    expect(() => openZip(zip, { entries: 1 })).toThrow(/too many entries/)
  })

  test('the same name twice', () => {
    expect(refusal(pack({ name: 'a.txt', data: bytes('1') }, { name: 'a.txt', data: bytes('2') }))).toMatch(
      /twice/,
    )
  })

  test.each(['../evil', '/abs', 'a\\b', 'C:x', 'a/../../b', 'nul\0', ''])('the unsafe name %j', (name) => {
    expect(refusal(pack({ name, data: bytes('x') }))).toMatch(/unsafe name/)
  })

  test('encrypted entries and unknown methods', () => {
    const encrypted = pack({ name: 'a.txt', data: bytes('x') })
    encrypted.writeUInt16LE(1, record(encrypted) + 8)
    expect(refusal(encrypted)).toMatch(/encrypted/)
    const unknown = pack({ name: 'a.txt', data: bytes('x') })
    unknown.writeUInt16LE(99, record(unknown) + 10)
    expect(refusal(unknown)).toMatch(/unknown method 99/)
  })

  test('offsets and sizes that lead outside', () => {
    for (const [field, value] of [
      [42, 0xfffff0],
      [20, 1e9],
      [42, 3],
    ] as const) {
      const zip = pack({ name: 'a.txt', data: bytes('x') })
      zip.writeUInt32LE(value, record(zip) + field)
      expect(refusal(zip)).toMatch(/truncated|does not start/)
    }
  })
})

test('zip64 archives are read', () => {
  const zip = pack({ name: 'a.txt', data: bytes('hello') })
  const end = zip.length - 22
  const at = record(zip)
  const entry = Buffer.from(zip.subarray(at, end))
  entry.writeUInt32LE(0xffffffff, 20)
  entry.writeUInt32LE(0xffffffff, 24)
  entry.writeUInt16LE(20, 30)
  const extra = Buffer.alloc(20)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(16, 2)
  extra.writeBigUInt64LE(5n, 4)
  extra.writeBigUInt64LE(5n, 12)
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(1n, 32)
  end64.writeBigUInt64LE(BigInt(entry.length + 20), 40)
  end64.writeBigUInt64LE(BigInt(at), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(at + entry.length + 20), 8)
  const tail = Buffer.from(zip.subarray(end))
  tail.writeUInt16LE(0xffff, 10)
  tail.writeUInt32LE(0xffffffff, 16)
  const wide = Buffer.concat([zip.subarray(0, at), entry, extra, end64, locator, tail])
  expect(Buffer.from(openZip(wide).read('a.txt')!).toString()).toBe('hello')
})
