import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLines } from '../../src/data/text/index.js'
import { decodeText, readTextFile } from '../../src/support/text-file.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-text-'))
})
afterAll(() => rm(folder, { recursive: true }))

const text = 'café 1\r\nnaïve 2\nünder 3'
const bigEndian = (s: string) => Buffer.from(s, 'utf16le').swap16()
const encodings: Record<string, Buffer> = {
  'UTF-8': Buffer.from(text),
  'UTF-8 with a mark': Buffer.from(`\ufeff${text}`),
  'UTF-16 LE with a mark': Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16 BE with a mark': bigEndian(`\ufeff${text}`),
}

describe('texts', () => {
  it.each(Object.keys(encodings))('in %s are read', async (name) => {
    const path = join(folder, 'text.txt')
    await writeFile(path, encodings[name]!)
    expect(await readTextFile(path)).toBe(text)
    const lines: string[] = []
    for await (const some of readLines(path)) lines.push(...some)
    expect(lines).toEqual(['café 1', 'naïve 2', 'ünder 3'])
  })

  it('in Latin-1 are refused with the line, whole or line by line', async () => {
    const path = join(folder, 'latin.txt')
    await writeFile(path, Buffer.from('one\ntwo\ncafé\nfour', 'latin1'))
    const problem = {
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('line 3, byte 11, is not UTF-8 (0xe9)'),
    }
    await expect(readTextFile(path)).rejects.toMatchObject(problem)
    const all = async () => {
      for await (const some of readLines(path)) void some
    }
    await expect(all()).rejects.toMatchObject(problem)
  })

  it('that are cut within a letter, or hold surrogates, are refused', () => {
    expect(() => decodeText(Buffer.from('é').subarray(0, 1), 'x')).toThrow('line 1')
    expect(() => decodeText(Buffer.from([0x61, 0x0a, 0xed, 0xa0, 0x80]), 'x')).toThrow('line 2')
    expect(() => decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'x')).toThrow('UTF-16LE')
  })
})
