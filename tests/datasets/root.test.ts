import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findFiles } from '../../datasets/root.js'
import { cacheFolder } from '../../src/support/cache-folder.js'

let folder: string
const files = ['a-idx3-ubyte', 'b-idx1-ubyte'] as const
const wanted = { dataset: 'mnist', files }

const put = async (place: string, names: readonly string[]) => {
  await mkdir(join(folder, place), { recursive: true })
  for (const name of names) await writeFile(join(folder, place, name), '')
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-root-'))
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'))
  vi.stubEnv('KERATIN_DATA', '')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

describe('findFiles', () => {
  it('finds nothing where there is nothing', async () => {
    expect(await findFiles(wanted)).toBeUndefined()
  })

  it.runIf(process.platform === 'linux')('keeps its cache where XDG says', () => {
    expect(cacheFolder('mnist')).toBe(join(folder, 'cache', 'keratin', 'mnist'))
  })

  it('looks at the option, then KERATIN_DATA, then the cache', async () => {
    await mkdir(cacheFolder('mnist'), { recursive: true })
    for (const name of files) await writeFile(join(cacheFolder('mnist'), `${name}.gz`), '')
    expect((await findFiles(wanted))?.source).toEqual({ from: 'cache', folder: cacheFolder('mnist') })

    await put('env/mnist', files)
    vi.stubEnv('KERATIN_DATA', join(folder, 'env'))
    expect((await findFiles(wanted))?.source).toEqual({
      from: 'environment',
      folder: join(folder, 'env/mnist'),
    })

    await put('root/mnist', files)
    const found = await findFiles({ ...wanted, data: join(folder, 'root') })
    expect(found?.source).toEqual({ from: 'option', folder: join(folder, 'root/mnist') })
  })

  it('goes on when KERATIN_DATA holds other data', async () => {
    await put('env', [])
    vi.stubEnv('KERATIN_DATA', join(folder, 'env'))
    expect(await findFiles(wanted)).toBeUndefined()
  })

  it('takes a root or the folder of the files, packed or not, with a dot or not', async () => {
    await put('flat', ['a.idx3-ubyte', 'b-idx1-ubyte.gz'])
    const found = await findFiles({ ...wanted, data: join(folder, 'flat') })
    expect(found?.paths).toEqual({
      'a-idx3-ubyte': join(folder, 'flat/a.idx3-ubyte'),
      'b-idx1-ubyte': join(folder, 'flat/b-idx1-ubyte.gz'),
    })
  })

  it('refuses an explicit folder that lacks the files, though the cache has them', async () => {
    await mkdir(cacheFolder('mnist'), { recursive: true })
    for (const name of files) await writeFile(join(cacheFolder('mnist'), name), '')
    await put('half/mnist', ['a-idx3-ubyte'])
    const error = await findFiles({ ...wanted, data: join(folder, 'half') }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DATA', exitCode: 3 })
    expect((error as Error).message).toBe(
      `mnist: the folder given, ${join(folder, 'half')}, lacks b-idx1-ubyte. ` +
        `Put the files (plain or as .gz) there or into ${join(folder, 'half/mnist')}.`,
    )
  })

  it('refuses a folder that is not there and names the nearest', async () => {
    await put('data', files)
    const error = await findFiles({ ...wanted, data: join(folder, 'dta') }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DATA', hint: `Did you mean "${join(folder, 'data')}"?` })
    vi.stubEnv('KERATIN_DATA', join(folder, 'none'))
    await expect(findFiles(wanted)).rejects.toThrow('KERATIN_DATA')
  })
})
