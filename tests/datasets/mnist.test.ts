import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mnist } from '../../datasets/index.js'
import { tf } from '../../src/engine/index.js'
import { encodeIdx } from '../harness/idx.js'
import { expectNoLeak } from '../harness/leaks.js'
import { realData } from '../harness/real-data.js'

let folder: string
const pixels = (n: number) => Uint8Array.from({ length: n * 784 }, (_, i) => i % 256)
const classes = (n: number) => Uint8Array.from({ length: n }, (_, i) => i % 10)

const put = async (name: string, type: number, shape: number[], values: Uint8Array) =>
  writeFile(join(folder, 'mnist', `${name}.gz`), gzipSync(encodeIdx(type, shape, values)))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keratin-mnist-'))
  await mkdir(join(folder, 'mnist'))
  await put('train-images-idx3-ubyte', 8, [12, 28, 28], pixels(12))
  await put('train-labels-idx1-ubyte', 8, [12], classes(12))
  await put('t10k-images-idx3-ubyte', 8, [5, 28, 28], pixels(5))
  await put('t10k-labels-idx1-ubyte', 8, [5], classes(5))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const free = ({ train, test }: Awaited<ReturnType<typeof mnist.load>>) =>
  tf.dispose([train.x, train.y, test.x, test.y])

describe('mnist.load', () => {
  it('gives normalised images and integer labels', async () => {
    await expectNoLeak(async () => {
      const data = await mnist.load({ data: folder })
      const { train, test } = data
      expect(data.source).toEqual({ from: 'option', folder: join(folder, 'mnist') })
      expect(data.classNames).toHaveLength(10)
      expect([train.x.shape, train.x.dtype]).toEqual([[12, 28, 28, 1], 'float32'])
      expect([test.y.shape, test.y.dtype]).toEqual([[5], 'int32'])
      expect([...test.y.dataSync()]).toEqual([0, 1, 2, 3, 4])
      // exactly as (v / 255).astype("float32")
      expect(test.x.dataSync()).toEqual(Float32Array.from(pixels(5), (v) => v / 255))
      free(data)
    })
  })

  it('gives the other forms', async () => {
    const data = await mnist.load({
      data: folder,
      normalize: false,
      flatten: true,
      oneHot: true,
      limit: { train: 3 },
    })
    expect([data.train.x.shape, data.test.x.shape]).toEqual([
      [3, 784],
      [5, 784],
    ])
    expect(data.train.x.dataSync()).toEqual(Float32Array.from(pixels(3)))
    expect([data.train.y.dtype, data.train.y.shape]).toEqual(['float32', [3, 10]])
    expect([...data.train.y.argMax(1).dataSync()]).toEqual([0, 1, 2])
    expect(data.train.y.sum().dataSync()[0]).toBe(3)
    free(data)
  })

  it('limits both parts', async () => {
    const data = await mnist.load({ data: folder, limit: 4 })
    expect([data.train.x.shape[0], data.test.x.shape[0], data.test.y.shape[0]]).toEqual([4, 4, 4])
    free(data)
    await expect(mnist.load({ data: folder, limit: 0 })).rejects.toThrow('limit must be a positive integer')
  })

  it('says when counts differ', async () => {
    await put('train-labels-idx1-ubyte', 8, [11], classes(11))
    const error = await mnist.load({ data: folder }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DATA', exitCode: 3 })
    expect((error as Error).message).toContain('Received: 12 images, 11 labels.')
    expect((error as Error).message).toContain(join(folder, 'mnist', 'train-labels-idx1-ubyte.gz'))
  })

  it('says when images and labels are exchanged, or of another kind', async () => {
    await put('train-images-idx3-ubyte', 8, [12], classes(12))
    await expect(mnist.load({ data: folder })).rejects.toThrow(
      'Expected: bytes of shape [count, height, width]. Received: Uint8Array of shape [12].',
    )
    await put('train-images-idx3-ubyte', 13, [1, 28, 28], pixels(1))
    await expect(mnist.load({ data: folder })).rejects.toThrow('Received: Float32Array')
  })

  it('says when a label is no class', async () => {
    await put('t10k-labels-idx1-ubyte', 8, [5], Uint8Array.of(0, 1, 10, 3, 4))
    await expect(mnist.load({ data: folder })).rejects.toThrow('Expected: 0 to 9. Received: 10 at index 2.')
  })

  it('says which file is missing', async () => {
    await rm(join(folder, 'mnist', 't10k-labels-idx1-ubyte.gz'))
    const error = await mnist.load({ data: folder }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'DATA' })
    expect((error as Error).message).toContain('lacks t10k-labels-idx1-ubyte')
  })
})

describe.skipIf(!realData('mnist'))('the real MNIST', () => {
  it('has its 70000 images', async () => {
    const before = tf.memory().numTensors
    const data = await mnist.load({ data: realData('mnist')!, limit: { train: 60000 } })
    expect(data.train.x.shape).toEqual([60000, 28, 28, 1])
    expect(data.test.x.shape).toEqual([10000, 28, 28, 1])
    expect([...data.test.y.dataSync().slice(0, 5)]).toEqual([7, 2, 1, 0, 4])
    const counts = new Array(10).fill(0)
    for (const label of data.train.y.dataSync()) counts[label]++
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
    // the mean of all training pixels, well known from normalising constants
    let sum = 0
    const values = data.train.x.dataSync()
    for (let i = 0; i < values.length; i++) sum += values[i]!
    expect(sum / (60000 * 784)).toBeCloseTo(0.1307, 4)
    tf.dispose([data.train.x, data.train.y, data.test.x, data.test.y])
    expect(tf.memory().numTensors).toBe(before)
  })
})
