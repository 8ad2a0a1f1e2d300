import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { prepareFile } from '../../models/preparation.js'
import { isFilePreparation } from '../../src/cli/model/is-preparation.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('the middle of a photo in numbers from -1 to 1', async () => {
  // four columns: black, white, white, black
  const pixels = Buffer.from([0, 255, 255, 0, 0, 255, 255, 0].flatMap((v) => [v, v, v]))
  const path = join(folder, 'wide.png')
  await sharp(pixels, { raw: { width: 4, height: 2, channels: 3 } }).toFile(path)
  const input = { kind: 'image', shape: [2, 2, 3], rescale: 1 / 127.5, offset: -1 } as const
  expect([...(await prepareFile({ ...input, crop: true }, path))]).toEqual(Array(12).fill(1))
  const stretched = await prepareFile(input, path)
  expect([...stretched].every((v) => v < 1)).toBe(true)
})

test('what a file says of preparing is checked', () => {
  const input = { kind: 'image', shape: [2, 2, 3], rescale: 1 }
  expect(isFilePreparation({ ...input, offset: -1, crop: true })).toBe(true)
  expect(isFilePreparation({ ...input, offset: '-1' })).toBe(false)
  expect(isFilePreparation({ ...input, crop: 1 })).toBe(false)
})
