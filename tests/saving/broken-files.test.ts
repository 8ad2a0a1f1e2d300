import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Dense, Layer } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import { loadModel, loadWeights, saveModel, saveWeights } from '../../src/saving/index.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { KeratinError } from '../../src/support/errors.js'
import { configIn, replaceEntries, smallModel } from './small-model.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const path = join(folder, 'broken.keras')
let good: Buffer
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const model = await smallModel()
  await saveModel(model, path)
  good = readFileSync(path)
  model.dispose()
})

/** The error that loading these bytes ends with. */
async function failure(
  bytes: Uint8Array,
  load: (path: string) => Promise<unknown> = loadModel,
): Promise<KeratinError> {
  writeFileSync(path, bytes)
  const before = tf.memory().numTensors
  const error = await load(path).then(
    () => new Error('it was loaded'),
    (e) => e,
  )
  expect(error).toBeInstanceOf(KeratinError)
  expect(error.message).toContain(path)
  expect(error.message).not.toContain('\n')
  expect(tf.memory().numTensors, 'tensors left behind').toBe(before)
  return error
}

/** With the configuration changed in one place. */
// biome-ignore lint/suspicious/noExplicitAny: a configuration of any shape
function changed(change: (config: any) => void): Buffer {
  const config = configIn(good)
  change(config)
  return replaceEntries(good, { 'config.json': JSON.stringify(config) })
}

const layer = (config: { config: { layers: { config: Record<string, unknown> }[] } }, i: number) =>
  config.config.layers[i]!

describe('the archive', () => {
  test('a file that is not there, with the nearest name that is', async () => {
    writeFileSync(path, good)
    const error = loadModel(join(folder, 'broken.kears'))
    await expect(error).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: expect.stringContaining('broken.keras'),
    })
  })

  test.each([
    ['an empty file', () => new Uint8Array(0), /empty/],
    ['text', () => Buffer.from('hello, this is no model'), /not a zip archive/],
    ['a truncated file', () => good.subarray(0, good.length - 100), /truncated/],
    ['weights alone', () => Buffer.from(openZip(good).read('model.weights.h5')!), /without the layers/],
    [
      'another zip',
      () => replaceEntries(good, { 'config.json': null, 'word/document.xml': 'x' }),
      /no config\.json/,
    ],
    ['no weights', () => replaceEntries(good, { 'model.weights.h5': null }), /no model\.weights\.h5/],
    ['broken JSON', () => replaceEntries(good, { 'config.json': '{"class_name": ' }), /not valid JSON/],
    ['other JSON', () => replaceEntries(good, { 'config.json': '[1, 2]' }), /must be an object/],
    ['broken weights', () => replaceEntries(good, { 'model.weights.h5': new Uint8Array(999) }), /HDF5/],
    [
      'truncated weights',
      () =>
        replaceEntries(good, {
          'model.weights.h5': openZip(good).read('model.weights.h5')!.subarray(0, 3000),
        }),
      /HDF5/,
    ],
  ] as const)('%s', async (_, bytes, message) => {
    const error = await failure(bytes())
    expect(error.code).toBe('FILE_UNREADABLE')
    expect(error.message).toMatch(message)
  })

  test('an Input may be missing, as the shape is in the file once more', async () => {
    writeFileSync(
      path,
      changed((c) => c.config.layers.splice(0, 1)),
    )
    const model = await loadModel(path)
    expect(model.inputs[0]!.shape).toEqual([null, 4])
    model.dispose()
  })

  test('what Keras does not need may be missing', async () => {
    const bytes = replaceEntries(good, { 'metadata.json': null })
    writeFileSync(path, bytes)
    const model = await loadModel(path)
    expect(model.name).toBe('small')
    model.dispose()
  })
})

describe('the configuration', () => {
  test('a class that is not known is named with its layer, and the nearest one', async () => {
    const error = await failure(changed((c) => Object.assign(layer(c, 1), { class_name: 'Dens' })))
    expect(error.code).toBe('UNSUPPORTED')
    expect(error.message).toMatch(/"Dens" of layer "hidden".*Did you mean "Dense"\?.*registerLayer/)
  })

  test('settings that are unknown are passed over, missing ones take their defaults', async () => {
    writeFileSync(
      path,
      changed((c) => {
        Object.assign(layer(c, 1).config, { quantization: null, from_the_future: { x: 1 } })
        delete layer(c, 1).config.kernel_constraint
        delete layer(c, 1).config.dtype
        for (const key of ['build_config', 'registered_name']) delete c[key]
      }),
    )
    const model = await loadModel(path)
    expect(model.countParams()).toBe(4 * 3 + 3 + 12 + 3 * 2 + 2)
    model.dispose()
  })

  test.each([
    [
      'an impossible setting',
      (c) => Object.assign(layer(c, 1).config, { units: -3 }),
      'FILE_UNREADABLE',
      /"hidden".*units/,
    ],
    [
      'an unknown activation',
      (c) => Object.assign(layer(c, 1).config, { activation: 'sofmax' }),
      'UNSUPPORTED',
      /softmax/,
    ],
    [
      'a quantized layer',
      (c) =>
        Object.assign(layer(c, 1).config, {
          dtype: { class_name: 'QuantizedDTypePolicy', config: { mode: 'int8', source_name: 'float32' } },
        }),
      'UNSUPPORTED',
      /quantized/,
    ],
    ['an unknown loss', (c) => Object.assign(c.compile_config, { loss: 'cross' }), 'UNSUPPORTED', /loss/],
    ['a layer without a class', (c) => delete c.config.layers[1].class_name, 'FILE_UNREADABLE', /class_name/],
    [
      'layers that are no list',
      (c) => Object.assign(c.config, { layers: 7 }),
      'FILE_UNREADABLE',
      /must be a list/,
    ],
    [
      'a layer where a model should be',
      (c) => Object.assign(c, c.config.layers[1]),
      'FILE_UNREADABLE',
      /not a model/,
    ],
    // biome-ignore lint/suspicious/noExplicitAny: a configuration of any shape
  ] as [string, (config: any) => void, string, RegExp][])('%s', async (_, change, code, message) => {
    const error = await failure(changed(change))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
  })

  test('a layer that is larger than its weights in the file is refused before anything is allocated', async () => {
    const error = await failure(changed((c) => Object.assign(layer(c, 1).config, { units: 2_000_000_000 })))
    expect(error.message).toMatch(/"hidden".*kernel.*\[4, 2000000000\].*\[4, 3\]/)
  })

  test('a layer without weights in the file, and one with too many', async () => {
    const extra = { module: 'keras.layers', class_name: 'Dense', config: { name: 'extra', units: 2 } }
    const missing = await failure(changed((c) => c.config.layers.push(extra)))
    expect(missing.message).toMatch(/"extra".*no weight "kernel"/)
    const fewer = await failure(changed((c) => Object.assign(layer(c, 3).config, { use_bias: false })))
    expect(fewer.message).toMatch(/"classes".*1 weights.*more/)
  })

  test('with compile: false what the model was compiled with does not matter', async () => {
    writeFileSync(
      path,
      changed((c) => Object.assign(c.compile_config, { loss: 'cross', optimizer: 7 })),
    )
    const model = await loadModel(path, { compile: false })
    expect(model.isCompiled).toBe(false)
    model.dispose()
  })
})

describe('layers of your own', () => {
  class Scale extends Layer {
    static override readonly className = 'Scale'
    override call(x: tf.Tensor) {
      return tf.mul(x, 3)
    }
  }

  test('are loaded when given, and asked for when not', async () => {
    const model = new Sequential([new Scale({ inputShape: [2], name: 'times' }), Dense(1)])
    await saveModel(model, path)
    const bytes = readFileSync(path)
    expect(configIn(bytes).config.layers[1]).toMatchObject({
      class_name: 'Scale',
      registered_name: 'Custom>Scale',
    })
    const error = await failure(bytes)
    expect(error.code).toBe('UNSUPPORTED')
    expect(error.message).toMatch(/"Scale" of layer "times".*customObjects/)
    const loaded = await loadModel(path, { customObjects: { Scale } })
    expect(loaded.getLayer('times')).toBeInstanceOf(Scale)
    for (const m of [model, loaded]) m.dispose()
  })
})

describe('losses and metrics of your own', () => {
  const halved = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.div(tf.abs(tf.sub(yTrue, yPred)), 2), -1)
  const off = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.sub(yTrue, yPred), -1)

  test('are kept by name and asked for', async () => {
    const model = new Sequential([Dense(1, { inputShape: [2] })])
    model.compile({ loss: halved, metrics: [off] })
    await saveModel(model, path)
    const bytes = readFileSync(path)
    expect(configIn(bytes).compile_config).toMatchObject({ loss: 'halved', metrics: ['off'] })
    const error = await failure(bytes)
    expect(error.message).toMatch(/"halved"/)
    const loaded = await loadModel(path, { customObjects: { halved, off } })
    const data = [tf.ones([4, 2]), tf.zeros([4, 1])] as const
    const options = { returnDict: true, verbose: 0 } as const
    expect(await loaded.evaluate(...data, options)).toEqual(await model.evaluate(...data, options))
    tf.dispose([...data])
    for (const m of [model, loaded]) m.dispose()
  })
})

describe('writing', () => {
  test('another ending, a folder that is not there, a file that must stay', async () => {
    const model = new Sequential([Dense(1, { inputShape: [1] })])
    await expect(saveModel(model, join(folder, 'x.onnx'))).rejects.toMatchObject({ code: 'ARGUMENT' })
    await expect(saveModel(model, join(folder, 'none', 'x.keras'))).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    })
    writeFileSync(path, 'mine')
    await expect(saveModel(model, path, { overwrite: false })).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
    })
    expect(readFileSync(path, 'utf8')).toBe('mine')
    await model.save(path)
    expect(openZip(readFileSync(path)).names).toEqual(['metadata.json', 'config.json', 'model.weights.h5'])
    model.dispose()
  })

  test('a model that has no input shape yet is saved with its layers', async () => {
    const model = new Sequential([Dense(2, { name: 'later' })])
    await saveModel(model, path)
    const loaded = await loadModel(path)
    expect(loaded.built).toBe(false)
    expect(loaded.layers.map((l) => l.name)).toEqual(['later'])
  })
})

describe('weights alone', () => {
  test('a file of other layers changes nothing', async () => {
    const weights = join(folder, 'other.weights.h5')
    const other = new Sequential([Dense(3, { inputShape: [4] }), Dense(3)])
    await saveWeights(other, weights)
    const model = new Sequential([
      Dense(3, { inputShape: [4], kernelInitializer: 'zeros', name: 'a' }),
      Dense(2, { name: 'b' }),
    ])
    const before = model.weights.map((w) => [...w.data()])
    const load = loadWeights(model, weights)
    await expect(load).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/"b".*\[3, 2\].*\[3, 3\]/),
    })
    expect(model.weights.map((w) => [...w.data()])).toEqual(before)
    for (const m of [model, other]) m.dispose()
  })

  test('before there are weights', async () => {
    const load = loadWeights(new Sequential([Dense(2)]), join(folder, 'x.weights.h5'))
    await expect(load).rejects.toMatchObject({ code: 'NOT_BUILT' })
  })
})
