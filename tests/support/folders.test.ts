import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeFolder } from '../../src/support/folders.js'
import { makeFolders, removeEmptyFolders } from '../../src/support/make-folders.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-folders-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const contents = (path: string) =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name), 'utf8')]))

describe('writeFolder', () => {
  const long = 'x'.repeat(300)

  it('writes all files or none, and names the one that it could not', async () => {
    const path = join(folder, 'model')
    await expect(
      writeFolder(path, [
        { name: 'a', data: '1' },
        { name: long, data: '2' },
      ]),
    ).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(`Cannot write ${join(path, long)}: the name is too long`),
    })
    expect(readdirSync(folder)).toEqual([])
    await writeFolder(path, [{ name: 'a', data: '1' }])
    expect(contents(path)).toEqual({ a: '1' })
    await expect(writeFolder(join(folder, 'no/such'), [{ name: 'a', data: '1' }])).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    })
  })

  it('changes nothing in a folder that is there until all files are whole', async () => {
    writeFileSync(join(folder, 'a'), 'old')
    writeFileSync(join(folder, 'mine'), 'stays', { mode: 0o600 })
    const broken = (function* () {
      yield 'half'
      throw new Error('broken')
    })()
    await expect(
      writeFolder(folder, [
        { name: 'a', data: 'new' },
        { name: 'b', data: broken },
      ]),
    ).rejects.toThrow('broken')
    expect(contents(folder)).toEqual({ a: 'old', mine: 'stays' })
    await writeFolder(folder, [
      { name: 'a', data: 'new' },
      { name: 'b', data: '2' },
    ])
    expect(contents(folder)).toEqual({ a: 'new', b: '2', mine: 'stays' })
  })
})

describe('makeFolders', () => {
  it('makes what is missing, and takes it away as long as it is empty', () => {
    const path = join(folder, 'a/b/c')
    expect(makeFolders(path)).toBe(join(folder, 'a'))
    expect(makeFolders(path)).toBeUndefined()
    mkdirSync(join(folder, 'a/other'))
    removeEmptyFolders(path, join(folder, 'a'))
    expect(readdirSync(join(folder, 'a'))).toEqual(['other'])
    rmSync(join(folder, 'a/other'), { recursive: true })
    removeEmptyFolders(join(folder, 'a'), join(folder, 'a'))
    expect(existsSync(join(folder, 'a'))).toBe(false)
  })

  it('says why it cannot', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => makeFolders(join(folder, 'file/a'))).toThrow(/a part of the path is a file/)
  })
})
