import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { labelledTexts } from '../../datasets/index.js'
import { Input, loadModel, Sequential, StringLookup, TextVectorization } from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

const words = ['café', 'naïve', 'ünder', 'plain']
const rows = Array.from({ length: 12 }, (_, i) => [`${words[i % 4]} ${i}`, i % 2 ? 'a' : 'b'] as const)
const jsonl = rows.map(([text, label]) => JSON.stringify({ text, label })).join('\r\n')
const csv = ['text,label', ...rows.map((row) => row.join(','))].join('\r\n')

async function load(name: string, content: Buffer, encoding?: string): Promise<string[]> {
  const data = join(folder, name)
  writeFileSync(data, content)
  const { train, test } = await labelledTexts.load({ data, ...(encoding !== undefined && { encoding }) })
  return [train, test].flatMap((part) => part.texts).sort()
}

describe('texts with labels', () => {
  const expected = rows.map(([text]) => text).sort()

  it.each([
    ['lines of JSON with a mark', 'a.jsonl', Buffer.from(`\ufeff${jsonl}`)],
    ['lines of JSON in UTF-16', 'b.jsonl', Buffer.from(`\ufeff${jsonl}`, 'utf16le')],
    ['a table with a mark', 'a.csv', Buffer.from(`\ufeff${csv}`)],
    ['a table in UTF-16, big end first', 'b.csv', Buffer.from(`\ufeff${csv}`, 'utf16le').swap16()],
  ])('%s are read', async (_, name, content) => {
    expect(await load(name, content)).toEqual(expected)
  })

  it.each([
    ['a table in Latin-1', 'e.csv', Buffer.from(csv, 'latin1'), 'latin1'],
    ['lines of JSON in Latin-1', 'e.jsonl', Buffer.from(jsonl, 'latin1'), 'ISO-8859-1'],
    ['a table in UTF-16 without a mark', 'f.csv', Buffer.from(csv, 'utf16le'), 'utf-16le'],
    ['lines of JSON in UTF-16 without a mark', 'f.jsonl', Buffer.from(jsonl, 'utf16le'), 'utf-16le'],
    ['a table with a mark, which is right', 'g.csv', Buffer.from(`\ufeff${csv}`), 'latin1'],
  ])('%s are read where the encoding is named', async (_, name, content, encoding) => {
    expect(await load(name, content, encoding)).toEqual(expected)
  })

  it.each(['h.csv', 'h.jsonl'])('%s is refused in another encoding than the one named', async (name) => {
    const content = Buffer.from(`${name.endsWith('l') ? jsonl : csv}\n\xff\xff`, 'latin1')
    await expect(load(name, content, 'shift_jis')).rejects.toMatchObject({
      message: expect.stringContaining('it is not SHIFT_JIS'),
    })
  })

  it.each([
    ['a table', 'c.csv', csv, 2],
    ['lines of JSON', 'c.jsonl', jsonl, 1],
    ['a table whose last line it is', 'd.csv', 'text,label\none,a\ntwo,b\ncafé,a', 4],
  ])('%s in Latin-1 is refused with the line', async (_, name, text, line) => {
    await expect(load(name, Buffer.from(text, 'latin1'))).rejects.toMatchObject({
      code: expect.stringMatching(/UNREADABLE/),
      message: expect.stringContaining(`line ${line}`),
    })
  })
})

describe('a vocabulary with a line break in a token is refused when it is saved', () => {
  const vectorized = (split: 'character' | null, texts: string[]) => {
    const layer = TextVectorization({ split, standardize: null })
    layer.adapt(texts)
    return layer
  }

  it.each([
    ['of letters', () => vectorized('character', ['ab\ncd\n', 'y'])],
    ['of whole texts', () => vectorized(null, ['z', 'c\nd', 'a'])],
    ['of carriage returns', () => vectorized(null, ['z', 'c\rd'])],
  ])('%s', async (_, make) => {
    const model = new Sequential([Input({ shape: [1], dtype: 'string' }), make()])
    await expect(model.save(join(folder, 'tokens.keras'))).rejects.toMatchObject({
      message: expect.stringContaining('line break'),
    })
  })

  it.each([
    () => TextVectorization({ vocabulary: ['a', 'b\nc'] }),
    () => StringLookup({ vocabulary: ['a', 'b\nc'] }),
  ])('but one that is given is a setting, and read back (%#)', async (make) => {
    const layer = make()
    const model = new Sequential([Input({ shape: [1], dtype: 'string' }), layer])
    await model.save(join(folder, 'given.keras'))
    const again = await loadModel(join(folder, 'given.keras'))
    expect((again.layers[0] as typeof layer).getVocabulary()).toEqual(layer.getVocabulary())
  })
})
