import { describe, expect, it } from 'vitest'
import {
  BatchNormalization,
  Dense,
  Flatten,
  Input,
  initializers,
  type Layer,
  Model,
  optimizers,
  Reshape,
  Sequential,
  TimeDistributed,
} from '../../src/index.js'

const dense = (units: number, value: number) =>
  Dense(units, { kernelInitializer: initializers.Constant(value) })
const input = () => Input({ shape: [2] })

/** The number of trained weights, and the losses of three epochs from the same data; values of Keras 3.15.1. */
async function trained(model: Model): Promise<[number, number[]]> {
  model.compile({ optimizer: optimizers.SGD(0.01), loss: 'mse' })
  const x = [[1, 2], [3, -1], [0.5, 0.5], [-2, 1]] // biome-ignore format: rows
  const { history } = await model.fit(x, [[1], [0], [2], [-1]], {
    epochs: 3,
    batchSize: 4,
    shuffle: false,
    verbose: 0,
  })
  return [model.trainableWeights.length, history.loss!]
}

async function expectKeras(model: Model, weights: number, losses: number[]): Promise<void> {
  const [count, found] = await trained(model)
  expect(count).toBe(weights)
  expect(found).toBeAllclose(losses, { rtol: 1e-4 })
  model.dispose()
}

describe('a layer that is trained again within one that was frozen', () => {
  it('the last of a base', async () => {
    const base = new Sequential([input(), dense(2, 0.5), dense(2, 0.3)])
    base.trainable = false
    base.layers.at(-1)!.trainable = true
    const model = new Sequential([input(), base, dense(1, 1)])
    await expectKeras(model, 4, [1.0499999523, 1.0181225538, 0.9937924147])
  })

  it('the first of a model two levels deep', async () => {
    const inner = new Sequential([input(), dense(2, 0.4), dense(2, 0.2)])
    const middle = new Sequential([input(), inner, dense(2, 0.3)])
    middle.trainable = false
    inner.layers[0]!.trainable = true
    const model = new Sequential([input(), middle, dense(1, 1)])
    await expectKeras(model, 4, [1.0622400045, 1.0573974848, 1.0527669191])
  })

  it('a whole model within the model', async () => {
    const inner = new Sequential([input(), dense(2, 0.4), dense(2, 0.2)])
    const middle = new Sequential([input(), inner, dense(2, 0.3)])
    middle.trainable = false
    inner.trainable = true
    const model = new Sequential([input(), middle, dense(1, 1)])
    await expectKeras(model, 6, [1.0622400045, 1.0500380993, 1.0387955904])
  })

  it('beside a normalization, whose statistics stay', async () => {
    const i = input()
    const normalization = BatchNormalization()
    const base = new Model({
      inputs: i,
      outputs: dense(2, 0.5)(normalization(dense(2, 0.5)(i)) as typeof i),
    })
    base.trainable = false
    base.layers.at(-1)!.trainable = true
    const before = normalization.weights.map((v) => [...v.read().dataSync()])
    const model = new Sequential([input(), base, dense(1, 1)])
    const [count, losses] = await trained(model)
    expect(count).toBe(4)
    expect(losses).toBeAllclose([2.2477526665, 1.908798337, 1.6721277237], { rtol: 1e-4 })
    expect(normalization.weights.map((v) => [...v.read().dataSync()])).toEqual(before)
    model.dispose()
  })

  it('the layer of a wrapper', async () => {
    const wrapper = TimeDistributed(dense(2, 0.5))
    wrapper.trainable = false
    ;(wrapper.layer as Layer).trainable = true
    const i = input()
    const steps = wrapper(Reshape([2, 1])(i))
    const model = new Model({ inputs: i, outputs: dense(1, 1)(Flatten()(steps)) })
    await expectKeras(model, 4, [2.25, 1.6700531244, 1.3748550415])
  })
})
