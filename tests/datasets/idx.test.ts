import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseIdx, readIdx } from '../../datasets/idx.js'
import { encodeIdx, idxTypes } from '../harness/idx.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-idx-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('idx', () => {
  it.each(Object.keys(idxTypes).map(Number))('reads what was written, type 0x%i', (type) => {
    const { Type } = idxTypes[type]!
    fc.assert(
      fc.property(
        fc.array(fc.nat(5), { minLength: 0, maxLength: 4 }),
        fc.infiniteStream(fc.double({ min: -1e4, max: 1e4, noNaN: true })),
        (shape, numbers) => {
          const size = shape.reduce((n, d) => n * d, 1)
          const values = Type.from({ length: size }, () => numbers.next().value as number)
          // an odd offset, as in a slice of a larger file
          const shifted = Buffer.concat([Buffer.alloc(3), encodeIdx(type, shape, values)]).subarray(3)
          const read = parseIdx(shifted, 'x')
          expect(read.shape).toEqual(shape)
          expect(read.data).toBeInstanceOf(Type)
          expect([...read.data]).toEqual([...values])
        },
      ),
      { numRuns: 50 },
    )
  })

  it('recognises gzip by its contents', async () => {
    const path = join(folder, 'plain-name')
    await writeFile(path, gzipSync(encodeIdx(8, [2, 3], Uint8Array.of(1, 2, 3, 4, 5, 6))))
    const { shape, data } = await readIdx(path)
    expect(shape).toEqual([2, 3])
    expect([...data]).toEqual([1, 2, 3, 4, 5, 6])
  })

  const good = encodeIdx(8, [2, 3], new Uint8Array(6))
  it.each([
    ['an empty file', Buffer.alloc(0), 'it has 0 bytes'],
    ['a page of text', Buffer.from('<!DOCTYPE html>'), 'Received: 0x3c21444f'],
    ['an unknown type', Buffer.concat([Buffer.of(0, 0, 10, 1), Buffer.alloc(8)]), 'Received: 0x00000a01'],
    ['a cut header', good.subarray(0, 10), 'Expected: 12 bytes for 2 axes. Received: 10'],
    [
      'cut values',
      good.subarray(0, 17),
      'it is cut off. Expected: 18 bytes for shape [2, 3]. Received: 17 bytes',
    ],
    [
      'too many values',
      Buffer.concat([good, Buffer.alloc(2)]),
      'Expected: 18 bytes for shape [2, 3]. Received: 20',
    ],
    ['huge axes', Buffer.concat([Buffer.of(0, 0, 8, 4), Buffer.alloc(16, 255)]), 'it is cut off'],
    ['a cut gzip', gzipSync(good).subarray(0, 20), 'its gzip data is damaged or cut off'],
  ])('refuses %s', async (_, bytes, message) => {
    const path = join(folder, 'labels')
    await writeFile(path, bytes)
    const error = await readIdx(path).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', exitCode: 3, hint: 'Get a fresh copy of labels.' })
    expect((error as Error).message).toContain(message)
    expect((error as Error).message).toContain(path)
  })

  it('never throws anything but its own errors', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          parseIdx(Uint8Array.of(0, 0, ...bytes), 'x')
        } catch (error) {
          expect(error).toMatchObject({ code: 'FILE_UNREADABLE' })
        }
      }),
    )
  })
})
