import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { checkedModels, numbers } from '../../scripts/keras-check/models.js'
import { tf } from '../../src/engine/index.js'
import { Dense, Input, TextVectorization } from '../../src/layers/index.js'
import { type FormatName, Model, Sequential } from '../../src/model/index.js'
import { formats } from '../../src/saving/formats.js'
import { loadModel, modelFromJSON, saveModel, saveWeights } from '../../src/saving/index.js'
import { drawAnywhere } from '../harness/share.js'
import { smallModel } from './small-model.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A name for a file of that format. */
const pathFor = (name: FormatName, place = folder): string => {
  const [ending] = formats.find((one) => one.name === name)!.endings
  return ending?.startsWith('.') ? join(place, `model${ending}`) : join(place, name)
}

/** The bytes of a file, or of all in a folder. */
const bytesAt = (path: string): Buffer =>
  existsSync(path) && readdirSync(folder).includes(path.slice(folder.length + 1)) && isFolder(path)
    ? Buffer.concat(
        readdirSync(path)
          .sort()
          .map((name) => readFileSync(join(path, name))),
      )
    : readFileSync(path)

const isFolder = (path: string): boolean => {
  try {
    readdirSync(path)
    return true
  } catch {
    return false
  }
}

const outputsOf = async (model: Model, inputs: readonly tf.Tensor[]): Promise<number[]> => {
  const found = await model.predict(inputs.length > 1 ? [...inputs] : inputs[0]!, { verbose: 0 })
  const list = found instanceof tf.Tensor ? [found] : (Object.values(found) as tf.Tensor[])
  const values = list.flatMap((t) => [...t.dataSync()])
  tf.dispose(list)
  return values
}

describe.each(Object.keys(checkedModels))('a model of kind "%s"', (name) => {
  const isDrawn = drawAnywhere(`written ${name}`, 3)
  const written = formats.filter((one) => one.name !== 'json' && isDrawn())
  test.each(written.map((one) => one.name))('comes back from %s', async (format) => {
    const { model, inputs, inStock } = await checkedModels[name]!()
    const path = pathFor(format)
    if (format === 'tfjs' && !inStock) {
      await expect(saveModel(model, path, { format })).rejects.toThrow(/Layer ".*TensorFlow\.js/)
      model.dispose()
      return
    }
    await saveModel(model, path, { format })
    const isWhole = formats.find((one) => one.name === format)!.holds === 'model'
    const back = isWhole ? await loadModel(path) : modelFromJSON(model.toJSON())
    if (!isWhole) await back.loadWeights(path)
    const [wanted, found] = [await outputsOf(model, inputs), await outputsOf(back, inputs)]
    expect(found).toHaveLength(wanted.length)
    for (const [i, v] of found.entries()) expect(v).toBeCloseTo(wanted[i]!, 6)
    // the state of the optimizer is in what Keras writes; TensorFlow.js has no place for it
    if (model.optimizer && ['keras', 'h5'].includes(format)) {
      expect(back.optimizer!.variables).toHaveLength(model.optimizer.variables.length)
      for (const [i, v] of back.optimizer!.variables.entries())
        expect([...v.data()]).toEqual([...model.optimizer.variables[i]!.data()])
    }
    if (model.optimizer && format === 'tfjs') expect(back.optimizer!.name).toBe(model.optimizer.name)
    model.dispose()
    back.dispose()
  })
})

describe('files', () => {
  test.each(formats.map(({ name }) => name))('of %s are the same on every writing', async (format) => {
    const model = await smallModel()
    const path = pathFor(format)
    await saveModel(model, path, { format })
    const first = bytesAt(path)
    vi.useFakeTimers({ now: Date.now() + 100_000_000, toFake: ['Date'] })
    await saveModel(model, path, { format })
    vi.useRealTimers()
    expect(bytesAt(path).equals(first)).toBe(true)
    model.dispose()
  })

  test.each(formats.map(({ name }) => name))('of %s keep labels, or say that they do not', async (format) => {
    const model = await smallModel()
    model.metadata = { labels: ['cat', 'dog'] }
    const { holds, lost } = formats.find((one) => one.name === format)!
    const says = lost(model).includes('labels and how samples become input')
    if (holds === 'model') {
      await saveModel(model, pathFor(format), { format })
      const back = await loadModel(pathFor(format))
      expect(back.metadata).toEqual(model.metadata)
      back.dispose()
    }
    expect(says).toBe(holds !== 'model')
    model.dispose()
  })

  test.each(formats.map(({ name, halves }) => [name, halves ?? false] as const))(
    'of %s in half precision: %s',
    async (format, able) => {
      const model = new Sequential([
        Input({ shape: [3] }),
        Dense(2, { kernelInitializer: 'ones', biasInitializer: 'ones' }),
      ])
      // a third is between two numbers of half precision; the largest error is half of their distance
      model.setWeights([tf.fill([3, 2], 1 / 3), tf.tensor([65504, 2 ** -24])])
      const saving = saveModel(model, pathFor(format), { format, float16: true })
      if (!able) await expect(saving).rejects.toThrow('half precision')
      else {
        await saving
        const back = modelFromJSON(model.toJSON())
        await back.loadWeights(pathFor(format))
        const [kernel, bias] = back.weights.map((w) => [...w.data()])
        expect(kernel).toEqual(Array(6).fill(0.333251953125))
        expect(bias).toEqual([65504, 2 ** -24])
        back.dispose()
        model.setWeights([tf.fill([3, 2], 1e5), tf.zeros([2])])
        await expect(saveModel(model, pathFor(format), { format, float16: true })).rejects.toThrow(
          /kernel" holds 100000: float16 ends at 65504/,
        )
      }
      model.dispose()
    },
  )

  test('that are there stay if they must not be replaced', async () => {
    const model = await smallModel()
    for (const { name: format } of formats) {
      const path = pathFor(format)
      await saveModel(model, path, { format })
      await expect(saveModel(model, path, { format, overwrite: false })).rejects.toThrow('exists already')
    }
    model.dispose()
  })

  test('of a folder leave others in it alone, and no temporary ones', async () => {
    const model = await smallModel()
    const path = join(folder, 'site')
    await saveModel(model, path, { format: 'tfjs' })
    await saveModel(model, join(path, 'model.json'))
    await saveModel(model, join(path, 'beside.npz'))
    await saveModel(model, path, { format: 'tfjs' })
    expect(readdirSync(path).sort()).toEqual(['beside.npz', 'group1-shard1of1.bin', 'model.json'])
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
    model.dispose()
  })

  test('of many weights are in files of 4 MB', async () => {
    const model = new Sequential([Input({ shape: [1500] }), Dense(1500)])
    const path = join(folder, 'large')
    await saveModel(model, path, { format: 'tfjs' })
    const sizes = [1, 2, 3].map((i) => readFileSync(join(path, `group1-shard${i}of3.bin`)).length)
    expect(sizes).toEqual([2 ** 22, 2 ** 22, 1501 * 1500 * 4 - 2 ** 23])
    model.dispose()
  })
})

test('numbers in half precision are those that NumPy rounds to', async () => {
  const values = [Number.NaN, -Infinity, -0, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -25, -1.5 * 2 ** -24, 65519]
  const rounded = [Number.NaN, -Infinity, -0, 1, 1 + 2 ** -9, 0, -(2 ** -23), 65504]
  const model = new Sequential([Input({ shape: [8] }), Dense(1, { useBias: false })])
  model.setWeights([tf.tensor2d(values, [8, 1])])
  await saveModel(model, pathFor('safetensors'), { format: 'safetensors', float16: true })
  await model.loadWeights(pathFor('safetensors'))
  expect([...model.weights[0]!.data()]).toEqual(rounded)
  model.dispose()
})

describe('what cannot be written', () => {
  test('is refused by name', async () => {
    const model = await smallModel()
    await expect(saveModel(model, 'model.onnx')).rejects.toThrow(
      'a name ending in .keras, .npz, .weights.h5, .h5, .safetensors or model.json',
    )
    await expect(saveModel(model, 'layers.json')).rejects.toThrow('For the layers alone')
    await expect(saveWeights(model, 'model.keras')).rejects.toThrow('a name ending in .npz, .weights.h5 or')
    await expect(saveModel(model, 'x', { format: 'onnx' as never })).rejects.toThrow('Unknown format "onnx"')
    model.dispose()
  })

  test('in HDF5: a vocabulary that was learned', async () => {
    const layer = TextVectorization()
    layer.adapt(['a b c', 'a b'])
    const model = new Sequential([Input({ shape: [1], dtype: 'string' }), layer])
    await expect(saveModel(model, pathFor('h5'))).rejects.toThrow(
      /TextVectorization.* has learned a vocabulary/,
    )
    model.dispose()
  })

  test.each(['.', 'a\0b', 'a'.repeat(5000)])(
    'in HDF5: a layer of a name that is none there',
    async (name) => {
      const model = new Sequential([Input({ shape: [2] }), Dense(2, { name })])
      await expect(saveModel(model, pathFor('h5'))).rejects.toMatchObject({
        code: 'FILE_UNWRITABLE',
        message: expect.stringMatching(
          /HDF5 files cannot hold what has the name ".{1,66}"\. Give it another name/,
        ),
      })
      await saveModel(model, pathFor('keras'))
      const back = await loadModel(pathFor('keras'))
      expect(back.layers[0]!.name).toBe(name)
      const x = numbers([4, 2], 1)
      expect(await outputsOf(back, [x])).toEqual(await outputsOf(model, [x]))
      for (const one of [model, back]) one.dispose()
    },
  )

  test('but a vocabulary that was given is a setting, and so are its weights', async () => {
    const given = { outputMode: 'tf_idf', vocabulary: ['a', 'b'], idfWeights: [0.5, 2] } as const
    const model = new Sequential([Input({ shape: [1], dtype: 'string' }), TextVectorization(given)])
    const texts = tf.tensor2d(['a b a', 'c'], [2, 1])
    await saveModel(model, pathFor('h5'))
    const back = await loadModel(pathFor('h5'))
    const wanted = await outputsOf(model, [texts])
    expect(wanted.some((v) => v > 0)).toBe(true)
    expect(await outputsOf(back, [texts])).toEqual(wanted)
    for (const one of [model, back]) one.dispose()
    texts.dispose()
  })

  test('in TensorFlow.js: layers of one name in two models', async () => {
    const block = (name: string) =>
      new Sequential([Input({ shape: [2] }), Dense(2, { name: 'same' })], { name })
    const input = Input({ shape: [2] })
    const [a, b] = [block('a'), block('b')]
    const model = new Model(input, b(a(input)))
    await expect(saveModel(model, pathFor('tfjs'), { format: 'tfjs' })).rejects.toThrow('"same/kernel"')
    // where names of layers do not tell weights apart, those of models do
    await saveModel(model, pathFor('npz'))
    const x = numbers([4, 2], 1)
    const back = modelFromJSON(model.toJSON())
    await back.loadWeights(pathFor('npz'))
    expect(await outputsOf(back, [x])).toEqual(await outputsOf(model, [x]))
    for (const m of [model, back]) m.dispose()
  })
})
