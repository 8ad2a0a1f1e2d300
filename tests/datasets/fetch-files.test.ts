import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { idxDataset, idxFiles } from '../../datasets/idx-dataset.js'
import { cacheFolder } from '../../datasets/index.js'
import { tf } from '../../src/engine/index.js'
import { encodeIdx } from '../harness/idx.js'

const files: Record<string, Buffer> = {
  'train-images-idx3-ubyte': gzipSync(encodeIdx(8, [3, 2, 2], new Uint8Array(12))),
  'train-labels-idx1-ubyte': gzipSync(encodeIdx(8, [3], Uint8Array.of(0, 1, 1))),
  't10k-images-idx3-ubyte': gzipSync(encodeIdx(8, [1, 2, 2], new Uint8Array(4))),
  't10k-labels-idx1-ubyte': gzipSync(encodeIdx(8, [1], Uint8Array.of(1))),
}
const hashes = Object.fromEntries(
  Object.entries(files).map(([name, bytes]) => [
    name,
    { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length },
  ]),
) as Parameters<typeof idxFiles>[1]

let folder: string
let server: Server
let served: string[]
let missing: string | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-fetch-'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
  vi.stubEnv('KERATIN_DATA', '')
  served = []
  missing = undefined
  server = createServer((request, response) => {
    const name = request.url!.replace(/^\/|\.gz$/g, '')
    served.push(name)
    const bytes = name === missing ? undefined : files[name]
    if (bytes) response.end(bytes)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const tiny = () =>
  idxDataset({
    name: 'tiny',
    loader: 'mnist.load',
    classNames: ['no', 'yes'],
    remote: idxFiles([`http://127.0.0.1:${(server.address() as AddressInfo).port}/`], hashes),
  })

describe.runIf(process.platform === 'linux')('a data set that is nowhere', () => {
  it('is downloaded once and then found in the cache', async () => {
    for (const from of ['network', 'cache']) {
      const data = await tiny().load({ quiet: true })
      expect(data.source).toEqual({ from, folder: cacheFolder('tiny') })
      expect(data.train.x.shape).toEqual([3, 2, 2, 1])
      expect([...data.train.y.dataSync()]).toEqual([0, 1, 1])
      tf.dispose([data.train.x, data.train.y, data.test.x, data.test.y])
    }
    expect(served.sort()).toEqual(Object.keys(files).sort())
    expect((await readdir(cacheFolder('tiny'))).sort()).toEqual(
      Object.keys(files)
        .map((name) => `${name}.gz`)
        .sort(),
    )
  })

  it('says where to put it when it cannot be downloaded, and goes on later', async () => {
    missing = 't10k-images-idx3-ubyte'
    const error = await tiny()
      .load({ quiet: true })
      .catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DOWNLOAD', exitCode: 3 })
    expect((error as Error).message).toContain('answered 404')
    expect((error as Error).message).toContain(`put the file into ${cacheFolder('tiny')} by hand`)
    missing = undefined
    served = []
    const data = await tiny().load({ quiet: true })
    expect(served).toEqual(['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'])
    tf.dispose([data.train.x, data.train.y, data.test.x, data.test.y])
  })
})
