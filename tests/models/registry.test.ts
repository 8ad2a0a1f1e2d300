import { describe, expect, test } from 'vitest'
import { loadRecipe, preparationFor, recipes } from '../../models/index.js'
import { tf } from '../../src/engine/index.js'

describe('recipes', () => {
  test.each(recipes.map((r) => r.name))('%s is a recipe', async (name) => {
    const recipe = await loadRecipe(name)
    expect(recipe.name).toBe(name)
    const { epochs, batchSize, learningRate, valSplit } = recipe.defaults
    expect(epochs > 0 && batchSize > 0 && learningRate > 0 && valSplit >= 0 && valSplit < 1).toBe(true)
    expect(recipe.input?.shape.every((d) => d > 0) ?? true).toBe(true)
  })

  test('one there is not is answered with the nearest', async () => {
    await expect(loadRecipe('minst')).rejects.toThrow('Unknown recipe "minst". Did you mean "mnist"?')
    await expect(loadRecipe('zzzzzzzzz')).rejects.toMatchObject({ code: 'UNKNOWN_NAME', exitCode: 2 })
  })
})

describe('the network of mnist', () => {
  test('is that of the textbooks', async () => {
    const recipe = await loadRecipe('mnist')
    const model = recipe.build({ labels: [...'0123456789'] })
    expect(model.layers.map((l) => l.className)).toEqual([
      'Conv2D',
      'Conv2D',
      'MaxPooling2D',
      'Flatten',
      'Dense',
      'Dense',
    ])
    expect([model.inputShapes, model.outputShapes]).toEqual([[[null, 28, 28, 1]], [[null, 10]]])
    expect(model.countParams()).toBe(832 + 51_264 + 819_328 + 1290)
    model.dispose()
  })

  test('learns drawn digits in a few steps', async () => {
    const before = tf.memory().numTensors
    const recipe = await loadRecipe('digits')
    const data = await recipe.load({ limit: 240, seed: 1 })
    expect([data.train.count, data.test.count]).toEqual([240, 240])
    expect(Array.from(data.test.classes)).toEqual(Array.from(data.test.y!.dataSync()))
    const model = recipe.build({ labels: data.labels })
    model.compile(recipe.compile({ learningRate: 0.001, labels: data.labels }))
    await model.fit(data.train.x, data.train.y, { epochs: 2, batchSize: 20, verbose: 0 })
    const { accuracy } = await model.evaluate(data.test.x, data.test.y, { verbose: 0, returnDict: true })
    expect(accuracy).toBeGreaterThan(0.7)
    const { variables } = model.optimizer!
    model.dispose()
    for (const variable of variables) variable.dispose()
    data.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('preparationFor', () => {
  test('knows digits by their shape', () => {
    expect(preparationFor([null, 28, 28, 1])).toEqual({ kind: 'digit', shape: [28, 28, 1] })
    expect(preparationFor([null, 784])).toEqual({ kind: 'digit', shape: [784] })
    expect(preparationFor([null, 28, 28])).toEqual({ kind: 'digit', shape: [28, 28] })
    expect(preparationFor([null, 1, 28, 28])).toEqual({ kind: 'digit', shape: [1, 28, 28] })
  })

  test('knows photos by theirs', () => {
    expect(preparationFor([null, 128, 128, 3])).toMatchObject({ kind: 'image', shape: [128, 128, 3] })
  })

  test.each([[[null, 128, 128, 5]], [[null, 10]], [[null, null]], [[]]])('and nothing else: %j', (shape) => {
    expect(() => preparationFor(shape)).toThrow('It is not known how to make input')
  })
})
