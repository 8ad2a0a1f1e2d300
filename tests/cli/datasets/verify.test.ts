import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { realData } from '../../harness/real-data.js'
import { keratin, withFolder } from '../harness.js'

/** A picture that no other seed has. */
function picture(seed: number) {
  const [width, height] = [60, 48]
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, p) => {
    const [x, y, c] = [Math.floor(p / 3) % width, Math.floor(p / 3 / width), p % 3]
    return 128 + 60 * Math.sin((x * (seed % 5) + c) / 9 + seed) + 60 * Math.cos((y * (seed % 7)) / 8 - seed)
  })
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

test('keratin datasets verify finds what is wrong with a folder', () =>
  withFolder(async (cwd) => {
    const place = (path: string) => join(cwd, 'photos', path)
    for (const part of ['train', 'test'])
      for (const name of ['cat', 'dog']) await mkdir(place(`${part}/${name}`), { recursive: true })
    for (let i = 1; i < 6; i++)
      await picture(i)
        .png()
        .toFile(place(`train/cat/${i}.png`))
    for (let i = 6; i < 9; i++)
      await picture(i)
        .png()
        .toFile(place(`train/dog/${i}.png`))
    await picture(9).png().toFile(place('test/cat/9.png'))
    const clean = await keratin(['datasets', 'verify', 'photos'], { cwd })
    expect([clean.code, clean.stderr]).toEqual([0, ''])
    expect(clean.stdout).toContain('train      cat 5, dog 3')
    expect(clean.stdout).toContain('cannot be read: none')

    await copyFile(place('train/cat/1.png'), place('train/cat/again.png'))
    await copyFile(place('train/dog/6.png'), place('test/dog/6.png'))
    await picture(7).resize(90, 72).jpeg({ quality: 60 }).toFile(place('test/dog/near.jpg'))
    await writeFile(place('test/dog/none.jpg'), '')
    const { code, stdout } = await keratin(['datasets', 'verify', 'photos', '--json'], { cwd })
    expect(code).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({
      images: 13,
      parts: [
        { part: 'test', classes: { cat: 1, dog: 3 } },
        { part: 'train', classes: { cat: 6, dog: 3 } },
      ],
      width: { min: 60, median: 60, max: 90 },
      height: { min: 48, median: 48, max: 72 },
      unreadable: [{ file: 'test/dog/none.jpg', reason: 'the file is empty' }],
      duplicates: [
        ['test/dog/6.png', 'train/dog/6.png'],
        ['train/cat/1.png', 'train/cat/again.png'],
      ],
      nearDuplicates: [['test/dog/near.jpg', 'train/dog/7.png']],
      leaks: [
        ['test/dog/6.png', 'train/dog/6.png'],
        ['test/dog/near.jpg', 'train/dog/7.png'],
      ],
    })
  }))

test('it says what it does not know', () =>
  withFolder(async (cwd) => {
    const other = await keratin(['datasets', 'verfy', '.'], { cwd })
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('Did you mean "verify"')])
    const empty = await keratin(['datasets', 'verify', '.'], { cwd })
    expect([empty.code, empty.stderr]).toEqual([3, expect.stringContaining('There are no images')])
    const none = await keratin(['datasets', 'verify', 'nowhere'], { cwd })
    expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('FILE_NOT_FOUND')])
  }))

const bad = realData('bad-images')
test.skipIf(!bad)('every damaged file is found', async () => {
  const { code, stdout } = await keratin(['datasets', 'verify', bad!, '--json'])
  expect(code).toBe(4)
  expect(JSON.parse(stdout).unreadable).toHaveLength(6)
})
