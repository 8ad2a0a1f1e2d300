import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import type { Model } from '../../src/model/index.js'
import { loadModel, modelFromJSON } from '../../src/saving/index.js'
import { realData } from '../harness/real-data.js'

interface Numbers {
  shape: number[]
  dtype?: string
  data?: number[]
  first?: number[]
  sum?: number
  /** Words: numbers are below it. */
  times?: number
}

interface Expected {
  inputs: Numbers[]
  outputs?: Numbers[]
  written?: { inputs: Numbers[]; outputs: Numbers[] }
}

beforeAll(() => tf.ready())

/** The numbers that the expected values were made from. */
function generated(inputs: readonly Numbers[]): tf.Tensor[] {
  let seed = 7
  const next = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed / 2147483648
  }
  return inputs.map(({ shape, dtype, data, times }) => {
    const size = shape.reduce((n, d) => n * d, 1)
    const values = dtype === 'int32' ? new Int32Array(size) : new Float32Array(size)
    for (let i = 0; i < size; i++) values[i] = data ? data[i]! : times ? Math.floor(next() * times) : next()
    return tf.tensor(values, shape)
  })
}

async function expectOutputs(
  model: Model,
  inputs: readonly Numbers[],
  outputs: readonly Numbers[],
  tolerance = 1e-5,
) {
  const x = generated(inputs)
  const y = [await model.predict(x.length === 1 ? x[0]! : x)].flat() as tf.Tensor[]
  for (const [i, tensor] of y.entries()) {
    const { shape, data, first } = outputs[i]!
    expect(tensor.shape).toEqual(shape)
    const found = tensor.dataSync()
    const wanted = (data ?? first)!
    const largest = Math.max(1, ...wanted.map(Math.abs))
    const off = Math.max(...wanted.map((v, k) => Math.abs(v - found[k]!)))
    expect(off / largest, 'largest difference').toBeLessThan(tolerance)
  }
  tf.dispose([x, y])
}

const one = (x: tf.Tensor) => tf.sub(tf.div(x, 127.5), 1)

async function open(folder: string): Promise<Model> {
  const names = readdirSync(folder)
  const options = { compile: false, customObjects: { lambda_1: one } }
  if (!names.includes('weights.h5')) {
    const file = names.find((name) => /\.(h5|hdf5)$/.test(name))
    return loadModel(file ? join(folder, file) : folder, options)
  }
  const model = modelFromJSON(readFileSync(join(folder, 'architecture.json'), 'utf8'))
  await model.loadWeights(join(folder, 'weights.h5'))
  return model
}

describe.each(['real-models', 'real-models-h5'])('%s', (collection) => {
  const folder = realData(collection)
  const names = folder ? readdirSync(folder).filter((n) => existsSync(join(folder, n, 'expected.json'))) : []

  it.skipIf(!folder)('has models', () => expect(names.length).toBeGreaterThan(0))

  it.each(names)('%s', async (name) => {
    const model = await open(join(folder!, name))
    const { inputs, outputs } = JSON.parse(
      readFileSync(join(folder!, name, 'expected.json'), 'utf8'),
    ) as Expected
    await expectOutputs(model, inputs, outputs!, name.startsWith('graph') ? 1e-4 : 1e-5)
    model.dispose()
  })
})

const archive = realData('keras-archive')

it.skipIf(!archive)(
  'files of the archive load and agree with Keras, or are refused by the layer',
  async () => {
    const index = JSON.parse(readFileSync(join(archive!, 'index.json'), 'utf8')) as Record<string, Expected>
    const cases = Object.entries(index)
    // the whole takes a minute
    const some = process.env.KERATIN_TEST_FULL ? cases : cases.filter((_, i) => i % 8 === 0)
    for (const [name, { inputs, outputs, written }] of some) {
      let model: Model
      try {
        model = await loadModel(join(archive!, name), { compile: false })
      } catch (error) {
        expect((error as Error).message, name).toMatch(/layer ".*(Python code|operator of TensorFlow)/)
        continue
      }
      if (outputs) await expectOutputs(model, inputs, outputs)
      if (written) await expectOutputs(model, written.inputs, written.outputs)
      model.dispose()
    }
  },
  600_000,
)

const teachable = realData('real-models')

it.skipIf(!teachable)('what lies beside a model of Teachable Machine says how it is used', async () => {
  const model = await loadModel(join(teachable!, 'teachable-image'))
  expect(model.metadata).toEqual({
    labels: ['Rice', 'Noodle', 'Fish & Chips'],
    input: expect.objectContaining({ kind: 'image', shape: [224, 224, 3], offset: -1, crop: true }),
  })
  model.dispose()
})
