import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readIdx } from '../../../datasets/idx.js'
import { loadDigit } from '../../../src/data/images/index.js'
import { realData } from '../../harness/real-data.js'
import { drawAnywhere } from '../../harness/share.js'

const mnist = realData('mnist')
const badImages = realData('bad-images')
const side = 28

const grey = (bytes: Uint8Array, width = side, height = side) =>
  sharp(bytes, { raw: { width, height, channels: 1 } })
const enlarged = (bytes: Uint8Array, width: number) =>
  grey(bytes).resize(width, width, { kernel: 'cubic' }).toColourspace('b-w').raw().toBuffer()
const negative = (bytes: Uint8Array) => bytes.map((v) => 255 - v)

/** Pastes a square of bytes into a larger one. */
const embed = (bytes: Uint8Array, from: number, to: number, left: number, top: number, ground: number) => {
  const out = new Uint8Array(to * to).fill(ground)
  for (let y = 0; y < from; y++) out.set(bytes.subarray(y * from, (y + 1) * from), (top + y) * to + left)
  return out
}

/** A digit as alpha over one colour. */
const transparent = (bytes: Uint8Array, colour: number) => {
  const out = new Uint8Array(bytes.length * 4).fill(colour)
  bytes.forEach((v, i) => {
    out[4 * i + 3] = v
  })
  return sharp(out, { raw: { width: side, height: side, channels: 4 } })
    .png()
    .toBuffer()
}

/** A dark digit on paper: uneven light, grain, JPEG. */
const photographed = async (bytes: Uint8Array) => {
  const big = await enlarged(bytes, 280)
  const paper = new Uint8Array(400 * 400)
  let state = 1
  for (let y = 0; y < 400; y++) {
    for (let x = 0; x < 400; x++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      const inside = x >= 60 && x < 340 && y >= 60 && y < 340
      const ink = inside ? big[(y - 60) * 280 + x - 60]! / 255 : 0
      paper[y * 400 + x] = (210 - 0.15 * x - 0.1 * y) * (1 - 0.75 * ink) + (state / 0x7fffffff - 0.5) * 16
    }
  }
  return grey(paper, 400, 400).jpeg({ quality: 80 }).toBuffer()
}

const pictures: Record<string, [make: (digit: Uint8Array) => Promise<Uint8Array>, error: number]> = {
  'the image itself': [(d) => grey(d).png().toBuffer(), 0.002],
  'black on white': [(d) => grey(negative(d)).png().toBuffer(), 0.002],
  'low contrast': [
    (d) =>
      grey(d.map((v) => 90 + v / 4))
        .png()
        .toBuffer(),
    0.005,
  ],
  'sixteen bits': [(d) => grey(d).toColourspace('grey16').png().toBuffer(), 0.002],
  'on a large canvas': [
    (d) =>
      grey(embed(negative(d), side, 300, 210, 13, 255), 300, 300)
        .png()
        .toBuffer(),
    0.002,
  ],
  'black on transparent': [(d) => transparent(d, 0), 0.002],
  'white on transparent': [(d) => transparent(d, 255), 0.002],
  'ten times as large': [
    async (d) =>
      grey(await enlarged(d, 280), 280, 280)
        .webp()
        .toBuffer(),
    0.04,
  ],
  'a large JPEG': [
    async (d) =>
      grey(embed(negative(await enlarged(d, 280)), 280, 600, 20, 290, 255), 600, 600)
        .jpeg()
        .toBuffer(),
    0.04,
  ],
  'a photograph': [photographed, 0.05],
}

describe.skipIf(!mnist)('loadDigit on MNIST digits', () => {
  const count = 20
  let digits: Uint8Array[]
  beforeAll(async () => {
    const { data } = await readIdx(join(mnist!, 't10k-images-idx3-ubyte.gz'))
    digits = Array.from({ length: count }, (_, i) => data.slice(i * 784, (i + 1) * 784) as Uint8Array)
  })

  it.each(Object.entries(pictures).filter(drawAnywhere('pictures of digits', 2)))(
    'gives back the digit from %s',
    async (_, [make, most]) => {
      let error = 0
      for (const digit of digits) {
        const prepared = await loadDigit(await make(digit))
        expect(prepared.length).toBe(784)
        expect(prepared.filter((v) => !(v >= 0 && v <= 1))).toHaveLength(0)
        error += prepared.reduce((sum, v, i) => sum + Math.abs(v - digit[i]! / 255), 0) / 784 / count
      }
      expect(error).toBeLessThan(most)
    },
  )
})

describe('loadDigit', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keratin-digit-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** A thick L, 90 wide and 180 high. */
  const letter = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><rect width="300" height="200" fill="#fffbe0"/>' +
      '<path d="M20 10h30v150h60v30h-90z" fill="#203080"/></svg>',
  )

  it('puts ink into a box of 20 pixels with its centre of mass in the middle', async () => {
    const image = await loadDigit(letter)
    const inked = [...image.keys()].filter((i) => image[i]! > 0.3)
    const ys = inked.map((i) => Math.floor(i / side))
    const xs = inked.map((i) => i % side)
    expect(Math.max(...ys) - Math.min(...ys) + 1).toBe(20)
    expect(Math.max(...xs) - Math.min(...xs) + 1).toBe(10)
    const mass = image.reduce((sum, v) => sum + v, 0)
    const centreX = image.reduce((sum, v, i) => sum + v * (i % side), 0) / mass
    const centreY = image.reduce((sum, v, i) => sum + v * Math.floor(i / side), 0) / mass
    expect(Math.abs(centreX - 14)).toBeLessThanOrEqual(0.5)
    expect(Math.abs(centreY - 14)).toBeLessThanOrEqual(0.5)
    expect(Math.max(...image)).toBe(1)
  })

  it('turns photographs upright as EXIF says', async () => {
    const upright = await loadDigit(await sharp(letter).png().toBuffer())
    const lying = await sharp(await sharp(letter).png().toBuffer())
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer()
    expect((await sharp(lying).metadata()).width).toBe(200)
    expect(await loadDigit(lying)).toBeAllclose(upright, { atol: 0.02 })
  })

  it('reads a path and names it in errors', async () => {
    const path = join(folder, 'digit.png')
    await writeFile(path, await sharp(letter).png().toBuffer())
    expect((await loadDigit(path)).some((v) => v === 1)).toBe(true)
    const error = await loadDigit(join(folder, 'digt.png')).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'FILE_NOT_FOUND', hint: `Did you mean "${path}"?` })
  })

  it.each([
    ['white', () => new Uint8Array(2500).fill(255)],
    ['black', () => new Uint8Array(2500)],
    ['faint noise', () => Uint8Array.from({ length: 2500 }, (_, i) => 200 + ((i * 7919) % 11))],
    ['an even shade', () => Uint8Array.from({ length: 2500 }, (_, i) => 40 + 4 * (i % 50))],
  ])('refuses an image of %s', async (_, make) => {
    const path = join(folder, 'blank.png')
    await writeFile(path, await grey(make(), 50, 50).png().toBuffer())
    const error = await loadDigit(path).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DATA', exitCode: 3 })
    expect((error as Error).message).toContain(`No digit can be seen in ${path}`)
  })

  it.each([
    ['nothing', Buffer.alloc(0), 'the file is empty'],
    ['text', Buffer.from('seven'), 'of no format that is read'],
  ])('refuses a file of %s', async (_, bytes, reason) => {
    const path = join(folder, 'broken.png')
    await writeFile(path, bytes)
    const error = await loadDigit(path).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', exitCode: 3 })
    expect((error as Error).message).toContain(path)
    expect((error as Error).message).toContain(reason)
    expect((error as Error).message).toContain('Give a PNG, JPEG')
  })

  const broken = [
    'empty',
    'random-bytes',
    'text-named',
    'truncated-half',
    'truncated-in-header',
    'zero-size-in-sof',
  ]
  it.skipIf(!badImages).each(broken)('refuses %s.jpg of the collection of bad images', async (name) => {
    const error = await loadDigit(join(badImages!, `${name}.jpg`)).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE' })
    expect((error as Error).message).toContain(`${name}.jpg cannot be read as an image`)
  })
})
