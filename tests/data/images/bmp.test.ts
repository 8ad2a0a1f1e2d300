import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadImage } from '../../../src/data/index.js'

const cases = JSON.parse(readFileSync(new URL('../../golden/bmp.json', import.meta.url), 'utf8')) as {
  name: string
  file: string
  shape: number[]
  pixels: number[]
}[]
const file = (name: string) => Buffer.from(cases.find((c) => c.name === name)!.file, 'base64')

const pixelsOf = async (image: Uint8Array, options: Parameters<typeof loadImage>[1]) => {
  const x = await loadImage(image, options)
  const result = { shape: x.shape, values: [...x.dataSync()] }
  x.dispose()
  return result
}

it.each(cases)('BMP of $name has the pixels that Pillow finds', async ({ file, shape, pixels }) => {
  const colorMode = shape[2] === 4 ? 'rgba' : 'rgb'
  const { shape: found, values } = await pixelsOf(Buffer.from(file, 'base64'), { colorMode })
  expect(found).toEqual(shape)
  expect(values).toEqual(pixels)
})

it('shows the background through alpha, and is reduced as other images', async () => {
  const image = file('32 bits with alpha')
  const { shape } = await pixelsOf(image, { background: [0, 0, 0] })
  expect(shape).toEqual([3, 5, 3])
  const small = await pixelsOf(image, { targetSize: 2, maxSide: 2 })
  expect(small.shape).toEqual([2, 2, 3])
})

it('is read as far as it goes where that is wanted', async () => {
  const image = file('24 bits from the top').subarray(0, -20)
  await expect(loadImage(image)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(/cut off\. Expected: 102 bytes\. Received: 82/),
  })
  const { values } = await pixelsOf(image, { allowTruncated: true })
  const all = await pixelsOf(file('24 bits from the top'), {})
  expect(values.slice(0, 15)).toEqual(all.values.slice(0, 15))
  expect(values.slice(-9)).toEqual(Array(9).fill(0))
})

/** Writes a number into the header. */
const put = (value: number, at: number) => (b: Buffer) => {
  b.writeInt32LE(value, at)
  return b
}

it.each([
  ['a cut header', (b: Buffer) => b.subarray(0, 40), 'its header is cut off'],
  ['a cut table', (b: Buffer) => b.subarray(0, 200), 'its table of colours is cut off'],
  ['no width', put(0, 18), 'its size is 0 x 3'],
  ['JPEG inside', put(4, 30), 'packing JPEG are not read'],
  ['5 bits', put(5, 28), 'BMPs of 5 bits'],
  ['a strange header', put(1000, 14), 'its header has 1000 bytes'],
  ['billions of pixels', put(1e9, 18), 'Received: 1000000000 x 3'],
])('refuses a BMP with %s', async (_, change, reason) => {
  await expect(loadImage(change(file('8 bits')))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringContaining(reason),
  })
})

it('takes an odd number of single colours of 4 bits', async () => {
  const image = file('4 bits')
  const runs = Buffer.from([0, 5, 0x12, 0x34, 0x50, 0, 0, 1])
  const packed = Buffer.concat([image.subarray(0, 54 + 4 * 16), runs])
  packed.writeInt32LE(2, 30)
  const { values } = await pixelsOf(packed, {})
  const color = (i: number) => [56, 55, 54].map((at) => packed[at + 4 * i])
  expect(values.slice(30)).toEqual([1, 2, 3, 4, 5].flatMap(color))
})
