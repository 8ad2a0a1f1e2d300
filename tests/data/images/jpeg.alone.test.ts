import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodeImage } from '../../../src/data/images/decode.js'
import { decodeJpeg } from '../../../src/data/images/jpeg/decode-jpeg.js'
import { readJpegHeader } from '../../../src/data/images/jpeg/jpeg-header.js'
import { goldenSuite } from '../../harness/golden.js'

interface JpegCase {
  id: string
  kwargs?: Record<string, unknown>
  file: string
  shape: [number, number, number]
  pixels: string
}

const options = { longestSide: Number.POSITIVE_INFINITY, orient: true }

goldenSuite<JpegCase>('images', {
  list: 'jpeg',
  needs: () => [],
  has: () => true,
  async run({ file, shape, pixels }) {
    const image = (await decodeJpeg(Buffer.from(file, 'base64'), 'x', options))!
    expect([image.height, image.width, image.channels]).toEqual(shape)
    expect(Buffer.from(image.data).equals(Buffer.from(pixels, 'base64'))).toBe(true)
  },
})

/** A slope of colours. */
const slope = (width: number, height: number) =>
  sharp(
    Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 251),
    {
      raw: { width, height, channels: 3 },
    },
  )

describe('readJpegHeader', () => {
  it('tells size, channels and how pixels are coded', async () => {
    const file = await slope(40, 30).jpeg().toBuffer()
    const header = { width: 40, height: 30, channels: 3, precision: 8, isUsual: true }
    expect(readJpegHeader(file)).toEqual({
      ...header,
      isProgressive: false,
      hasProfile: false,
      orientation: 1,
    })
    const grey = await slope(9, 5).toColourspace('b-w').jpeg({ progressive: true }).toBuffer()
    expect(readJpegHeader(grey)).toMatchObject({ width: 9, height: 5, channels: 1, isUsual: true })
  })

  it.each([1, 3, 6, 8])('finds orientation %i', async (orientation) => {
    const file = await slope(8, 8).withMetadata({ orientation }).jpeg().toBuffer()
    expect(readJpegHeader(file)!.orientation).toBe(orientation)
  })

  it('finds a profile of colours, and CMYK', async () => {
    const profiled = await slope(8, 8).withIccProfile('p3').jpeg().toBuffer()
    expect(readJpegHeader(profiled)!.hasProfile).toBe(true)
    const cmyk = await slope(8, 8).toColourspace('cmyk').jpeg().toBuffer()
    expect(readJpegHeader(cmyk)!.channels).toBe(4)
  })

  it('gives undefined for what is no JPEG, at whatever byte it ends', async () => {
    const file = await slope(16, 16).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(readJpegHeader(await slope(8, 8).png().toBuffer())).toBeUndefined()
    const scan = file.indexOf(Buffer.from([0xff, 0xda]))
    for (let length = 0; length < scan; length++) {
      expect(readJpegHeader(file.subarray(0, length))).toBeUndefined()
    }
    const noise = Buffer.from(file)
    // lengths of segments that lead nowhere
    for (let at = 4; at < scan; at += 3) {
      const old = noise[at]!
      noise[at] = 0xfe
      expect(() => readJpegHeader(noise)).not.toThrow()
      noise[at] = old
    }
  })
})

describe('decodeJpeg', () => {
  it('leaves what is not ordinary to the general way', async () => {
    const ordinary = await slope(20, 10).jpeg().toBuffer()
    expect(await decodeJpeg(ordinary, 'x', options)).toMatchObject({ width: 20, height: 10, channels: 3 })
    expect(await decodeJpeg(ordinary, 'x', { ...options, longestSide: 19 })).toBeUndefined()
    const turned = await slope(20, 10).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await decodeJpeg(turned, 'x', options)).toBeUndefined()
    const left = await slope(20, 10)
      .withExif({ IFD0: { Orientation: '6' } })
      .jpeg()
      .toBuffer()
    expect(await decodeJpeg(left, 'x', { ...options, orient: false })).toMatchObject({ width: 20 })
    const damaged = ordinary.subarray(0, ordinary.length - 40)
    expect(await decodeJpeg(damaged, 'x', options)).toBeUndefined()
    expect(await decodeJpeg(await slope(8, 8).png().toBuffer(), 'x', options)).toBeUndefined()
  })

  it('uses memory again only when it was given back', async () => {
    const file = await slope(20, 10).jpeg().toBuffer()
    const first = (await decodeJpeg(file, 'x', options))!
    const kept = Buffer.from(first.data)
    const others = await Promise.all(
      Array.from({ length: 5 }, async () => decodeJpeg(await slope(30, 30).jpeg().toBuffer(), 'x', options)),
    )
    expect(Buffer.from(first.data).equals(kept)).toBe(true)
    for (const other of others) expect(other!.data.buffer).not.toBe(first.data.buffer)
    const { buffer } = first.data
    for (const image of [first, ...others]) image!.release!()
    const again = await Promise.all(Array.from({ length: 6 }, () => decodeJpeg(file, 'x', options)))
    expect(again.some((image) => image!.data.buffer === buffer)).toBe(true)
    for (const image of again) image!.release!()
  })

  it('decodes large images in turn, whatever becomes of those before, so that few are in memory', async () => {
    const background = { r: 10, g: 20, b: 30 }
    const file = await sharp({ create: { width: 5500, height: 4500, channels: 3, background } })
      .jpeg()
      .toBuffer()
    const files = [file, file.subarray(0, file.length >> 1), file, file, file]
    const buffers = new Set<unknown>()
    const sizes = files.map(async (bytes) => {
      const image = await decodeJpeg(bytes, 'x', options)
      if (image) buffers.add(image.data.buffer)
      image?.release?.()
      return image?.data.length
    })
    const whole = 5500 * 4500 * 3
    expect(await Promise.all(sizes)).toEqual([whole, undefined, whole, whole, whole])
    expect(buffers.size).toBeLessThanOrEqual(2)
  })

  it('gives nearly the pixels of the general way', async () => {
    const file = await slope(64, 48).blur(3).jpeg({ quality: 95 }).toBuffer()
    const image = await decodeImage(file)
    const { data } = await sharp(file).raw().toBuffer({ resolveWithObject: true })
    let sum = 0
    image.data.forEach((v, i) => {
      sum += Math.abs(v - data[i]!)
    })
    expect(sum / data.length).toBeLessThan(1.5)
  })
})
