import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { loadModel } from '../../src/saving/index.js'
import { type GoldenTensor, toTensor } from '../harness/golden.js'

interface Expected {
  x: GoldenTensor
  y: GoldenTensor
  /** The weights by their paths, after two more steps. */
  after: Record<string, Record<string, GoldenTensor>>
}

const folder = fileURLToPath(new URL('./fixtures/states', import.meta.url))
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected
let data: [tf.Tensor, tf.Tensor]

beforeAll(async () => {
  await tf.ready()
  data = [toTensor(expected.x), toTensor(expected.y)]
})
const written = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => {
  tf.dispose(data)
  rmSync(written, { recursive: true })
})

const twoSteps = { epochs: 2, batchSize: 6, shuffle: false, verbose: 0 } as const

describe('training goes on from the state that older versions kept', () => {
  test.each(Object.entries(expected.after))('%s', async (name, weights) => {
    const model = await loadModel(join(folder, name))
    await model.fit(...data, twoSteps)
    expect(model.weights).toHaveLength(Object.keys(weights).length)
    for (const weight of model.weights) {
      const path = weight.path.split('/').slice(-2).join('/')
      expect(weight.read(), path).toBeAllclose(weights[path]!, { atol: 1e-5, rtol: 1e-4 })
    }
    model.dispose()
  })
})

describe('a state that belongs to other weights is told, and training starts afresh', () => {
  /** The same file of a model that would keep a third array for each weight. */
  const withAmsgrad = (name: string): string => {
    const bytes = readFileSync(join(folder, name))
    const place = bytes.indexOf('"amsgrad": false')
    expect(place).toBeGreaterThan(0)
    bytes.write('"amsgrad": true ', place)
    writeFileSync(join(written, name), bytes)
    return join(written, name)
  }

  test.each([
    [
      'of Keras 2.2, which has an array of another shape in its place',
      () => withAmsgrad('keras-2.2-adam.h5'),
    ],
    ['of Keras 2.4', () => withAmsgrad('keras-2.4-adam.h5')],
    ['of Keras 2.13', () => withAmsgrad('keras-2.13-adam.h5')],
    ['of two biases that are one now', () => join(folder, 'keras-2.2-cudnn-adam.h5')],
  ])('%s', async (_, path) => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const model = await loadModel(path())
    expect(warned.mock.calls.flat()).toContainEqual(
      expect.stringMatching(/\.h5: the state of the optimizer belongs to other weights and starts afresh/),
    )
    expect(model.optimizer!.iterations).toBe(0)
    model.dispose()
  })
})
