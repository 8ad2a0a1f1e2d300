import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KeratinError } from '../../src/support/errors.js'
import { fileNotFound, writeFileAtomic } from '../../src/support/files.js'
import { readFileBytes } from '../../src/support/read-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const failure = async (promise: Promise<unknown>): Promise<KeratinError> => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(KeratinError)
  return error as KeratinError
}

describe('writeFileAtomic', () => {
  it('writes any bytes and leaves only the file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const path = join(folder, 'a.bin')
        await writeFileAtomic(path, bytes)
        expect(new Uint8Array(await readFile(path))).toEqual(bytes)
        expect(await readdir(folder)).toEqual(['a.bin'])
      }),
      { numRuns: 20 },
    )
  })

  it('writes pieces in order', async () => {
    const path = join(folder, 'a.txt')
    await writeFileAtomic(
      path,
      (async function* () {
        yield 'one '
        yield new TextEncoder().encode('twö ')
        yield 'three'
      })(),
    )
    expect(await readFile(path, 'utf8')).toBe('one twö three')
  })

  it('keeps the old file and removes the temporary one when the data fails halfway', async () => {
    const path = join(folder, 'a.txt')
    await writeFile(path, 'old')
    const data = (function* () {
      yield 'new'
      throw new TypeError('no more')
    })()
    await expect(writeFileAtomic(path, data)).rejects.toThrow(new TypeError('no more'))
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['a.txt'])
  })

  it('keeps the permissions of a file it replaces', async () => {
    const path = join(folder, 'a.txt')
    await writeFile(path, 'old')
    await chmod(path, 0o640)
    await writeFileAtomic(path, 'new')
    expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('writes through a symbolic link', async () => {
    await writeFile(join(folder, 'real.txt'), 'old')
    await symlink('real.txt', join(folder, 'link.txt'))
    await writeFileAtomic(join(folder, 'link.txt'), 'new')
    expect(await readFile(join(folder, 'real.txt'), 'utf8')).toBe('new')
    expect((await readdir(folder)).sort()).toEqual(['link.txt', 'real.txt'])
  })

  it('says that the name is taken by a folder', async () => {
    await mkdir(join(folder, 'taken'))
    const error = await failure(writeFileAtomic(join(folder, 'taken'), 'x'))
    expect(error.code).toBe('FILE_UNWRITABLE')
    expect(error.message).toContain(`${join(folder, 'taken')}: it is a folder (EISDIR)`)
    expect(await readdir(folder)).toEqual(['taken'])
  })

  it('says that a part of the path is a file', async () => {
    await writeFile(join(folder, 'file'), '')
    const error = await failure(writeFileAtomic(join(folder, 'file', 'x'), 'x'))
    expect(error.code).toBe('FILE_UNWRITABLE')
    expect(error.message).toContain('ENOTDIR')
    expect(await readdir(folder)).toEqual(['file'])
  })

  it('says that the folder is missing', async () => {
    const error = await failure(writeFileAtomic(join(folder, 'none', 'x'), 'x'))
    expect(error.code).toBe('FILE_UNWRITABLE')
    expect(error.hint).toBe('Create the folder first.')
    expect(await readdir(folder)).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'says that the disk is full, and leaves the device alone',
    async () => {
      const error = await failure(writeFileAtomic('/dev/full', 'x'.repeat(100_000)))
      expect(error.code).toBe('FILE_UNWRITABLE')
      expect(error.message).toContain('Cannot write /dev/full: the disk is full (ENOSPC)')
      expect(error.hint).toContain('Free some space')
      expect((await stat('/dev/full')).isCharacterDevice()).toBe(true)
    },
  )

  it.skipIf(process.getuid?.() === 0)('says that the folder is read-only', async () => {
    await chmod(folder, 0o500)
    const error = await failure(writeFileAtomic(join(folder, 'x'), 'x'))
    expect(error.message).toContain('permission denied (EACCES)')
    await chmod(folder, 0o700)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the error for a path that leads nowhere', () => {
  it('says what is there: a file, where a folder was looked for, or a link', async () => {
    const [file, link] = [join(folder, 'a.csv'), join(folder, 'link')]
    await writeFile(file, '')
    await symlink(join(folder, 'gone'), link)
    expect(await fileNotFound(file)).toMatchObject({
      code: 'FILE_UNREADABLE',
      problem: `${file} is a file. Expected: a folder.`,
      hint: `Did you mean the folder that it is in, "${folder}"?`,
    })
    expect(await fileNotFound(link)).toMatchObject({
      code: 'FILE_NOT_FOUND',
      problem: `${link} is a link to something that does not exist.`,
    })
  })
})

describe('readFileBytes', () => {
  it('reads what was written', async () => {
    await writeFileAtomic(join(folder, 'a'), 'abc')
    expect([...(await readFileBytes(join(folder, 'a'), 'text'))]).toEqual([97, 98, 99])
  })

  it('names the nearest file', async () => {
    await writeFile(join(folder, 'mnist.keras'), '')
    const error = await failure(readFileBytes(join(folder, 'minst.keras'), 'model'))
    expect(error.code).toBe('FILE_NOT_FOUND')
    expect(error.exitCode).toBe(3)
    expect(error.hint).toBe(`Did you mean "${join(folder, 'mnist.keras')}"?`)
  })

  it('says which folder is missing', async () => {
    const error = await failure(readFileBytes(join(folder, 'none', 'a'), 'text'))
    expect(error.message).toContain(`there is no folder ${join(folder, 'none')}`)
  })

  it('refuses a folder', async () => {
    const error = await failure(readFileBytes(folder, 'text'))
    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toContain('EISDIR')
  })
})
