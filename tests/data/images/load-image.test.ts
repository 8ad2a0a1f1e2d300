import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoadImageOptions, loadImage } from '../../../src/data/index.js'
import { type GoldenTensor, goldenSuite, readGolden } from '../../harness/golden.js'
import { expectNoLeak } from '../../harness/leaks.js'
import { realData } from '../../harness/real-data.js'

interface FolderCase {
  id: string
  picture: string
  size: [number, number]
  kwargs: Record<string, unknown>
  value: GoldenTensor
}

const { pictures } = readGolden<{ pictures: Record<string, string> }>('images')

goldenSuite<FolderCase & { kwargs: Record<string, unknown> }>('images', {
  list: 'folder',
  needs: () => [],
  has: () => true,
  async run({ picture, size, kwargs, value }) {
    const options: LoadImageOptions = {
      targetSize: size,
      // Keras keeps what lies under transparent pixels
      background: null,
      ...(kwargs.interpolation !== undefined && { interpolation: kwargs.interpolation as never }),
      ...(kwargs.color_mode !== undefined && { colorMode: kwargs.color_mode as never }),
      cropToAspectRatio: kwargs.crop_to_aspect_ratio === true,
      padToAspectRatio: kwargs.pad_to_aspect_ratio === true,
    }
    const x = await loadImage(Buffer.from(pictures[picture]!, 'base64'), options)
    expect(x.shape).toEqual(value.shape)
    const values = x.dataSync()
    x.dispose()
    values.forEach((v: number, i: number) => {
      expect(Math.abs(v - (value.data[i] as number))).toBeLessThan(0.01)
    })
  },
})

const pixelsOf = async (image: string | Uint8Array, options?: LoadImageOptions) => {
  const x = await loadImage(image, options)
  const result = { shape: x.shape, values: [...x.dataSync()] }
  x.dispose()
  return result
}

const red = { r: 200, g: 0, b: 0 }
/** Left half red, right half black. */
const halves = () => {
  const pixels = Uint8Array.from({ length: 8 * 4 * 3 }, (_, i) => (i % 3 === 0 && i % 24 < 12 ? 200 : 0))
  return sharp(pixels, { raw: { width: 8, height: 4, channels: 3 } })
}

describe('loadImage', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keratin-images-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('turns images upright as EXIF says, or leaves them as they lie', async () => {
    // 6: to be turned right by a quarter; the left half then is the upper one
    const turned = await halves().withMetadata({ orientation: 6 }).png().toBuffer()
    const upright = await pixelsOf(turned)
    expect(upright.shape).toEqual([8, 4, 3])
    expect(upright.values.slice(0, 3)).toEqual([200, 0, 0])
    expect(upright.values.slice(-3)).toEqual([0, 0, 0])
    const lying = await pixelsOf(turned, { orient: false })
    expect(lying.shape).toEqual([4, 8, 3])
    expect(lying.values.slice(0, 3)).toEqual([200, 0, 0])
    expect(lying.values.slice(21, 24)).toEqual([0, 0, 0])
  })

  it('shows the background through transparent pixels, white unless told otherwise', async () => {
    const clear = { r: 100, g: 50, b: 0, alpha: 0.5 }
    const png = await sharp({ create: { width: 2, height: 2, channels: 4, background: clear } })
      .png()
      .toBuffer()
    const first = async (options?: LoadImageOptions) => (await pixelsOf(png, options)).values.slice(0, 4)
    const near = (values: number[], expected: number[]) =>
      expected.forEach((v, i) => {
        expect(Math.abs(values[i]! - v)).toBeLessThanOrEqual(1)
      })
    near(await first(), [177, 152, 127])
    near(await first({ background: [0, 0, 0] }), [50, 25, 0])
    near(await first({ background: null }), [100, 50, 0])
    near(await first({ colorMode: 'rgba' }), [100, 50, 0, 128])
    near(await first({ colorMode: 'rgba', rescale: 1 / 255 }), [0.4, 0.2, 0, 0.5])
    const opaque = await pixelsOf(await halves().png().toBuffer(), { colorMode: 'rgba' })
    expect(opaque.values.slice(0, 4)).toEqual([200, 0, 0, 255])
  })

  it('reads 16 bits, CMYK, grey, animations, SVG, WebP, TIFF and AVIF', async () => {
    const sixteen = await sharp(new Uint16Array(12).fill(0x80ff), {
      raw: { width: 2, height: 2, channels: 3 },
    })
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    expect((await sharp(sixteen).metadata()).depth).toBe('ushort')
    expect((await pixelsOf(sixteen)).values).toEqual(Array(12).fill(128))

    const cmyk = await halves().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer()
    expect((await sharp(cmyk).metadata()).space).toBe('cmyk')
    const [r, g, b] = (await pixelsOf(cmyk)).values as [number, number, number]
    expect(r).toBeGreaterThan(150)
    expect(Math.max(g, b)).toBeLessThan(60)

    const grey = await halves().toColourspace('b-w').png().toBuffer()
    expect((await sharp(grey).metadata()).channels).toBe(1)
    const three = await pixelsOf(grey)
    expect(three.shape).toEqual([4, 8, 3])
    expect(three.values[0]).toBe(three.values[2])
    expect((await pixelsOf(grey, { colorMode: 'grayscale' })).values[0]).toBe(three.values[0])

    const frames = new Uint8Array(2 * 2 * 3 * 2).fill(255, 0, 12)
    const gif = await sharp(frames, { raw: { width: 2, height: 4, channels: 3, pageHeight: 2 } })
      .gif({ loop: 0 })
      .toBuffer()
    expect((await sharp(gif).metadata()).pages).toBe(2)
    expect(await pixelsOf(gif)).toEqual({ shape: [2, 2, 3], values: Array(12).fill(255) })

    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="6" height="3"><rect width="6" height="3" fill="#0000ff"/></svg>`
    expect((await pixelsOf(Buffer.from(svg))).values.slice(0, 3)).toEqual([0, 0, 255])
    for (const format of ['webp', 'tiff', 'avif'] as const) {
      const file = await halves().toFormat(format, { lossless: true, quality: 100 }).toBuffer()
      expect(Math.abs((await pixelsOf(file)).values[0]! - 200), format).toBeLessThanOrEqual(4)
    }
  })

  it('makes grey of colours as television does', async () => {
    const { values, shape } = await pixelsOf(await halves().png().toBuffer(), { colorMode: 'grayscale' })
    expect(shape).toEqual([4, 8, 1])
    expect(values[0]).toBeCloseTo(0.299 * 200, 3)
  })

  it('reads images wholly, as Keras does, and reduces them before it sizes them where maxSide says so', async () => {
    const noise = await sharp({
      create: {
        width: 1500,
        height: 1000,
        channels: 3,
        background: red,
        noise: { type: 'gaussian', mean: 128, sigma: 30 },
      },
    })
      .jpeg({ quality: 95 })
      .toBuffer()
    const spread = ({ values }: { values: number[] }) => {
      const mean = values.reduce((a, b) => a + b) / values.length
      return Math.sqrt(values.reduce((a, v) => a + (v - mean) ** 2, 0) / values.length)
    }
    const size = { targetSize: [20, 30] as const }
    // without smoothing single pixels of the noise are left, with it their mean
    expect(spread(await pixelsOf(noise, size))).toBeGreaterThan(10)
    expect(spread(await pixelsOf(noise, { ...size, maxSide: 100 }))).toBeLessThan(6)
    expect((await pixelsOf(noise, { maxSide: 90 })).shape).toEqual([60, 90, 3])
  })

  it('names the file and what is wrong with it', async () => {
    const write = async (name: string, data: string | Uint8Array) => {
      const path = join(folder, name)
      await writeFile(path, data)
      return path
    }
    await expectNoLeak(async () => {
      const text = await write('text.jpg', '<html>')
      await expect(loadImage(text)).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: expect.stringContaining('text.jpg cannot be read as an image'),
      })
      await expect(loadImage(await write('empty.png', ''))).rejects.toThrow('the file is empty')
      await expect(loadImage(join(folder, 'text.jpeg'))).rejects.toThrow('Did you mean')
      await expect(loadImage(folder)).rejects.toThrow('it is a folder')
      const whole = await halves().resize(200, 200).jpeg().toBuffer()
      const cut = await write('cut.jpg', whole.subarray(0, whole.length >> 1))
      await expect(loadImage(cut)).rejects.toThrow('premature end')
      expect((await pixelsOf(cut, { allowTruncated: true })).shape).toEqual([200, 200, 3])
    })
  })

  it('refuses options that make no sense', async () => {
    const image = await halves().png().toBuffer()
    await expect(loadImage(image, { targetSize: 0 })).rejects.toThrow('targetSize must be a positive integer')
    await expect(loadImage(image, { colorMode: 'rbg' as never })).rejects.toThrow('Did you mean "rgb"')
    await expect(loadImage(image, { interpolation: 'biliner' as never })).rejects.toThrow('"bilinear"')
    await expect(loadImage(image, { cropToAspectRatio: true, padToAspectRatio: true })).rejects.toThrow(
      'padToAspectRatio must be left out',
    )
  })
})

const bad = realData('bad-images')
describe.skipIf(!bad)('damaged files', () => {
  it.each([
    ['empty.jpg', 'the file is empty'],
    ['random-bytes.jpg', 'of no format that is read'],
    ['text-named.jpg', 'of no format that is read'],
    ['truncated-half.jpg', 'premature end'],
    ['truncated-in-header.jpg', ''],
    ['zero-size-in-sof.jpg', 'Empty JPEG'],
  ])('%s is refused', async (name, reason) => {
    await expectNoLeak(async () => {
      await expect(loadImage(join(bad!, name))).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: expect.stringContaining(reason),
      })
    })
  })
})

const photos = realData('cats-vs-dogs')
it.skipIf(!photos)('real photos have pixels that make sense', async () => {
  const x = await loadImage(join(photos!, 'train/cat.1.jpg'), { targetSize: 128, rescale: 1 / 255 })
  const [least, most, mean] = [x.min(), x.max(), x.mean()].map((t) => t.dataSync()[0]!)
  expect(least).toBeGreaterThanOrEqual(0)
  expect(most).toBeLessThanOrEqual(1)
  expect(mean).toBeGreaterThan(0.1)
  x.dispose()
})
