import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { imagenetUtils, resnet } from '../../src/applications/index.js'
import { tf } from '../../src/index.js'

let folder: string
let file: string
const index = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [i, [`n${i}`, `thing_${i}`]]))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-decode-'))
  file = join(folder, 'imagenet_class_index.json')
  vi.stubEnv('XDG_CACHE_HOME', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  await rm(folder, { recursive: true })
})

const scores = (best: Record<number, number>) =>
  tf.tensor2d([Array.from({ length: 1000 }, (_, i) => best[i] ?? 0)])

describe('decodePredictions', () => {
  it('names the most probable classes', async () => {
    await writeFile(file, JSON.stringify(index))
    const y = scores({ 3: 0.5, 999: 0.25, 7: 0.125 })
    expect(await resnet.decodePredictions(y, { top: 3, classIndex: file })).toEqual([
      [
        ['n3', 'thing_3', 0.5],
        ['n999', 'thing_999', 0.25],
        ['n7', 'thing_7', 0.125],
      ],
    ])
    expect((await imagenetUtils.decodePredictions(y, { classIndex: file }))[0]).toHaveLength(5)
    expect(y.isDisposed).toBe(false)
  })

  it('finds the file in the cache', async () => {
    await mkdir(join(folder, 'keratin/models'), { recursive: true })
    await writeFile(join(folder, 'keratin/models/imagenet_class_index.json'), JSON.stringify(index))
    const [first] = await imagenetUtils.decodePredictions(scores({ 1: 1 }).arraySync(), { top: 1 })
    expect(first).toEqual([['n1', 'thing_1', 1]])
  })

  it('says where to put the file without network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    const error = await resnet.decodePredictions(scores({})).catch((e: unknown) => e as Error)
    expect(error).toMatchObject({ code: 'DOWNLOAD' })
    expect((error as Error).message).toContain(`put the file into ${join(folder, 'keratin/models')} by hand`)
    expect((error as Error).message).toContain("{ classIndex: 'imagenet_class_index.json' }")
  })

  it('refuses other files and other predictions', async () => {
    await writeFile(file, '{"0": ["n0"]}')
    await expect(resnet.decodePredictions(scores({}), { classIndex: file })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
    const missing = join(folder, 'imagenet_class_indx.json')
    await expect(resnet.decodePredictions(scores({}), { classIndex: missing })).rejects.toThrow(
      'Did you mean',
    )
    await expect(resnet.decodePredictions(tf.zeros([1, 10]), { classIndex: file })).rejects.toThrow(
      'resnet.decodePredictions takes predictions of shape [samples, 1000]. Received: [1, 10].',
    )
  })
})
