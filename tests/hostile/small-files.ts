import { readFileSync } from 'node:fs'
import { deflateRawSync, gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { encodeIdx } from '../harness/idx.js'

const pixels = Uint8Array.from({ length: 24 * 16 * 3 }, (_, i) => (i * 37) % 251)
const picture = () => sharp(pixels, { raw: { width: 24, height: 16, channels: 3 } })

/** An NumPy array of 64-bit integers. */
function npy(values: readonly number[]): Buffer {
  const header = `{'descr': '<i8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117)
  const data = Buffer.alloc(8 * values.length)
  values.forEach((value, i) => {
    data.writeBigInt64LE(BigInt(value), 8 * i)
  })
  const start = Buffer.from('\x93NUMPY\x01\x00', 'latin1')
  return Buffer.concat([start, Buffer.of(118, 0), Buffer.from(`${header}\n`), data])
}

/** A tar archive of texts. */
export function tar(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(text.length.toString(8).padStart(11, '0'), 124)
    header.write('0', 156)
    header.fill(' ', 148, 156)
    const sum = header.reduce((a, b) => a + b, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
    const body = Buffer.alloc(512 * Math.ceil(text.length / 512))
    body.write(text)
    return [header, body]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** A zip archive of one entry. */
export function zip(name: string, data: Buffer, size = data.length, crc = 0): Buffer {
  const packed = deflateRawSync(data)
  const entry = Buffer.alloc(26)
  entry.writeUInt16LE(20, 0)
  entry.writeUInt16LE(8, 4)
  entry.writeUInt32LE(crc, 10)
  entry.writeUInt32LE(packed.length, 14)
  entry.writeUInt32LE(size, 18)
  entry.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, Buffer.from(name), packed])
  const directory = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\x00', 'latin1'),
    entry.subarray(0, 26),
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}

const idx = encodeIdx(8, [4, 3, 3], new Uint8Array(36).fill(7))
const words = ['the', 'of', 'naïve', 'cat']
const vectors = words.map((word, i) => `${word} ${[1, 2, 3].map((v) => v * i).join(' ')}`).join('\n')
const table = `text,label\n${words.map((word, i) => `"${word}, ""yes""",${i % 2}`).join('\n')}\n`
const review = (i: number) => JSON.stringify({ text: `${words[i % 4]} film`, label: i % 2 })
const bmps = JSON.parse(readFileSync(new URL('../golden/bmp.json', import.meta.url), 'utf8')) as {
  name: string
  file: string
}[]
const bmp = (name: string) => Buffer.from(bmps.find((one) => one.name === name)!.file, 'base64')

/** Small files as they should be, by the name of the reader in `readers`. */
export const smallFiles: Record<string, { reader: string; make: () => Buffer | Promise<Buffer> }> = {
  idx: { reader: 'readIdx', make: () => idx },
  'idx.gz': { reader: 'readIdx', make: () => gzipSync(idx) },
  PNG: { reader: 'loadImage', make: () => picture().png().toBuffer() },
  'interlaced PNG': { reader: 'loadImage', make: () => picture().png({ progressive: true }).toBuffer() },
  JPEG: { reader: 'loadImage of a JPEG', make: () => picture().jpeg().toBuffer() },
  'progressive JPEG': {
    reader: 'loadImage of a JPEG',
    make: () => picture().jpeg({ progressive: true }).toBuffer(),
  },
  GIF: { reader: 'the input of a run', make: () => picture().gif().toBuffer() },
  WebP: { reader: 'loadImage', make: () => picture().webp().toBuffer() },
  TIFF: { reader: 'loadImage', make: () => picture().tiff().toBuffer() },
  AVIF: { reader: 'loadImage', make: () => picture().avif().toBuffer() },
  BMP: { reader: 'loadImage', make: () => bmp('24 bits') },
  'BMP in runs': { reader: 'loadImage', make: () => bmp('8 bits in runs') },
  'BMP by masks': { reader: 'loadImage', make: () => bmp('32 bits with alpha') },
  SVG: {
    reader: 'loadImage',
    make: () =>
      Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>',
      ),
  },
  'a table': { reader: 'labelledTexts.load of a table', make: () => Buffer.from(table) },
  'a table in UTF-16': {
    reader: 'labelledTexts.load of a table',
    make: () => Buffer.from(`\ufeff${table}`, 'utf16le'),
  },
  'a packed table': { reader: 'labelledTexts.load of a table', make: () => gzipSync(table) },
  'lines of JSON': {
    reader: 'labelledTexts.load of lines',
    make: () => Buffer.from([0, 1, 2, 3].map(review).join('\n')),
  },
  'vectors of words': { reader: 'loadWordVectors', make: () => Buffer.from(vectors) },
  'packed vectors of words': { reader: 'loadWordVectors of gzip', make: () => gzipSync(vectors) },
  'a vocabulary': {
    reader: 'the word index of imdb',
    make: () => Buffer.from(JSON.stringify(Object.fromEntries(words.map((word, i) => [word, i + 1])))),
  },
  'a NumPy archive': {
    reader: 'imdb.load of arrays',
    make: () => zip('x_train.npy', npy([1, 2, 3])),
  },
  'a tar archive': {
    reader: 'imdb.load of an archive',
    make: () => gzipSync(tar({ 'aclImdb/train/neg/0_3.txt': 'bad', 'aclImdb/train/pos/0_9.txt': 'good' })),
  },
  'the record of a run': {
    reader: 'the record of a run',
    make: () =>
      Buffer.from(
        JSON.stringify({ labels: ['a', 'b'], input: { kind: 'image', shape: [8, 8, 3], rescale: 1 } }),
      ),
  },
}
