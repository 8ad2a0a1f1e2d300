import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { keratin, withFolder } from '../harness.js'

const images = (count: number) => idx(0x0803, [count, 28, 28], new Uint8Array(count * 784))
const labels = (count: number, value = 3) => idx(0x0801, [count], new Uint8Array(count).fill(value))

function idx(magic: number, shape: number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.writeUInt32BE(magic, 0)
  for (const [i, d] of shape.entries()) header.writeUInt32BE(d, 4 + 4 * i)
  return Buffer.concat([header, values])
}

const good = {
  'train-images-idx3-ubyte': images(40),
  'train-labels-idx1-ubyte': labels(40),
  't10k-images-idx3-ubyte': images(10),
  't10k-labels-idx1-ubyte': labels(10),
}

const cases: [name: string, files: Record<string, Buffer | undefined>, message: RegExp][] = [
  [
    'a missing file',
    { 't10k-labels-idx1-ubyte': undefined },
    /error\[DATA\]: mnist: .* lacks t10k-labels-idx1-ubyte/,
  ],
  [
    'a cut file',
    { 'train-images-idx3-ubyte': images(40).subarray(0, 999) },
    /error\[FILE_UNREADABLE\]: .*train-images.*cut off/,
  ],
  [
    'a wrong magic number',
    { 'train-labels-idx1-ubyte': idx(0x77770801, [40], new Uint8Array(40)) },
    /error\[FILE_UNREADABLE\]: .*0x77770801/,
  ],
  [
    'a cut gzip file',
    { 'train-images-idx3-ubyte': gzipSync(images(40)).subarray(0, 40) },
    /error\[FILE_UNREADABLE\]: .*gzip/,
  ],
  ['counts that differ', { 'train-labels-idx1-ubyte': labels(39) }, /error\[DATA\]: .*40 images, 39 labels/],
  [
    'a label that is no class',
    { 't10k-labels-idx1-ubyte': labels(10, 10) },
    /error\[DATA\]: .*t10k-labels.*Received: 10/,
  ],
  [
    'images for labels',
    { 'train-labels-idx1-ubyte': images(40) },
    /error\[FILE_UNREADABLE\]: .*train-labels/,
  ],
]

describe('keratin train mnist', () => {
  test.each(cases)('refuses %s and leaves nothing behind', (_, changed, message) =>
    withFolder(async (cwd) => {
      await mkdir(join(cwd, 'data'))
      for (const [name, bytes] of Object.entries({ ...good, ...changed })) {
        if (bytes) await writeFile(join(cwd, 'data', name), bytes)
      }
      const before = tf.memory().numTensors
      const words = ['train', 'mnist', '--data', 'data', '--epochs', '1', '--out', 'run', '--quiet']
      const { code, stdout, stderr } = await keratin(words, { cwd })
      expect([code, stdout]).toEqual([3, ''])
      expect(stderr).toMatch(message)
      expect(stderr.trimEnd().split('\n')).toHaveLength(1)
      expect(await readdir(cwd)).toEqual(['data'])
      expect(tf.memory().numTensors).toBe(before)
    }),
  )

  test('trains on files that are right, and says where they are', () =>
    withFolder(async (cwd) => {
      await mkdir(join(cwd, 'data/mnist'), { recursive: true })
      for (const [name, bytes] of Object.entries(good))
        await writeFile(join(cwd, 'data/mnist', `${name}.gz`), gzipSync(bytes))
      const { code, stderr } = await keratin(
        ['train', 'mnist', '--data', 'data', '--epochs', '1', '--batch-size', '8'],
        { cwd },
      )
      expect(stderr).toContain(`given with --data: ${join(cwd, 'data/mnist')}`)
      expect(stderr).toContain('36 to train, 4 to validate, 10 to test')
      expect(code).toBe(0)
      expect(await readdir(join(cwd, 'runs'))).toEqual(['mnist-1'])
    }))
})
