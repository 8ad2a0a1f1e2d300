import { afterEach, describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import {
  Add,
  add,
  BatchNormalization,
  Concatenate,
  clearSession,
  concatenate,
  Dense,
  Dropout,
  Embedding,
  Input,
  Layer,
  SimpleRNN,
} from '../../src/layers/index.js'
import { Model, Sequential } from '../../src/model/index.js'

afterEach(() => clearSession())

const run = (model: Model, ...xs: tf.Tensor[]) => (xs.length === 1 ? model(xs[0]!) : model(xs)) as unknown

describe('Model', () => {
  it('shares a layer: the same weights, called twice', () => {
    const left = Input({ shape: [6], name: 'left' })
    const right = Input({ shape: [6], name: 'right' })
    const shared = Dense(5, { activation: 'tanh', name: 'shared' })
    const joined = concatenate([shared(left), shared(right)])
    const model = new Model({
      inputs: [left, right],
      outputs: [Dense(1, { name: 'score' })(joined), add([shared(left), shared(right)], { name: 'sum' })],
    })
    expect(model.weights.length).toBe(4)
    expect(model.inputNames).toEqual(['left', 'right'])
    expect(model.outputNames).toEqual(['score', 'sum'])
    const [a, b] = [tf.randomNormal([3, 6]), tf.randomNormal([3, 6])]
    const [score, sum] = run(model, a, b) as tf.Tensor[]
    expect(score!.shape).toEqual([3, 1])
    const expected = tf.add(shared(a), shared(b))
    expect(sum!).toBeAllclose(expected.arraySync() as number[][])
  })

  it('takes inputs and outputs by position as well, and as records', () => {
    const x = Input({ shape: [3] })
    const y = Dense(2)(x)
    expect(new Model(x, y).outputStructure).toBe('single')
    expect(new Model([x], [y]).outputStructure).toBe('list')
    const named = new Model({ inputs: { x }, outputs: { first: y, second: Dense(1)(y) } })
    expect(named.inputNames).toEqual(['x'])
    expect(named.outputNames).toEqual(['first', 'second'])
  })

  it('orders its layers as Keras does', () => {
    const left = Input({ shape: [6], name: 'left' })
    const right = Input({ shape: [6], name: 'right' })
    const shared = Dense(5, { name: 'shared_dense' })
    const a = shared(left)
    const b = shared(right)
    const hidden = Dense(7, { name: 'hidden' })(Concatenate({ name: 'concat' })([a, b]))
    const adder = Add({ name: 'adder' })([a, b])
    const model = new Model({
      inputs: [left, right],
      outputs: [Dense(1, { name: 'score' })(hidden), Dense(3, { name: 'klass' })(adder)],
    })
    expect(model.layers.map((l) => l.name)).toEqual([
      'left',
      'right',
      'shared_dense',
      'concat',
      'hidden',
      'adder',
      'score',
      'klass',
    ])
  })

  it('nests models', () => {
    const inner = new Sequential([Input({ shape: [4] }), Dense(4), BatchNormalization()])
    const x = Input({ shape: [4] })
    const model = new Model({ inputs: x, outputs: Dense(1)(inner(inner(x))) })
    expect(model.weights.length).toBe(8)
    expect(model.trainableWeights.length).toBe(6)
    inner.trainable = false
    expect(model.trainableWeights.length).toBe(2)
    expect((run(model, tf.ones([2, 4])) as tf.Tensor).shape).toEqual([2, 1])
  })

  it('hands masks on', () => {
    const x = Input({ shape: [null], dtype: 'int32' })
    const model = new Model(x, SimpleRNN(3)(Embedding(10, 2, { maskZero: true })(x)))
    // the row of 0 is not zero: steps that were not skipped would change the state
    model.layers[1]!.setWeights([tf.add(tf.range(0, 20).reshape([10, 2]), 1)])
    // weights of the recurrent layer are given: drawn ones may saturate tanh, and every state is then 1
    model.layers[2]!.setWeights([
      tf.tensor2d([0.01, -0.02, 0.03, 0.02, 0.01, -0.01], [2, 3]),
      tf.tensor2d([0.5, -0.4, 0.3, 0.2, 0.6, -0.5, 0.1, 0.3, 0.4], [3, 3]),
      tf.tensor1d([0.1, -0.1, 0.05]),
    ])
    const y = (ids: number[]) => run(model, tf.tensor2d([ids], undefined, 'int32')) as tf.Tensor
    const short = y([5, 6, 0, 0])
    expect(short).toBeAllclose(y([5, 6]).arraySync() as number[][])
    expect(short).toBeAllclose(y([0, 5, 0, 6]).arraySync() as number[][])
    expect(short).not.toBeAllclose(y([5, 6, 7, 0]).arraySync() as number[][])
  })

  it('survives a layer that hands its input through', () => {
    class Same extends Layer {
      static override readonly className = 'Same'
      override call(x: tf.Tensor) {
        return x
      }
    }
    const x = Input({ shape: [3] })
    const same = new Same()(Dropout(0.5)(x))
    const model = new Model(x, add([same, new Same()(same)]))
    expect(run(model, tf.ones([1, 3])) as tf.Tensor).toBeAllclose([[2, 2, 2]])
  })

  it('survives a layer that hands on its weight', () => {
    class Constant extends Layer {
      static override readonly className = 'Constant'
      override build() {
        this.addWeight('value', [1, 3], { initializer: 'ones' })
      }
      override call() {
        return this.weights[0]!.read()
      }
    }
    const x = Input({ shape: [3] })
    const model = new Model(x, add([x, new Constant()(x)]))
    for (let i = 0; i < 2; i++) expect(run(model, tf.ones([1, 3])) as tf.Tensor).toBeAllclose([[2, 2, 2]])
  })

  it('sets all weights or none', () => {
    const x = Input({ shape: [3] })
    const model = new Model(x, Dense(2)(x))
    const before = model.getWeights()
    expect(() => model.setWeights([tf.ones([3, 2]), tf.ones([5])])).toThrow(/must have shape \[2\]/)
    expect(model.weights[0]!.read()).toBeAllclose(before[0]!)
  })

  it('refuses outputs that do not depend on the inputs, and two layers of one name', () => {
    const x = Input({ shape: [3] })
    const other = Input({ shape: [3] })
    expect(() => new Model({ inputs: x, outputs: add([x, other]) })).toThrow(/not among the inputs/)
    expect(
      () => new Model({ inputs: x, outputs: Dense(1, { name: 'a' })(Dense(1, { name: 'a' })(x)) }),
    ).toThrow(/two layers are named "a"/)
    expect(() => new Model({ inputs: x } as never)).toThrow(/outputs/)
    expect(() => Dense(3)('x' as never)).toThrow(/called on a tensor/)
    expect(() => concatenate([Input({ shape: [3] }), Input({ shape: [4, 2] })])).toThrow(
      /differ on axis -1 only/,
    )
    expect(() => new Model(x, Dense(1)(x)).getLayer('dens')).toThrow(/Did you mean "dense/)
  })

  it('lets gradients through layers called on tensors', () => {
    const layer = Dense(1, { useBias: false, kernelInitializer: 'ones' })
    layer(tf.ones([1, 3]))
    const gradient = tf.grad((x: tf.Tensor) => tf.sum(layer(x)))(tf.ones([2, 3]))
    expect(gradient).toBeAllclose([
      [1, 1, 1],
      [1, 1, 1],
    ])
  })
})
