import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { labelledTexts } from '../../datasets/index.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-labels-'))
})
afterAll(() => rm(folder, { recursive: true }))

const rows = [...Array(10)].map((_, i) => ({ text: `café ${i}`, label: i % 2 ? 'a' : 'b' }))
const jsonl = rows.map((row) => JSON.stringify(row)).join('\r\n')
const csv = `text,label\n${rows.map((row) => `${row.text},${row.label}`).join('\n')}`

const load = async (name: string, bytes: Buffer) => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return labelledTexts.load({ data: path })
}

it.each([
  ['bom.jsonl', Buffer.from(`\ufeff${jsonl}`)],
  ['wide.jsonl', Buffer.from(`\ufeff${jsonl}`, 'utf16le')],
  ['bom.csv', Buffer.from(`\ufeff${csv}`)],
  ['wide.csv', Buffer.from(`\ufeff${csv}`, 'utf16le')],
])('labelled texts in %s are read', async (name, bytes) => {
  const { labels, train } = await load(name, bytes)
  expect(labels).toEqual(['a', 'b'])
  expect(train.texts[0]).toMatch(/^café \d$/)
})

it.each([
  ['latin.csv', csv, 2, 14],
  ['latin.jsonl', jsonl, 1, 12],
])('labelled texts in %s, Latin-1, are refused with the place', async (name, text, line, byte) => {
  await expect(load(name, Buffer.from(text, 'latin1'))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringContaining(`line ${line}, byte ${byte}, is not UTF-8 (0xe9)`),
  })
})
