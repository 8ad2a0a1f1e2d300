import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** Where files are opened: all others ask these, which look at what they open. */
const openers = [
  'src/support/open-regular.ts',
  'src/support/read-file.ts',
  'src/support/package-file.ts',
  // files of the system, whose names nobody gives
  'src/support/cpu-quota.ts',
  // what an earlier process wrote, which is checked before it is used
  'src/support/kept-code.ts',
]
/** What opens a file only to write it, or a folder. */
const writers = ['src/support/files.ts']
/** Who calls sharp, each with bytes. */
const drawers = [
  'src/data/images/decode.ts',
  'src/data/images/formats/decode-with.ts',
  'src/data/images/save-image.ts',
  'src/plot/picture.ts',
]

const rooms = ['src', 'datasets', 'models']
const files = rooms
  .flatMap((room) => readdirSync(join(root, room), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('assembly'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))

/** Names of `node:fs` with which contents are read. */
const reading = /^(readFile|readFileSync|createReadStream|openAsBlob|read|readSync|readv|readvSync|openSync)$/

/** What a source takes of the file system in order to read, and calls that open a file other than to make a new one. */
function doorsIn(source: string): string[] {
  const doors: string[] = []
  for (const [, names, module] of source.matchAll(/import\s+(?:type\s+)?([^;'"]+?)\s+from\s+'([^']+)'/g)) {
    if (!/^(node:)?fs(\/promises)?$/.test(module!)) continue
    const named = /\{([^}]*)\}/.exec(names!)
    if (!named) doors.push(`all of ${module}`)
    for (const name of named?.[1]?.split(',') ?? []) {
      const [original] = name
        .trim()
        .replace(/^type /, '')
        .split(' as ') as [string]
      if (reading.test(original)) doors.push(original)
      if (original === 'open') doors.push(...opened(source))
    }
  }
  if (/\b(require|import)\(\s*'(node:)?fs/.test(source)) doors.push('fs at run time')
  return doors
}

const opened = (source: string): string[] =>
  [...source.matchAll(/(?<![.\w])open\(([^()]*)\)/g)]
    .map(([call]) => call)
    .filter((call) => !/, 'wx'\)$/.test(call))

it('only the openers of files open files to read them', () => {
  expect(files.length).toBeGreaterThan(500)
  const found = files
    .filter((file) => ![...openers, ...writers].includes(file))
    .flatMap((file) => doorsIn(readFileSync(join(root, file), 'utf8')).map((door) => `${file}: ${door}`))
  expect(found).toEqual([])
})

it('the openers are found by the same search, and the writers only write', () => {
  for (const file of openers) expect(doorsIn(readFileSync(join(root, file), 'utf8')), file).not.toEqual([])
  for (const file of writers)
    expect(doorsIn(readFileSync(join(root, file), 'utf8')), file).toEqual([
      "open(temporary, special ? 'w' : 'wx')",
      "open(folder, 'r')",
    ])
})

it.each([
  ["import { readFile } from 'node:fs/promises'", ['readFile']],
  ["import { type Stats, createReadStream as from } from 'node:fs'", ['createReadStream']],
  ["import fs from 'fs'", ['all of fs']],
  ["import * as fs from 'node:fs'", ['all of node:fs']],
  ["const { readFile } = await import('node:fs/promises')", ['fs at run time']],
  ["import { open } from 'node:fs/promises'\nopen(path, 'r')", ["open(path, 'r')"]],
  ["import { open } from 'node:fs/promises'\nopen(path, 'wx')", []],
  ["import { stat } from 'node:fs'", []],
])('%s', (source, doors) => {
  expect(doorsIn(source)).toEqual(doors)
})

it('sharp is called with bytes, in few places', () => {
  const calls = files.filter((file) => /\bsharp\(/.test(readFileSync(join(root, file), 'utf8')))
  expect(calls.sort()).toEqual(drawers)
  const bytes = /sharp\((file|image|bytes|Buffer\.from\(this\.svg\)|$)/m
  for (const file of drawers) {
    const source = readFileSync(join(root, file), 'utf8')
    for (const [line] of source.matchAll(/\bsharp\(.*/g)) expect(line, file).toMatch(bytes)
    expect(source, file).not.toMatch(/\b(file|image|bytes): (string|unknown)\b(?! \|)/)
  }
})
