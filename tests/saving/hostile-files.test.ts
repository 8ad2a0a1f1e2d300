import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { readHdf5 } from '../../src/saving/hdf5/read-hdf5.js'
import { loadModel, modelFromJSON, saveModel } from '../../src/saving/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { limits } from '../../src/support/limits.js'
import { configIn, replaceEntries, smallModel } from './small-model.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const fixtures = fileURLToPath(new URL('./fixtures', import.meta.url))
let good: Buffer
beforeAll(async () => {
  const model = await smallModel()
  await saveModel(model, join(folder, 'good.keras'))
  good = readFileSync(join(folder, 'good.keras'))
  model.dispose()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The error that loading ends with, as it does for every file. */
async function refused(path: string): Promise<KeratinError> {
  const before = tf.memory().numTensors
  const error = await loadModel(path).then(
    () => new Error('it was loaded'),
    (e) => e,
  )
  expect(error).toBeInstanceOf(KeratinError)
  expect(error.message.length).toBeLessThan(2000)
  expect(tf.memory().numTensors).toBe(before)
  return error
}

function written(name: string, data: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, data)
  return path
}

describe('what is no regular file', () => {
  test('a pipe is refused at once', async () => {
    const path = join(folder, 'pipe.keras')
    execFileSync('mkfifo', [path])
    expect((await refused(path)).message).toMatch(/regular file/)
  })

  test('a device is refused at once', async () => {
    expect((await refused('/dev/zero')).message).toMatch(/regular file/)
  })

  test('a folder without a model says how models are called', async () => {
    const path = join(folder, 'empty')
    mkdirSync(path)
    expect((await refused(path)).message).toMatch(/model\.json/)
  })

  test('an address without https', async () => {
    expect((await refused('http://example.org/model.json')).code).toBe('ARGUMENT')
  })
})

describe('configurations', () => {
  test('a name of a million characters', async () => {
    const config = configIn(good)
    config.config.layers[1].class_name = 'D'.repeat(1e6)
    const path = written('long.keras', replaceEntries(good, { 'config.json': JSON.stringify(config) }))
    expect((await refused(path)).message).toMatch(/impossibly long/)
  })

  test('gigabytes of zeros, packed small', async () => {
    const zeros = deflateRawSync(Buffer.alloc(200 * 2 ** 20))
    const path = written('zeros.keras', packed('config.json', zeros, 200 * 2 ** 20))
    expect((await refused(path)).message).toMatch(/too large/)
  })

  test('lists in lists in lists', async () => {
    const deep = `${'['.repeat(1e6)}${']'.repeat(1e6)}`
    const path = written('deep.keras', replaceEntries(good, { 'config.json': deep }))
    expect((await refused(path)).message).toMatch(/too deep/)
    expect(() => modelFromJSON(`{"class_name": "Sequential", "config": ${deep}}`)).toThrow(/too deep/)
  })

  test('a layer larger than memory, whose weights are not in the file', async () => {
    const config = configIn(good)
    config.config.layers[1].config.units = 1e9
    const path = written('huge.keras', replaceEntries(good, { 'config.json': JSON.stringify(config) }))
    const { message } = await refused(path)
    expect(message).toMatch(/hidden/)
    expect(message).toMatch(/kernel/)
  })

  test('Python code is named and not run', async () => {
    const layer = { class_name: 'Lambda', config: { name: 'lambda_1', function: ['4wAAAA==\n', null, null] } }
    const json = { class_name: 'Sequential', keras_version: '2.2.4', config: { name: 's', layers: [layer] } }
    expect(() => modelFromJSON(json)).toThrow(/lambda_1.*Python code.*customObjects: \{ lambda_1/s)
    const model = modelFromJSON(json, { customObjects: { lambda_1: (x: tf.Tensor) => tf.mul(x, 2) } })
    expect(model.layers).toHaveLength(1)
  })
})

describe('HDF5', () => {
  test('a file in which the library hangs is given up', async () => {
    // seconds otherwise
    vi.spyOn(limits, 'hdf5Milliseconds').mockReturnValue(200)
    const hanging = fileURLToPath(new URL('./hdf5/fixtures/hang-global-heap.h5', import.meta.url))
    const read = readHdf5(readFileSync(hanging), (file) =>
      file.members('/layers').map((name) => file.texts(`/layers/${name}/vars`, 'name')),
    )
    await expect(read).rejects.toThrow(/reasonable time/)
    vi.restoreAllMocks()
    // loading it does not read texts that are not needed
    expect((await refused(hanging)).code).toBe('FILE_UNREADABLE')
    // and the next one is read
    const model = await loadModel(join(fixtures, 'keras-2.2-nested.h5'))
    model.dispose()
  })
})

describe('weights beside a model', () => {
  const model = (manifest: unknown) =>
    written(
      'model.json',
      JSON.stringify({
        modelTopology: { class_name: 'Sequential', config: [dense] },
        weightsManifest: manifest,
      }),
    )
  const dense = {
    class_name: 'Dense',
    config: { name: 'd', units: 1, batch_input_shape: [null, 2], activation: 'linear', use_bias: false },
  }
  const kernel = { name: 'd/kernel', shape: [2, 1], dtype: 'float32' }

  test.each([
    ['../good.keras', /outside/],
    ['/etc/passwd', /outside/],
    ['https://example.org/w.bin', /outside/],
    ['..\\w.bin', /outside/],
    ['none.bin', /missing/],
  ])('a file named %s', async (path, message) => {
    expect((await refused(model([{ paths: [path], weights: [kernel] }]))).message).toMatch(message)
  })

  test.each([
    [{ ...kernel, shape: [2 ** 30, 2 ** 30] }, /bytes/],
    [{ ...kernel, shape: [-2, 1] }, /shape/],
    [{ ...kernel, shape: [3, 1] }, /bytes/],
    [{ ...kernel, dtype: 'float128' }, /dtype/],
    [{ ...kernel, quantization: { dtype: 'uint8', scale: 'x' } }, /quantization/],
    [{ ...kernel, name: 'e/kernel' }, /belongs to no layer/],
  ])('a weight that says %o', async (weight, message) => {
    written('w.bin', new Uint8Array(8))
    expect((await refused(model([{ paths: ['w.bin'], weights: [weight] }]))).message).toMatch(message)
  })

  test('one of the right size is read', async () => {
    written('w.bin', new Uint8Array(Float32Array.of(2, 3).buffer))
    const loaded = await loadModel(model([{ paths: ['w.bin'], weights: [kernel] }]))
    const y = (await loaded.predict(tf.tensor([[1, 1]]))) as tf.Tensor
    expect(y).toBeAllclose([[5]], { atol: 1e-6 })
    tf.dispose(y)
    loaded.dispose()
  })
})

/** An archive with one entry, deflated, that unpacks to `size` bytes. */
function packed(name: string, data: Uint8Array, size: number): Buffer {
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(size, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(data.length, 20)
  central.writeUInt32LE(size, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + data.length, 16)
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end])
}
