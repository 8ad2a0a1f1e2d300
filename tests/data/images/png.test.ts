import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { decodeWith } from '../../../src/data/images/formats/decode-with.js'
import { decodePng } from '../../../src/data/images/png/decode-png.js'

const own = { longestSide: Number.POSITIVE_INFINITY, isOpaque: false, mostBytes: 1 << 20 }
const theirs = {
  mostPixels: 1 << 20,
  longestSide: Number.POSITIVE_INFINITY,
  orient: true,
  allowTruncated: false,
}

/** An image of smooth and of wild parts, so that every filter is the best for some row. */
function image(width: number, height: number, channels: 1 | 2 | 3 | 4) {
  const pixels = Buffer.alloc(width * height * channels)
  let wild = 1
  for (let i = 0; i < pixels.length; i++) {
    wild = (wild * 48271) % 0x7fffffff
    const [x, y] = [Math.floor(i / channels) % width, Math.floor(i / channels / width)]
    pixels[i] = y % 7 === 0 ? wild & 255 : (3 * x + y * y + 40 * (i % channels) + (wild & 3)) & 255
  }
  return sharp(pixels, { raw: { width, height, channels } })
}

/** A file with one more chunk after its header. */
function withChunk(file: Buffer, name: string, data: readonly number[]): Buffer {
  const named = Buffer.from([...Buffer.from(name, 'latin1'), ...data])
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([file.subarray(0, 33), length, named, checksum, file.subarray(33)])
}

const kinds: Record<string, () => Promise<Buffer>> = {
  grey: () => image(13, 17, 1).toColourspace('b-w').png().toBuffer(),
  'grey and alpha': () => image(13, 17, 2).toColourspace('b-w').png().toBuffer(),
  rgb: () => image(61, 40, 3).png().toBuffer(),
  rgba: () => image(61, 40, 4).png().toBuffer(),
  'rgb with all filters': () => image(61, 40, 3).png({ adaptiveFiltering: true }).toBuffer(),
  'rgba with all filters': () => image(61, 40, 4).png({ adaptiveFiltering: true }).toBuffer(),
  'grey with all filters': () =>
    image(61, 40, 1).toColourspace('b-w').png({ adaptiveFiltering: true }).toBuffer(),
  'rgb with notes': async () => {
    let file: Buffer = await image(9, 9, 3).png().toBuffer()
    const notes = {
      gAMA: [0, 0, 0x30, 0],
      sRGB: [1],
      cHRM: new Array(32).fill(1),
      pHYs: [0, 0, 1, 0, 0, 0, 1, 0, 1],
    }
    const more = {
      tIME: [7, 234, 1, 2, 3, 4, 5],
      tEXt: [65, 0, 66],
      bKGD: [0, 1, 0, 2, 0, 3],
      sBIT: [5, 5, 5],
    }
    for (const [name, data] of Object.entries({ ...notes, ...more })) file = withChunk(file, name, data)
    return file
  },
  ...Object.fromEntries(
    [2, 4, 16, 200].map((colours) => [
      `${colours} colours`,
      () => image(13, 17, 3).png({ palette: true, colours }).toBuffer(),
    ]),
  ),
}

it.each(Object.keys(kinds))('PNG of %s has the very pixels that sharp finds', async (kind) => {
  const file = await kinds[kind]!()
  const decoded = decodePng(file, 'it', own)
  const expected = await decodeWith(sharp, file, theirs)
  expect({ ...decoded, data: [...decoded!.data] }).toEqual({
    ...expected,
    data: [...(expected as { data: Uint8Array }).data],
    name: 'it',
  })
})

const others: Record<string, () => Promise<Buffer>> = {
  interlaced: () => image(13, 17, 3).png({ progressive: true }).toBuffer(),
  'of 16 bits': () => image(13, 17, 3).toColourspace('rgb16').png().toBuffer(),
  'with a profile': () => image(13, 17, 3).withIccProfile('p3').png().toBuffer(),
  turned: () => image(13, 17, 3).withMetadata({ orientation: 6 }).png().toBuffer(),
  'with colours that are transparent': () => image(13, 17, 4).png({ palette: true }).toBuffer(),
  'a JPEG': () => image(13, 17, 3).jpeg().toBuffer(),
  'too large': () => image(600, 600, 3).png().toBuffer(),
}

it.each(Object.keys(others))('what is %s is left to sharp', async (kind) => {
  expect(decodePng(await others[kind]!(), 'it', own)).toBeUndefined()
})

it('what is damaged is left to sharp, which knows the reason', async () => {
  const file = await kinds.rgb!()
  for (let length = 0; length < file.length; length += 97) {
    expect(decodePng(file.subarray(0, length), 'it', own)).toBeUndefined()
  }
  for (let at = 0; at < file.length; at += 61) {
    const damaged = Buffer.from(file)
    damaged[at]! ^= 0x10
    expect(decodePng(damaged, 'it', own), `byte ${at}`).toBeUndefined()
  }
})

it('alpha is left to sharp where it shows the background', async () => {
  expect(decodePng(await kinds.rgba!(), 'it', { ...own, isOpaque: true })).toBeUndefined()
  expect(decodePng(await kinds.rgb!(), 'it', { ...own, isOpaque: true })).toBeDefined()
})
