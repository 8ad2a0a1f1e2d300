import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { BatchNormalization, Dense, Input, multiply, subtract } from '../../src/layers/index.js'
import { Model, Sequential } from '../../src/model/index.js'
import { readHdf5 } from '../../src/saving/hdf5/read-hdf5.js'
import { loadModel, modelFromJSON, modelToJSON, saveModel } from '../../src/saving/index.js'
import { openZip } from '../../src/saving/zip/read-zip.js'
import { Adam, type CompileOptions, ExponentialDecay, RMSprop, SGD } from '../../src/training/index.js'
import { expectNoLeak } from '../harness/leaks.js'
import { smallModel } from './small-model.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const path = join(folder, 'model.keras')
const date = new Date('2026-01-02T03:04:05Z')
afterAll(() => rmSync(folder, { recursive: true }))

const entry = (name: string) => openZip(readFileSync(path)).read(name)!
const text = (name: string) => Buffer.from(entry(name)).toString()

describe('training goes on where it stopped', () => {
  const x = tf.tensor(
    Array.from({ length: 32 }, (_, i) => Math.sin(i)),
    [8, 4],
  )
  const y = tf.tensor(
    Array.from({ length: 16 }, (_, i) => Math.cos(i)),
    [8, 2],
  )
  const fit = { batchSize: 4, shuffle: false, verbose: 0 } as const

  test.each<[string, () => CompileOptions['optimizer']]>([
    ['Adam', () => new Adam()],
    ['Adam with amsgrad and averages', () => new Adam({ amsgrad: true, useEma: true })],
    ['Adam with accumulated gradients', () => new Adam({ gradientAccumulationSteps: 3 })],
    ['Adam on a schedule', () => new Adam({ learningRate: new ExponentialDecay(0.01, 3, 0.5) })],
    ['SGD without momentum', () => new SGD({ learningRate: 1 })],
    ['SGD with momentum', () => new SGD({ learningRate: 0.1, momentum: 0.9, nesterov: true })],
    ['centered RMSprop', () => new RMSprop({ momentum: 0.5, centered: true })],
  ])('%s', async (_, optimizer) => {
    const model = new Sequential([
      Input({ shape: [4] }),
      Dense(5, { activation: 'tanh' }),
      BatchNormalization(),
      Dense(2),
    ])
    model.compile({ optimizer: optimizer(), loss: 'mse', metrics: ['mae'] })
    await model.fit(x, y, { ...fit, epochs: 2 })
    await saveModel(model, path)
    const loaded = await loadModel(path)
    expect(loaded.optimizer!.iterations).toBe(model.optimizer!.iterations)
    expect(loaded.optimizer!.learningRate).toBe(model.optimizer!.learningRate)
    const [unbroken, resumed] = [await model.fit(x, y, fit), await loaded.fit(x, y, fit)]
    expect(resumed.history).toEqual(unbroken.history)
    for (const [i, w] of loaded.weights.entries())
      expect([...w.data()]).toEqual([...model.weights[i]!.data()])
    for (const m of [model, loaded]) m.dispose()
  })

  test('a learning rate that was changed is kept', async () => {
    const model = await smallModel()
    model.optimizer!.learningRate = 0.25
    await saveModel(model, path)
    const loaded = await loadModel(path)
    expect(loaded.optimizer!.learningRate).toBe(0.25)
    for (const m of [model, loaded]) m.dispose()
  })
})

describe('the file', () => {
  test('has the entries of Keras and says when it was saved', async () => {
    const model = await smallModel()
    await saveModel(model, path, { date })
    expect(openZip(readFileSync(path)).names).toEqual(['metadata.json', 'config.json', 'model.weights.h5'])
    expect(JSON.parse(text('metadata.json'))).toEqual({
      keras_version: '3.15.1',
      date_saved: '2026-01-02@03:04:05',
    })
    model.dispose()
  })

  test('is the same for the same model and date', async () => {
    const model = await smallModel()
    await saveModel(model, path, { date })
    const first = readFileSync(path)
    await saveModel(model, path, { date })
    expect(readFileSync(path).equals(first)).toBe(true)
    model.dispose()
  })

  test('holds weights and state where Keras looks for them', async () => {
    const model = await smallModel()
    await saveModel(model, path)
    await readHdf5(entry('model.weights.h5'), (file) => {
      expect([...file.read('/layers/dense/vars/0', [4, 3])]).toEqual([...model.weights[0]!.data()])
      expect(file.has('/layers/batch_normalization/vars/3')).toBe(true)
      expect(file.has('/layers/dense_1/vars/1')).toBe(true)
      expect([...file.read('/optimizer/vars/0', [])]).toEqual([2])
      expect(file.read('/optimizer/vars/1', [])[0]).toBeCloseTo(0.001, 9)
    })
    model.dispose()
  })

  test('tells floats from integers, as Python does', async () => {
    const model = new Sequential([Dense(1, { inputShape: [1] })])
    model.compile({ optimizer: new SGD({ learningRate: 1 }), loss: 'mse' })
    await saveModel(model, path)
    expect(text('config.json')).toMatch(/"learning_rate": 1\.0, .*"momentum": 0\.0/)
    expect(text('config.json')).toContain('"units": 1,')
    model.dispose()
  })

  test('saving and loading leave no tensors behind', async () => {
    const model = await smallModel()
    await expectNoLeak(async () => {
      await saveModel(model, path)
      const loaded = await loadModel(path)
      loaded.dispose()
    })
    model.dispose()
  })
})

describe('functional models', () => {
  test('inputs and outputs by name, and a layer that other models call too', async () => {
    const left = Input({ shape: [3], name: 'left' })
    const right = Input({ shape: [3], name: 'right' })
    const shared = Dense(2, { name: 'shared' })
    shared(Input({ shape: [3] }))
    const [a, b] = [shared(left), shared(right)]
    const model = new Model({
      inputs: { right, left },
      outputs: { sum: multiply([a, b]), difference: subtract([a, b]) },
    })
    const x = { left: tf.ones([2, 3]), right: tf.fill([2, 3], 2) }
    await saveModel(model, path)
    const loaded = await loadModel(path)
    const [wanted, found] = [await model.predict(x), await loaded.predict(x)]
    expect(Object.keys(found).sort()).toEqual(['difference', 'sum'])
    for (const name of ['sum', 'difference'])
      expect(found[name]).toBeAllclose(wanted[name], { atol: 0, rtol: 0 })
    tf.dispose([x, wanted, found])
    for (const m of [model, loaded]) m.dispose()
  })

  test('a layer that is called twice on its own output', () => {
    const x = Input({ shape: [3] })
    const twice = Dense(3, { name: 'twice' })
    const model = new Model({ inputs: x, outputs: twice(twice(x)) })
    const again = modelFromJSON(modelToJSON(model))
    expect(again.getLayer('twice').nodes).toHaveLength(2)
    expect(JSON.parse(modelToJSON(again))).toEqual(JSON.parse(modelToJSON(model)))
    for (const m of [model, again]) m.dispose()
  })

  test('a graph that runs in a circle is refused', () => {
    const x = Input({ shape: [3] })
    const model = new Model({ inputs: x, outputs: Dense(3, { name: 'b' })(Dense(3, { name: 'a' })(x)) })
    const json = JSON.parse(modelToJSON(model))
    json.config.layers[1].inbound_nodes[0].args[0].config.keras_history = ['b', 0, 0]
    expect(() => modelFromJSON(json)).toThrow(/tensor that no layer of the file makes/)
    model.dispose()
  })
})
