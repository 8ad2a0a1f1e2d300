import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readHdf5 } from '../../../src/saving/hdf5/read-hdf5.js'
import { group, writeHdf5 } from '../../../src/saving/hdf5/write-hdf5.js'

const date = new Date('2026-01-02T03:04:05Z')
const small = () =>
  writeHdf5(
    group([
      [
        'layers',
        group([
          [
            'dense',
            group([
              [
                'vars',
                group(
                  [
                    ['0', { shape: [2, 3], data: () => new Float32Array([1, 2, 3, 4, 5, -0.1]) }],
                    ['1', { shape: [0, 4], data: () => new Float32Array(0) }],
                  ],
                  { name: 'hidden' },
                ),
              ],
            ]),
          ],
        ]),
      ],
      ['iteration', { shape: [], data: () => new BigInt64Array([123456789012n]) }],
      ['whole', { shape: [2], data: () => new Int32Array([-7, 7]) }],
    ]),
    date,
  )

describe('HDF5 in memory', () => {
  test('what was written is read back, in every number type', async () => {
    await readHdf5(await small(), (file) => {
      expect([...file.read('/layers/dense/vars/0', [2, 3])]).toEqual([1, 2, 3, 4, 5, Math.fround(-0.1)])
      expect(file.read('/layers/dense/vars/1', [0, 4])).toHaveLength(0)
      expect([...file.read('/iteration', [])]).toEqual([123456789012])
      expect([...file.read('/whole', [2])]).toEqual([-7, 7])
    })
  })

  test('the same content and date give the same bytes, whatever the clock says', async () => {
    const first = await small()
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(Buffer.from(await small()).equals(Buffer.from(first))).toBe(true)
  })

  test('has tells what is there without complaints', async () => {
    await readHdf5(await small(), (file) => {
      expect(file.has('/layers/dense/vars/0')).toBe(true)
      expect(file.has('/layers/dense/vars/7')).toBe(false)
      expect(file.has('/nothing/here')).toBe(false)
    })
  })

  test('a dataset of another shape than expected is refused before it is read', async () => {
    const read = readHdf5(await small(), (file) => file.read('/layers/dense/vars/0', [3, 2]))
    await expect(read).rejects.toMatchObject({ code: 'SHAPE', message: expect.stringContaining('[2, 3]') })
  })

  test('a dataset that is not there is named', async () => {
    const read = readHdf5(await small(), (file) => file.read('/layers/dense/vars/5', [3]))
    await expect(read).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('/layers/dense/vars/5'),
    })
  })

  test.each([
    ['nothing', new Uint8Array(0)],
    ['noise', new Uint8Array(4000).fill(7)],
  ])('%s is no HDF5 file', async (_, bytes) => {
    await expect(readHdf5(bytes, () => 0)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('a truncated file is refused, and the next good one is read', async () => {
    const bytes = await small()
    for (const length of [100, 600, bytes.length - 8]) {
      await expect(readHdf5(bytes.subarray(0, length), () => 0)).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
      })
    }
    await readHdf5(bytes, (file) => expect(file.has('/whole')).toBe(true))
  })
})

describe.each(['types', 'types-latest'])('what h5py wrote in %s.h5', (name) => {
  const bytes = readFileSync(fileURLToPath(new URL(`fixtures/${name}.h5`, import.meta.url)))
  const read = (path: string, shape: number[]) => readHdf5(bytes, (file) => [...file.read(path, shape)])
  const wanted = [1.5, -2, 0.25, 3, 4, 1e-3]

  test.each([
    ['/f2', 1e-3],
    ['/f4', 1e-7],
    ['/f8', 0],
    ['/big_endian', 1e-7],
    ['/gzip', 1e-7],
    ['/group/link', 1e-7],
  ])('%s', async (path, rtol) => {
    expect(await read(path, [2, 3])).toBeAllclose(wanted, { atol: 0, rtol })
  })

  test.each(['i1', 'u1', 'i2', 'i4', 'u4', 'i8', 'u8', 'big_i8'])('/int_%s', async (type) => {
    expect(await read(`/int_${type}`, [3])).toEqual([0, 1, 100])
  })

  test('wide, boolean and single numbers', async () => {
    expect(await read('/negative', [2])).toEqual([-5, -(2 ** 40)])
    expect(await read('/bool', [2])).toEqual([1, 0])
    expect(await read('/scalar', [])).toEqual([7])
  })

  test.each([
    ['/text', [2]],
    ['/fixed_text', [2]],
    ['/complex', [1]],
    ['/null', []],
    ['/dangling', [1]],
    ['/outside', [1]],
    ['/circle', [1]],
    ['/group', []],
  ])('%s holds no numbers', async (path, shape) => {
    await expect(read(path, shape)).rejects.toMatchObject({ name: 'KeratinError' })
  })
})
