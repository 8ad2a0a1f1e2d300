import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readIdx } from '../../datasets/idx.js'
import { cacheFolder } from '../../src/support/cache-folder.js'
import { withFolder } from '../cli/harness.js'
import { encodeIdx } from '../harness/idx.js'

const before = process.env.XDG_CACHE_HOME
let images: Uint8Array
beforeEach(() => {
  images = Uint8Array.from({ length: 2000 * 784 }, (_, i) => i % 251)
})
afterEach(() => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME
  else process.env.XDG_CACHE_HOME = before
})

// only Linux keeps caches where XDG_CACHE_HOME says
describe.skipIf(process.platform !== 'linux')('packed files that are unpacked once', () => {
  const inFolder = (use: (path: string, copies: () => Promise<string[]>) => Promise<void>) =>
    withFolder(async (folder) => {
      process.env.XDG_CACHE_HOME = join(folder, 'cache')
      const path = join(folder, 'train-images-idx3-ubyte.gz')
      await writeFile(path, gzipSync(encodeIdx(8, [2000, 28, 28], images)))
      const copies = async () => {
        const names = await readdir(join(cacheFolder('mnist'), 'unpacked')).catch(() => [])
        return names.map((name) => join(cacheFolder('mnist'), 'unpacked', name))
      }
      await use(path, copies)
    })

  it('are read from the copy the next time', () =>
    inFolder(async (path, copies) => {
      expect(Buffer.compare((await readIdx(path, 'mnist')).data as Uint8Array, images)).toBe(0)
      const [copy, ...others] = await copies()
      expect(others).toEqual([])
      // the copy is what is read: a pixel changed there shows
      const bytes = await readFile(copy!)
      bytes[16] = 255
      await writeFile(copy!, bytes)
      const { shape, data } = await readIdx(path, 'mnist')
      expect([shape, data[0], data[1]]).toEqual([[2000, 28, 28], 255, 1])
    }))

  it('are unpacked again when they change; one copy is kept', () =>
    inFolder(async (path, copies) => {
      await readIdx(path, 'mnist')
      const [first] = await copies()
      images[0] = 9
      await writeFile(path, gzipSync(encodeIdx(8, [2000, 28, 28], images)))
      await utimes(path, new Date(), new Date(Date.now() + 5000))
      expect((await readIdx(path, 'mnist')).data[0]).toBe(9)
      const now = await copies()
      expect(now).toHaveLength(1)
      expect(now[0]).not.toBe(first)
    }))

  it('are read all the same where no copy can be kept', () =>
    inFolder(async (path, copies) => {
      await mkdir(process.env.XDG_CACHE_HOME!, { recursive: true })
      await writeFile(join(process.env.XDG_CACHE_HOME!, 'keratin'), 'a file where the folder should be')
      expect(Buffer.compare((await readIdx(path, 'mnist')).data as Uint8Array, images)).toBe(0)
      expect(await copies()).toEqual([])
      await rm(join(process.env.XDG_CACHE_HOME!, 'keratin'))
    }))

  it('leave no copy of small ones, nor where none is asked for', () =>
    inFolder(async (path, copies) => {
      await readIdx(path)
      await writeFile(path, gzipSync(encodeIdx(8, [10, 28, 28], images.subarray(0, 7840))))
      await readIdx(path, 'mnist')
      expect(await copies()).toEqual([])
    }))
})
