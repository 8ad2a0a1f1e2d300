import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { keratin, withFolder } from '../cli/harness.js'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
})

test('without MNIST and without network, keratin train mnist says where to put it and what works without', () =>
  withFolder(async (cwd) => {
    vi.stubEnv('KERATIN_DATA', '')
    vi.stubEnv('XDG_CACHE_HOME', join(cwd, 'cache'))
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('fetch failed')
    })
    const { code, stdout, stderr } = await keratin(['train', 'mnist', '--out', 'run', '--quiet'], { cwd })
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/^error\[DOWNLOAD\]: Cannot download train-images-idx3-ubyte\.gz\./)
    if (process.platform === 'linux') expect(stderr).toContain(join(cwd, 'cache/keratin/mnist'))
    expect(stderr).toContain('keratin train digits')
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(await readdir(cwd)).not.toContain('run')
  }))
