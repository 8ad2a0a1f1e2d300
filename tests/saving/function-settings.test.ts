import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  Bidirectional,
  Dense,
  Input,
  initializers,
  LSTM,
  loadModel,
  modelFromJSON,
  Sequential,
  tf,
} from '../../src/index.js'
import { modelToJSON } from '../../src/saving/model-json.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const threes = (shape: readonly number[]) => tf.mul(tf.ones([...shape]), 3)
const tenth = (w: tf.Tensor) => tf.mul(tf.sum(tf.abs(w)), 0.1)
const atMostOne = (w: tf.Tensor) => tf.clipByValue(w, -1, 1)
const customObjects = { threes, tenth, atMostOne }
const settings = {
  kernelInitializer: threes,
  kernelRegularizer: tenth,
  activityRegularizer: tenth,
  kernelConstraint: atMostOne,
}
const model = () => new Sequential([Input({ shape: [2] }), Dense(2, settings)])
const values = (t: tf.Tensor) => [...t.dataSync()]

describe('functions as initializers, regularizers and constraints', () => {
  it('do what they say', () => {
    const made = model()
    expect(values(made.weights[0]!.read())).toEqual([3, 3, 3, 3])
    // as Keras 3.15.1: the sum of the absolute kernel and of the outputs over the batch, a tenth of each
    tf.tidy(() => {
      const layer = made.layers[0]!
      layer(tf.tensor([[1, 2]]))
      expect(layer.losses.map((t) => t.dataSync()[0])).toBeAllclose([1.8, 1.2])
    })
    made.compile({ optimizer: 'sgd', loss: 'mse' })
    made.dispose()
  })

  it('project weights after a step', async () => {
    const made = model()
    made.compile({ optimizer: 'sgd', loss: 'mse' })
    await made.fit(tf.ones([4, 2]), tf.zeros([4, 2]), { epochs: 1, verbose: 0 })
    expect(Math.max(...values(made.weights[0]!.read()))).toBe(1)
    made.dispose()
  })

  it('are saved by name as Keras saves them, and given again when loaded', async () => {
    const made = model()
    const file = join(folder, 'functions.keras')
    await made.save(file)
    const { kernel_initializer } = made.layers[0]!.getConfig()
    expect(kernel_initializer).toEqual({
      module: 'builtins',
      class_name: 'function',
      config: 'threes',
      registered_name: 'function',
    })
    await expect(loadModel(file)).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      message: expect.stringMatching(/The function "\w+" is not in the file.*customObjects/),
    })
    const again = await loadModel(file, { customObjects })
    expect(again.layers[0]!.getConfig()).toEqual(made.layers[0]!.getConfig())
    made.dispose()
    again.dispose()
  })

  it('stay with copies of a layer', () => {
    const layer = Bidirectional(LSTM(2, { kernelInitializer: threes, recurrentRegularizer: tenth }))
    layer(Input({ shape: [3, 2] }))
    for (const kernel of layer.weights.filter((v) => v.name === 'kernel'))
      expect(new Set(values(kernel.read()))).toEqual(new Set([3]))
    layer.dispose()
  })

  it('must give the shape of the weight', () => {
    const wrong = Dense(2, { kernelInitializer: () => tf.ones([3]) })
    wrong(Input({ shape: [2] }))
    expect(() => wrong.weights[0]!.read()).toThrow(/shape \[2,2\].*shape \[3\]/)
  })

  it('may be classes, as in Keras', () => {
    const layer = Dense(2, { kernelInitializer: initializers.Ones })
    layer(Input({ shape: [2] }))
    expect(values(layer.weights[0]!.read())).toEqual([1, 1, 1, 1])
    layer.dispose()
  })

  it('classes of a program are found in customObjects', async () => {
    class Sevens extends initializers.Initializer {
      static override readonly className = 'Sevens'
      override initialize(shape: readonly number[]) {
        return tf.fill([...shape], 7)
      }
    }
    const made = new Sequential([Input({ shape: [1] }), Dense(1, { kernelInitializer: new Sevens() })])
    const again = modelFromJSON(modelToJSON(made), { customObjects: { Sevens } })
    expect(values(again.weights[0]!.read())).toEqual([7])
    made.dispose()
    again.dispose()
  })
})

describe('Constant', () => {
  // what Keras 3.15.1 writes
  it.each([
    [
      'a tensor',
      tf.tensor([1, 2]),
      { class_name: '__tensor__', config: { value: [1, 2], dtype: 'float32' } },
    ],
    [
      'an array',
      new Float32Array([1, 2]),
      { class_name: '__numpy__', config: { value: [1, 2], dtype: 'float32' } },
    ],
    ['a list', [1, 2], [1, 2]],
  ])('takes %s, is saved and read', (_, given, written) => {
    const initializer = initializers.Constant(given)
    if (given instanceof tf.Tensor) given.dispose()
    expect(initializer.getConfig()).toEqual({ value: written })
    const layer = Dense(2, { kernelInitializer: initializer, name: 'd' })
    const made = new Sequential([Input({ shape: [2] }), layer])
    const text = modelToJSON(made)
    const again = modelFromJSON(text)
    for (const m of [made, again]) expect(values(m.weights[0]!.read())).toEqual([1, 2, 1, 2])
    made.dispose()
    again.dispose()
  })
})
