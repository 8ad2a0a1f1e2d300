import { afterEach, describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import {
  Conv2D,
  clearSession,
  Dense,
  Flatten,
  Input,
  MaxPool2D,
  MaxPooling2D,
} from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'

afterEach(() => clearSession())

describe('Sequential', () => {
  it('is built from an Input, from inputShape, and from add, alike', () => {
    const models = [
      new Sequential([Input({ shape: [6] }), Dense(4), Dense(2)]),
      Sequential([Dense(4, { inputShape: [6] }), Dense(2)]),
      new Sequential(),
    ]
    models[2]!.add(Dense(4, { inputShape: [6] }))
    models[2]!.add(Dense(2))
    for (const model of models) {
      expect(model.weights.map((w) => w.shape)).toEqual([[6, 4], [4], [4, 2], [2]])
      expect(model.outputShapes).toEqual([[null, 2]])
      expect(model.layers.map((l) => l.className)).toEqual(['Dense', 'Dense'])
    }
  })

  it('names layers, weights and itself as Keras does', () => {
    const model = new Sequential([Input({ shape: [6] }), Dense(4), Dense(2)])
    expect(model.name).toBe('sequential')
    expect(model.weights.map((w) => w.path)).toEqual([
      'sequential/dense/kernel',
      'sequential/dense/bias',
      'sequential/dense_1/kernel',
      'sequential/dense_1/bias',
    ])
    expect(new Sequential().name).toBe('sequential_1')
  })

  it('pops the top layer, and grows again', () => {
    const model = new Sequential([Input({ shape: [6] }), Dense(4), Dense(2)])
    const top = model.pop()
    expect(top.name).toBe('dense_1')
    expect(model.outputShapes).toEqual([[null, 4]])
    model.add(Dense(7))
    expect(model.outputShapes).toEqual([[null, 7]])
    expect(model.layers[0]!.nodes.length).toBe(1)
    expect(() => new Sequential().pop()).toThrow(/no layers to pop/)
  })

  it('waits for the input shape, and then takes it from the data', () => {
    const model = new Sequential([Dense(4), Dense(2)])
    expect(() => model.outputs).toThrow(/no input shape yet/)
    const y = model(tf.ones([3, 6])) as tf.Tensor
    expect(y.shape).toEqual([3, 2])
    expect(model.inputShapes).toEqual([[null, 6]])
  })

  it('can be used as a layer, twice, with the same weights', () => {
    const inner = new Sequential([Input({ shape: [6] }), Dense(6)], { name: 'inner' })
    const outer = new Sequential([inner, Dense(2)])
    expect(outer.weights.length).toBe(4)
    const x = Input({ shape: [6] })
    const twice = inner(inner(x))
    expect(twice.shape).toEqual([null, 6])
    expect(inner.nodes.length).toBe(3)
  })

  it('refuses what is no layer, a name twice, an Input later, and shapes that do not fit', () => {
    expect(() => new Sequential([32 as never])).toThrow(/must be a layer/)
    expect(
      () => new Sequential([Input({ shape: [2] }), Dense(1, { name: 'a' }), Dense(1, { name: 'a' })]),
    ).toThrow(/named "a"/)
    expect(() => new Sequential([Dense(1), Input({ shape: [2] })])).toThrow(/only come first/)
    const model = new Sequential([Input({ shape: [8, 8, 1] }), Conv2D(2, 3)])
    expect(() => model.add(Conv2D(2, 9))).toThrow(/Conv2D "conv2d_1".*does not fit.*\(None, 6, 6, 2\)/s)
    // the failed add left nothing behind
    expect(model.layers.length).toBe(1)
    model.add(Flatten())
    expect(model.outputShapes).toEqual([[null, 72]])
    expect(() => model(tf.ones([2, 7, 8, 1]))).toThrow(
      /expects input of shape \[null, 8, 8, 1\].*Received: \[2, 7, 8, 1\]/,
    )
  })

  it('answers a misspelt option with the nearest one', () => {
    expect(() => Dense(2, { activaton: 'relu' } as never)).toThrow(/Did you mean "activation"/)
    expect(() => Dense(2, { activation: 'rellu' })).toThrow(/Did you mean "relu"/)
    expect(MaxPool2D).toBe(MaxPooling2D)
  })

  it('frees all but its weights and its output', () => {
    const model = new Sequential([
      Input({ shape: [8, 8, 1] }),
      Conv2D(2, 3, { activation: 'relu' }),
      Flatten(),
      Dense(2),
    ])
    const x = tf.ones([2, 8, 8, 1])
    tf.dispose(model(x))
    const before = tf.memory().numTensors
    tf.dispose(model(x))
    expect(tf.memory().numTensors).toBe(before)
    model.dispose()
    expect(tf.memory().numTensors).toBe(before - 4)
    expect(() => model(x)).toThrow(/disposed/)
  })
})
