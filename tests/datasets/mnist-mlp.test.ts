import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mnist, mnistMlp } from '../../datasets/index.js'
import { tf } from '../../src/engine/index.js'
import { writeZip } from '../../src/saving/zip/write-zip.js'
import { withFolder } from '../cli/harness.js'
import { realData } from '../harness/real-data.js'

const shapes = { W1: [784, 50], b1: [50], W2: [50, 100], b2: [100], W3: [100, 10], b3: [10] }
const size = (shape: number[]) => shape.reduce((n, d) => n * d, 1)
const value = (key: string, i: number) => key.charCodeAt(0) + i / 4

const json = () =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(shapes).map(([key, shape]) => [
        key,
        { shape, data: Array.from({ length: size(shape) }, (_, i) => value(key, i)) },
      ]),
    ),
  )

/** An array as numpy writes it. */
function npy(shape: number[], values: Float32Array): Buffer {
  const told = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`
  const header = `${told.padEnd(117)}\n`
  const head = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.from([header.length, 0])])
  return Buffer.concat([head, Buffer.from(header, 'latin1'), Buffer.from(values.buffer)])
}

describe('mnistMlp.load', () => {
  it('reads weights.json, in the folder or in its data root', () =>
    withFolder(async (root) => {
      await mkdir(join(root, 'mnist-mlp'))
      await writeFile(join(root, 'mnist-mlp', 'weights.json'), json())
      for (const data of [root, join(root, 'mnist-mlp')]) {
        const { weights, source } = await mnistMlp.load({ data })
        expect(source).toEqual({ from: 'option', folder: join(root, 'mnist-mlp') })
        for (const [key, shape] of Object.entries(shapes)) {
          const tensor = weights[key as keyof typeof weights]
          expect([tensor.shape, tensor.dtype]).toEqual([shape, 'float32'])
          expect(tensor.dataSync()[3]).toBe(value(key, 3))
        }
        tf.dispose(Object.values(weights))
      }
    }))

  it('reads weights.npz', () =>
    withFolder(async (data) => {
      const entries = Object.entries(shapes).map(([key, shape]) => ({
        name: `${key}.npy`,
        data: npy(
          shape,
          Float32Array.from({ length: size(shape) }, (_, i) => value(key, i)),
        ),
      }))
      await writeFile(join(data, 'weights.npz'), Buffer.concat(writeZip(entries)))
      const { weights } = await mnistMlp.load({ data })
      expect(weights.W2.shape).toEqual([50, 100])
      expect(weights.W2.dataSync()[4999]).toBe(value('W2', 4999))
      tf.dispose(Object.values(weights))
    }))

  it('says what is wrong', () =>
    withFolder(async (data) => {
      await expect(mnistMlp.load({ data })).rejects.toMatchObject({ code: 'DATA' })
      await writeFile(join(data, 'weights.json'), '{"W1": {"data": [1]}}')
      await expect(mnistMlp.load({ data })).rejects.toThrow('W1 must have 39200 values. Received: 1.')
      await writeFile(join(data, 'weights.json'), '{"W1": 3}')
      await expect(mnistMlp.load({ data })).rejects.toThrow('W1 must hold numbers. Received: undefined.')
      await writeFile(join(data, 'weights.json'), '{')
      await expect(mnistMlp.load({ data })).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    }))

  const [real, images] = [realData('mnist-mlp'), realData('mnist')]
  it.skipIf(!real || !images)('the real weights give the logits of numpy', async () => {
    const { weights } = await mnistMlp.load({ data: real! })
    const { W1, b1, W2, b2, W3, b3 } = weights
    const { train, test } = await mnist.load({ data: images!, flatten: true, limit: { train: 1, test: 5 } })
    const logits = tf.tidy(() => {
      const first = test.x.matMul(W1).add(b1).sigmoid()
      return first.matMul(W2).add(b2).sigmoid().matMul(W3).add(b3)
    })
    const expected = JSON.parse(await readFile(join(real!, 'expected.json'), 'utf8'))
    expect(logits).toBeAllclose(expected.logits_first5, { atol: 2e-5, rtol: 1e-5 })
    tf.dispose([...Object.values(weights), train.x, train.y, test.x, test.y, logits])
  })
})
