import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelledTexts } from '../../../datasets/index.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-texts-'))
})
afterEach(() => rm(folder, { recursive: true }))

const put = async (name: string, data: string | Uint8Array) => {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, data)
  return path
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => JSON.stringify({ body: `text ${i}\u2028`, stars: i % 3 })).join(
    '\n',
  )

describe('labelledTexts', () => {
  it('splits lines of JSON by the seed', async () => {
    const data = await put('a.jsonl.gz', gzipSync(lines(50)))
    const { train, test, labels, source } = await labelledTexts.load({ data, seed: 4 })
    expect([train.texts.length, test.texts.length, labels]).toEqual([40, 10, ['0', '1', '2']])
    expect(source).toEqual({ from: 'option', folder: data })
    const all = [...train.texts, ...test.texts]
    expect(new Set(all).size).toBe(50)
    for (const [i, text] of train.texts.entries())
      expect(train.labels[i]).toBe(Number.parseInt(text.slice(5), 10) % 3)
    expect((await labelledTexts.load({ data, seed: 4 })).test).toEqual(test)
    expect((await labelledTexts.load({ data, seed: 5 })).test).not.toEqual(test)
  })

  it('keeps the parts that a folder has', async () => {
    await put('train/b/1.txt', 'one')
    await put('train/a/1.txt', 'two')
    await put('test.csv', 'label,text\na,three\nb,four\n')
    const { train, test, labels } = await labelledTexts.load({ data: folder })
    expect([[...train.texts].sort(), test.texts, labels]).toEqual([
      ['one', 'two'],
      ['three', 'four'],
      ['a', 'b'],
    ])
    expect(Array.from(test.labels)).toEqual([0, 1])
  })

  it('takes a folder for each class, and numbers as names in their order', async () => {
    for (const label of ['10', '9'])
      for (const i of [1, 2, 3]) await put(`${label}/${i}.txt`, `${label} ${i}`)
    const { labels, train, test } = await labelledTexts.load({ data: folder })
    expect([labels, train.texts.length + test.texts.length]).toEqual([['9', '10'], 6])
  })

  it('says what is wrong', async () => {
    const fails = (data: string, more = {}) => expect(labelledTexts.load({ data, ...more })).rejects
    await fails(join(folder, 'none.csv')).toMatchObject({ code: 'FILE_NOT_FOUND' })
    await fails(folder).toThrow('holds no texts')
    await fails(await put('one.csv', 'text,label\na,b\n')).toThrow('at least two classes')
    await fails(await put('ragged.csv', 'text,label\na,b\nc\n')).toThrow('row 2 has 1 values')
    await fails(await put('columns.csv', 'one,two\na,b\n')).toThrow('--text-column')
    await fails(await put('columns.csv', 'one,two\na,b\n'), { textColumn: 'on' }).toThrow(
      'Did you mean "one"?',
    )
    await fails(await put('bad.jsonl', '{"text": "a", "label": 1}\n{"text"\n')).toThrow('line 2')
    await fails(await put('bad.jsonl', '{"text": 5, "label": 1}\n')).toThrow('must be a text')
  })
})
