import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { plainReader } from '../../../src/saving/hdf5/plain/plain-reader.js'
import { type Hdf5Reader, withReader } from '../../../src/saving/hdf5/reader.js'
import type { Hdf5Description } from '../../../src/saving/hdf5/serve.js'
import { group, writeHdf5 } from '../../../src/saving/hdf5/write-hdf5.js'
import { openZip } from '../../../src/saving/zip/read-zip.js'
import { RandomStream } from '../../../src/support/random.js'
import { computingTime } from '../../harness/computing-time.js'
import { seedOf } from '../../harness/seed.js'

const tests = fileURLToPath(new URL('../..', import.meta.url))
const filesOf = (ending: RegExp) =>
  readdirSync(`${tests}/golden/keras-files`)
    .filter((name) => ending.test(name))
    .map((name) => `golden/keras-files/${name}`)

/** Everything there is in a file: what each path is, its attributes and its numbers. */
function contentOf(reader: Hdf5Reader): Map<string, unknown> {
  const content = new Map<string, unknown>()
  const visit = (path: string): void => {
    const kind = reader.ask(path, { ask: 'kind', path })
    const attributes = reader.ask(path, { ask: 'attributes', path }) as string[]
    const texts = attributes.map((attribute) => [
      attribute,
      reader.ask(path, { ask: 'texts', path, attribute }),
    ])
    content.set(path, { kind, texts, ...(kind === 'dataset' ? datasetOf(reader, path) : {}) })
    if (kind !== 'group') return
    for (const name of reader.ask(path, { ask: 'members', path }) as string[])
      visit(`${path === '/' ? '' : path}/${name}`)
  }
  visit('/')
  return content
}

function datasetOf(reader: Hdf5Reader, path: string) {
  const described = reader.ask(path, { ask: 'describe', path }) as Hdf5Description
  const { shape, total_size, size, type, vlen } = described
  const isText = type === 3
  const bytes = size * total_size
  const numbers =
    isText || bytes === 0 ? undefined : (reader.ask(path, { ask: 'numbers', path, bytes }) as Uint8Array)
  const signed = type === 0 ? described.signed : undefined
  return {
    shape,
    total_size,
    size,
    type,
    vlen,
    signed,
    numbers: numbers && Buffer.from(numbers).toString('base64'),
  }
}

const byLibrary = (bytes: Uint8Array) =>
  withReader(bytes.length, (reader) => {
    reader.ask('the file', { ask: 'open', bytes })
    const content = contentOf(reader)
    reader.ask('the file', { ask: 'close' })
    return content
  })

const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => i / 7)
/** A file with so many datasets in one group. */
const written = (count: number, prefix = '') =>
  writeHdf5(
    group([
      [
        'optimizer',
        group(
          Array.from({ length: count }, (_, i) => [
            `${prefix}${i}`,
            { shape: [i % 3, 2], data: () => numbers((i % 3) * 2) },
          ]),
          { name: 'adam', weights: ['a', 'b c'] },
        ),
      ],
      ['iteration', { shape: [], data: () => new BigInt64Array([123456789012n]) }],
    ]),
    new Date('2026-01-02T03:04:05Z'),
  )

describe('HDF5 files of the plain kind', () => {
  const files = filesOf(/\.(h5|keras)$/)

  test('are read as the library reads them: what Keras wrote', async () => {
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) {
      const whole = readFileSync(`${tests}/${file}`)
      const bytes = file.endsWith('.h5') ? whole : openZip(whole).read('model.weights.h5')!
      const reader = plainReader(bytes)
      expect(reader, file).toBeDefined()
      expect(contentOf(reader!), file).toEqual(await byLibrary(bytes))
    }
  })

  // one leaf of names, a tree of them, a heap of many blocks
  test.each([1, 8, 9, 45, 46, 400, 3000])('are read as the library reads them: %i members', async (count) => {
    const bytes = await written(count, count === 400 ? 'a name that takes some room '.repeat(4) : '')
    const reader = plainReader(bytes)
    expect(reader).toBeDefined()
    expect(contentOf(reader!)).toEqual(await byLibrary(bytes))
  })

  test('hand out copies: what is done to them reaches nobody', async () => {
    const bytes = await written(3)
    const reader = plainReader(Buffer.from(bytes))!
    const path = 'optimizer/1'
    const take = () => reader.ask(path, { ask: 'numbers', path, bytes: 16 }) as Uint8Array
    take().fill(255)
    expect(take()).not.toContain(255)
    expect(take().byteOffset % 8).toBe(0)
  })

  test.each([
    ['compressed chunks, soft links', 'types.h5'],
    ['those of the latest format', 'types-latest.h5'],
    ['a heap that lies', 'hang-global-heap.h5'],
  ])('are no others: %s', (_, file) => {
    expect(plainReader(readFileSync(`${tests}/saving/hdf5/fixtures/${file}`))).toBeUndefined()
  })

  test('are no files that were cut off', async () => {
    const bytes = await written(20)
    for (let length = 0; length < bytes.length; length += 7)
      expect(plainReader(bytes.subarray(0, length))).toBeUndefined()
  })
})

const rounds = process.env.KERATIN_TEST_FULL ? 2000 : 100

describe('mutants', () => {
  const old = filesOf(/\.h5$/)
    .map((file) => readFileSync(`${tests}/${file}`))
    .sort((a, b) => a.length - b.length)[0]!

  test.each([
    ['old', () => Promise.resolve(old)],
    ['new', () => written(60)],
  ])('of the %s format are left to the library or read, in little time', async (format, make) => {
    const good = await make()
    const random = new RandomStream(seedOf(`plain hdf5 ${format}`))
    let plain = 0
    for (let round = 0; round < rounds; round++) {
      const bytes = Uint8Array.from(good)
      for (let i = 0; i <= random.below(4); i++) bytes[random.below(bytes.length)] = random.below(256)
      const took = await computingTime(async () => {
        const reader = plainReader(bytes)
        if (!reader) return
        plain++
        contentOf(reader)
      })
      expect(took).toBeLessThan(1000)
    }
    // most bytes are numbers, which may be any
    expect(plain).toBeGreaterThan(0)
  })

  test.each(['', '.', 'a/b'])('whose names are parts of paths are left to the library: %j', async (name) => {
    const bytes = Buffer.from(await written(2, 'xyz'))
    const at = bytes.indexOf('xyz1')
    expect(at).toBeGreaterThan(0)
    // the checksum of the group's header goes with its names, so that only files of the old format get this far
    bytes.write(name.padEnd(4, '\0'), at, 'latin1')
    expect(plainReader(bytes)).toBeUndefined()
    const sorted = Buffer.from(old)
    const place = sorted.indexOf('vars\0')
    sorted.write(name.padEnd(4, '\0'), place, 'latin1')
    expect(place).toBeGreaterThan(0)
    expect(plainReader(sorted)).toBeUndefined()
  })

  test('cannot have a structure read again and again', async () => {
    const bytes = await written(60)
    // every entry of the heap's root block names the first of its blocks
    const file = Buffer.from(bytes)
    const at = file.indexOf('FHIB')
    expect(at).toBeGreaterThan(0)
    const first = file.subarray(at + 17, at + 25)
    for (let i = 1; i < 4; i++) first.copy(file, at + 17 + 8 * i)
    expect(plainReader(file)).toBeUndefined()
  })
})
