import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadImage } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { answerOf, fileIn } from '../harness/hostile.js'
import { encodeIdx } from '../harness/idx.js'
import { drawAnywhere } from '../harness/share.js'
import { readers } from './readers.js'
import { smallFiles, zip } from './small-files.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const many = 200e6
/** Gzip of so many bytes as one piece is repeated to; written in parts that are joined, as gzip allows. */
function repeated(piece: string | Buffer, bytes: number): Buffer {
  const part = Buffer.alloc(20e6, piece)
  return Buffer.concat(Array(Math.ceil(bytes / part.length)).fill(gzipSync(part)))
}

function pngHeader(width: number, height: number): Buffer {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const chunk = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const named = Buffer.concat([Buffer.from(type), data])
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc(named))
    return Buffer.concat([length, named, sum])
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', Buffer.concat([size, Buffer.of(8, 2, 0, 0, 0)])),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc(bytes: Buffer): number {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return (c ^ 0xffffffff) >>> 0
}

const jpegOf = async (width: number, height: number) => {
  const bytes = Buffer.from(await smallFiles.JPEG!.make())
  const frame = bytes.indexOf(Buffer.of(0xff, 0xc0))
  bytes.writeUInt16BE(height, frame + 5)
  bytes.writeUInt16BE(width, frame + 7)
  return bytes
}

const svg = (inner: string, side = 2000) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${side}" height="${side}">${inner}</svg>`,
  )
const uses = Array.from(
  { length: 20 },
  (_, i) => `<g id="a${i + 1}"><use xlink:href="#a${i}"/><use xlink:href="#a${i}"/></g>`,
).join('')

/** Small files that ask for much, by the reader they are given to, and what is said of them. */
const bombs: Record<string, { reader: string; make: () => Buffer | Promise<Buffer>; says: RegExp }> = {
  'idx of gigabytes, packed': {
    reader: 'readIdx',
    make: () => Buffer.concat([gzipSync(encodeIdx(8, [50_000, 200, 200], [])), repeated('\0', many)]),
    says: /unpacks to too much\. Expected: at most \d+\.\d MB from/,
  },
  'idx with more behind it': {
    reader: 'readIdx',
    make: () => Buffer.concat([gzipSync(encodeIdx(8, [1], [1])), repeated('\0', many)]),
    says: /unpacks to too much|bytes after its values/,
  },
  'idx that says it is larger than anything': {
    reader: 'readIdx',
    make: () => encodeIdx(14, [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], []),
    says: /cut off/,
  },
  'a text of zeros, packed': {
    reader: 'loadWordVectors of gzip',
    make: () => repeated('\0', many),
    says: /a line has more than 16\.0 MB/,
  },
  'a text of one line, packed': {
    reader: 'loadWordVectors of gzip',
    make: () => repeated('a', many),
    says: /a line has more than 16\.0 MB/,
  },
  'a text of empty lines, packed': {
    reader: 'loadWordVectors of gzip',
    make: () => repeated('\n', many),
    says: /more than 1000000 lines are empty/,
  },
  'a text of many words, packed': {
    reader: 'loadWordVectors of gzip',
    make: () => repeated(`${'a'.repeat(60)} 1\n`, many),
    says: /unpacks to too much/,
  },
  'a table of nothing, packed': {
    reader: 'labelledTexts.load of parts',
    make: () => repeated(',\n', many),
    says: /unpacks to too much/,
  },
  'a table of columns': {
    reader: 'labelledTexts.load of a table',
    make: () => Buffer.alloc(50e6, ','),
    says: /more than 10000 columns/,
  },
  'a table of rows': {
    reader: 'labelledTexts.load of a table',
    make: () => Buffer.concat([Buffer.from('text,label\n'), Buffer.alloc(6e6, ',\n')]),
    says: /more than 2000000 rows/,
  },
  'an archive of zeros': {
    reader: 'imdb.load of an archive',
    make: () => repeated('\0', many),
    says: /no reviews/,
  },
  'an array of gigabytes': {
    reader: 'imdb.load of arrays',
    make: () => zip('x_train.npy', Buffer.alloc(70e6)),
    says: /too large/,
  },
  'JSON in JSON': {
    reader: 'the record of a run',
    make: () => Buffer.from('['.repeat(10e6)),
    says: /nested too deep/,
  },
  'PNG of billions of pixels': {
    reader: 'loadImage',
    make: () => pngHeader(60_000, 60_000),
    says: /too large\. Expected: at most 33554432 pixels\. Received: 60000 x 60000/,
  },
  'PNG of billions of pixels, reduced': {
    reader: 'the input of a run',
    make: () => pngHeader(60_000, 60_000),
    says: /at most 268435456 pixels\. Received: 60000 x 60000/,
  },
  'JPEG of billions of pixels': {
    reader: 'loadImage of a JPEG',
    make: () => jpegOf(65_000, 65_000),
    says: /too large\. Expected: at most 33554432 pixels\. Received: 65000 x 65000/,
  },
  'JPEG of billions of pixels, reduced': {
    reader: 'the input of a run',
    make: () => jpegOf(65_000, 65_000),
    says: /at most 268435456 pixels\. Received: 65000 x 65000/,
  },
  'BMP of runs that are not there': {
    reader: 'loadImage',
    make: async () => {
      const bytes = Buffer.from(await smallFiles['BMP in runs']!.make())
      bytes.writeInt32LE(5000, 18)
      bytes.writeInt32LE(5000, 22)
      return bytes
    },
    says: /its runs cannot be those of 5000 x 5000 pixels/,
  },
  'SVG of billions of pixels': {
    reader: 'loadImage',
    make: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="30000" height="30000"/>'),
    says: /too large\. .* Received: 30000 x 30000/,
  },
  'SVG of what is repeated without end': {
    reader: 'loadImage',
    make: () => svg(`<rect id="a0" width="2000" height="2000" fill-opacity="0.1"/>${uses}`),
    says: /it takes too long to draw\. Give it as a PNG|limit/,
  },
  'SVG of heavy filters': {
    reader: 'loadImage',
    make: () =>
      svg(
        `<filter id="f">${'<feTurbulence baseFrequency="0.01" numOctaves="200"/>'.repeat(9)}</filter><rect width="2000" height="2000" filter="url(#f)"/>`,
      ),
    says: /it takes too long to draw\. Give it as a PNG/,
  },
  'SVG of entities': {
    reader: 'loadImage',
    make: () => {
      const entity = (i: number) => `<!ENTITY e${i} "${`&e${i - 1};`.repeat(10)}">`
      const entities = [1, 2, 3, 4, 5, 6, 7, 8].map(entity).join('')
      return Buffer.from(`<!DOCTYPE svg [<!ENTITY e0 "ten letters">${entities}]>${svg('<text>&e8;</text>')}`)
    },
    says: /cannot be read as an image/,
  },
}

// each takes seconds: the seed of the run draws a third
const isDrawn = drawAnywhere('bombs', 3)

test.each(Object.keys(bombs).filter(isDrawn))('%s', async (name) => {
  const { reader, make, says } = bombs[name]!
  const place = mkdtempSync(join(folder, 'x'))
  writeFileSync(fileIn(place, readers[reader]!), await make())
  const answer = await answerOf(() => readers[reader]!.read(place), name)
  expect(answer).toBeInstanceOf(KeratinError)
  expect((answer as KeratinError).message).toMatch(says)
})

test('an SVG does not show what lies beside it, and others are drawn after one that took too long', async () => {
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'secret.png'), await smallFiles.PNG!.make())
  const image = (href: string) => `<image xlink:href="${href}" width="90" height="90"/>`
  const cases = {
    'beside.svg': image('secret.png'),
    'address.svg': image(`file://${folder}/secret.png`),
    'path.svg': image(`${folder}/secret.png`),
    'include.svg': `<text y="50" font-size="50"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/></text>`,
    'use.svg': '<use xlink:href="other.svg#a"/>',
  }
  writeFileSync(join(folder, 'other.svg'), svg('<rect id="a" width="90" height="90"/>'))
  for (const [name, inner] of Object.entries(cases)) {
    writeFileSync(join(folder, name), svg(inner, 200))
    const x = await loadImage(join(folder, name))
    const darkest = tf.min(x)
    expect(darkest.dataSync()[0], name).toBe(255)
    tf.dispose([x, darkest])
  }
  const drawn = await loadImage(svg('<rect width="90" height="90"/>'))
  expect(drawn.dataSync()[0]).toBe(0)
  drawn.dispose()
})

test('an SVG is not refused for a filter that is quick', async () => {
  const x = await loadImage(
    svg(
      '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect width="99" height="99" filter="url(#f)"/>',
    ),
  )
  expect(x.shape).toEqual([2000, 2000, 3])
  x.dispose()
})

test('long thin images are read', async () => {
  const { default: sharp } = await import('sharp')
  for (const [width, height] of [
    [1, 300_000],
    [300_000, 1],
  ] as const) {
    const raw = { width, height, channels: 1 } as const
    const image = await sharp(new Uint8Array(width * height).fill(9), { raw })
      .png()
      .toBuffer()
    const whole = await loadImage(image)
    expect(whole.shape).toEqual([height, width, 3])
    expect(tf.max(whole).dataSync()[0]).toBe(9)
    const small = await loadImage(image, { targetSize: 7 })
    expect(small.shape).toEqual([7, 7, 3])
    tf.dispose([whole, small])
  }
})
