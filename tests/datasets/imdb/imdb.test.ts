import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { imdb } from '../../../datasets/index.js'
import { goldenFolder } from '../../harness/golden.js'
import { realData } from '../../harness/real-data.js'
import { makeTar } from './make-tar.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-imdb-'))
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  vi.stubEnv('KERATIN_DATA', '')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

const put = async (name: string, data: string | Uint8Array) => {
  await mkdir(dirname(join(folder, name)), { recursive: true })
  await writeFile(join(folder, name), data)
}

const files: Record<string, string> = {
  'aclImdb/README': 'not a review',
  'aclImdb/train/neg/0_3.txt': 'a bad film',
  'aclImdb/train/neg/10_1.txt': 'the worst film',
  'aclImdb/train/pos/0_9.txt': 'a good film<br />really',
  'aclImdb/train/pos/2_10.txt': 'the best 👍\u0085 film',
  'aclImdb/train/unsup/0_0.txt': 'nobody knows',
  'aclImdb/test/neg/0_2.txt': 'bad',
  'aclImdb/test/pos/0_8.txt': 'good',
}
const train = {
  texts: ['a bad film', 'a good film<br />really', 'the worst film', 'the best 👍\u0085 film'],
  labels: Int32Array.of(0, 1, 0, 1),
}
const test = { texts: ['bad', 'good'], labels: Int32Array.of(0, 1) }

describe('imdb.loadTexts', () => {
  it('reads the official archive', async () => {
    await put('imdb/aclImdb_v1.tar.gz', gzipSync(makeTar(files)))
    expect(await imdb.loadTexts({ data: folder })).toEqual({
      train,
      test,
      classNames: ['negative', 'positive'],
      source: { from: 'option', folder: join(folder, 'imdb') },
    })
    vi.stubEnv('KERATIN_DATA', folder)
    const some = await imdb.loadTexts({ limit: 1 })
    expect(some).toMatchObject({ train: { texts: ['a bad film'] }, source: { from: 'environment' } })
  })

  it('reads its folders, from above and from inside', async () => {
    for (const [name, text] of Object.entries(files)) await put(name, text)
    expect(await imdb.loadTexts({ data: folder })).toMatchObject({ train, test })
    expect(await imdb.loadTexts({ data: join(folder, 'aclImdb') })).toMatchObject({ train, test })
  })

  it('reads lines of JSON, cut at line feeds only', async () => {
    const lines = (part: typeof train) =>
      part.texts.map((text, i) => `${JSON.stringify({ text, label: part.labels[i] })}\n`).join('')
    await put('train.jsonl.gz', gzipSync(lines(train)))
    await put('test.jsonl', lines(test).replace('"label":0', '"label":"neg"'))
    expect(await imdb.loadTexts({ data: folder })).toMatchObject({ train, test })
    await put('test.jsonl', '{"text":"good"}\n')
    await expect(imdb.loadTexts({ data: folder })).rejects.toThrow('test.jsonl, line 1')
  })

  it.each(['numpy2', 'protocol0', 'protocol2', 'protocol3'])('reads what Keras offers, %s', async (name) => {
    await copyFile(join(goldenFolder(), 'imdb', `${name}.npz`), join(folder, 'imdb.npz'))
    const words = { the: 1, a: 2, film: 3, "isn't": 4, good: 9 }
    await expect(imdb.loadTexts({ data: folder })).rejects.toThrow('no imdb_word_index.json')
    await put('imdb_word_index.json', JSON.stringify(words))
    const { train } = await imdb.loadTexts({ data: folder })
    expect(train.texts).toHaveLength(6)
    expect(train.texts).toEqual(expect.arrayContaining(["isn't", "the isn't a  ", 'a a film']))
    expect(train.labels[train.texts.indexOf('good good good good')]).toBe(0)
  })

  it('refuses what is no review, archive or array', async () => {
    await put('aclImdb_v1.tar.gz', gzipSync('nothing'.repeat(200)))
    await expect(imdb.loadTexts({ data: folder })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    const tar = gzipSync(makeTar(files))
    await put('aclImdb_v1.tar.gz', tar.subarray(0, tar.length - 40))
    await expect(imdb.loadTexts({ data: folder })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await put('aclImdb_v1.tar.gz', gzipSync(makeTar({ 'aclImdb/train/neg/0_1.txt': 'bad' })))
    await expect(imdb.loadTexts({ data: folder })).rejects.toThrow('holds no reviews to test')
    await rm(join(folder, 'aclImdb_v1.tar.gz'))
    await expect(imdb.loadTexts({ data: folder })).rejects.toMatchObject({ code: 'DATA' })
    await copyFile(join(goldenFolder(), 'imdb', 'evil.npz'), join(folder, 'imdb.npz'))
    await expect(imdb.load({ data: folder })).rejects.toThrow('it asks for')
  })
})

describe('imdb.load', () => {
  beforeEach(async () => {
    for (const [name, text] of Object.entries(files)) await put(name, text)
  })
  const lists = (x: Int32Array[]) => x.map((s) => Array.from(s))

  it('numbers words by their frequency in the training part', async () => {
    const { train, test, wordIndex } = await imdb.load({ data: folder })
    expect([...wordIndex!].slice(0, 4)).toEqual([
      ['film', 1],
      ['a', 2],
      ['the', 3],
      ['bad', 4],
    ])
    // 1 begins a review; words begin at 4
    expect(lists(train.x)[0]).toEqual([1, 5, 7, 4])
    expect(lists(test.x)).toEqual([
      [1, 7],
      [1, 8],
    ])
    expect([train.y.dtype, ...train.y.dataSync()]).toEqual(['int32', 0, 1, 0, 1])
  })

  it('takes the options of Keras', async () => {
    const load = async (options: object) => lists((await imdb.load({ data: folder, ...options })).train.x)
    expect((await load({ numWords: 6 }))[0]).toEqual([1, 5, 2, 4])
    expect((await load({ numWords: 6, oovChar: null }))[0]).toEqual([1, 5, 4])
    expect((await load({ skipTop: 5 }))[0]).toEqual([2, 5, 7, 2])
    expect((await load({ startChar: null, indexFrom: 0 }))[0]).toEqual([2, 4, 1])
    expect(await load({ maxLen: 5 })).toHaveLength(2)
    await expect(load({ maxLen: 1 })).rejects.toThrow('no review is shorter')
    await expect(load({ numWords: -1 })).rejects.toThrow('numWords')
    const wordIndex = new Map([['film', 7]])
    expect((await load({ wordIndex }))[0]).toEqual([1, 10])
  })

  it('gives the sequences of Keras as they are', async () => {
    await rm(join(folder, 'aclImdb'), { recursive: true })
    await copyFile(join(goldenFolder(), 'imdb', 'numpy2.npz'), join(folder, 'imdb.npz'))
    const { train, test, wordIndex } = await imdb.load({ data: folder })
    expect(wordIndex).toBeUndefined()
    const sorted = lists(train.x).sort((a, b) => a.length - b.length)
    expect(sorted).toEqual([
      [1, 7],
      [1, 8, 4],
      [1, 5, 5, 6],
      [1, 12, 12, 12, 12],
      [1, 4, 7, 5, 303, 70003],
      [1, 4, 4, 4, 258, 259, 65538, 65539],
    ])
    expect(lists(test.x)).toContainEqual([1, 88587, 4])
  })
})

const real = realData('imdb')
it.skipIf(!real)('reads the real reviews', async () => {
  const { train, test } = await imdb.loadTexts({ data: real!, limit: 1000 })
  for (const { texts, labels } of [train, test]) {
    expect(texts).toHaveLength(1000)
    expect(labels.reduce((a, b) => a + b, 0)).toBe(500)
  }
  const { train: numbered, wordIndex } = await imdb.load({ data: real!, limit: 200, numWords: 1000 })
  expect([wordIndex!.get('the'), numbered.x.length]).toEqual([1, 200])
  expect(Math.max(...numbered.x.map((s) => Math.max(...s)))).toBeLessThan(1000)
})

it.skipIf(!real)('reads a part of the real archive', async () => {
  await copyFile(join(real!, 'aclImdb-sample.tar.gz'), join(folder, 'aclImdb_v1.tar.gz'))
  const { train, test } = await imdb.loadTexts({ data: folder })
  expect([train.texts.length, test.texts.length]).toEqual([500, 500])
  const lines = await imdb.loadTexts({ data: real!, limit: 500 })
  expect(train.texts).toEqual(lines.train.texts)
  expect(Array.from(test.labels)).toEqual(Array.from(lines.test.labels))
})
