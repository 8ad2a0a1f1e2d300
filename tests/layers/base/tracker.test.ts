import { describe, expect, it } from 'vitest'
import { tf, Variable } from '../../../src/engine/index.js'
import type { CallContext } from '../../../src/graph/call-context.js'
import type { Shapes } from '../../../src/graph/shape.js'
import {
  BatchNormalization,
  Dense,
  Input,
  Layer,
  loadModel,
  Model,
  registerLayer,
  Sequential,
} from '../../../src/index.js'
import { weightPlaces } from '../../../src/saving/keras/weight-places.js'

// numbers, orders and names are those of Keras 3.15.1 with the same layers

class Outer extends Layer {
  static override readonly className: string = 'Outer'
  constructor(
    readonly inner: Layer,
    options: object = {},
  ) {
    super(options)
  }
  override call(x: tf.Tensor) {
    return this.inner(x)
  }
}

class Many extends Layer {
  static override readonly className: string = 'Many'
  readonly b = [Dense(2), [Dense(3), { x: Dense(4) }]] as const
  readonly a = Dense(5)
  readonly v = new Variable({ name: 'v', shape: [2], initial: () => tf.ones([2]) })
  readonly d = new Map<string, unknown>([
    ['k', Dense(6)],
    ['j', [Dense(7)]],
  ])
  w?: Variable
  override build(shape: Shapes) {
    this.w = this.addWeight('w', [1])
    for (const layer of this.allSublayers as Layer[]) layer.ensureBuilt(shape)
  }
  override call(x: tf.Tensor, _: CallContext) {
    return tf.clone(x)
  }
}

describe('what a layer holds', () => {
  it('is found in attributes, lists, objects and maps at any depth, in the order of the attributes', () => {
    const many = new Many()
    many.ensureBuilt([null, 2])
    expect(many.weights.map((v) => v.shape)).toEqual([
      ...[[2], [1], [2, 2], [2], [2, 3], [3], [2, 4], [4]],
      ...[[2, 5], [5], [2, 6], [6], [2, 7], [7]],
    ])
    expect(many.countParams()).toBe(84)
  })

  it('has its groups in files where Keras has them', () => {
    const many = new Many()
    many.ensureBuilt([null, 2])
    const places = weightPlaces(many).filter(({ weights }) => weights.length > 0)
    expect(places.map(({ path }) => path).sort()).toEqual([
      '',
      '/a',
      '/b/container/container/dense',
      '/b/container/dense',
      '/b/dense',
      '/d/container/dense',
      '/d/dense',
    ])
  })

  it('is built by the first call, named after the layers around it, and trained', async () => {
    const input = Input({ shape: [2] })
    const outer = new Outer(new Outer(Dense(3, { name: 'deep' }), { name: 'in' }), { name: 'out' })
    const model = new Model({ inputs: input, outputs: outer(input) })
    expect(model.outputs[0]!.shape).toEqual([null, 3])
    expect(model.weights.map((v) => v.path)).toEqual(['out/in/deep/kernel', 'out/in/deep/bias'])
    model.compile({ loss: 'mse', optimizer: 'sgd' })
    const before = model.getWeights().map((t) => [...t.dataSync()])
    await model.fit(tf.ones([4, 2]), tf.ones([4, 3]), { verbose: 0 })
    expect(model.getWeights().map((t) => [...t.dataSync()])).not.toEqual(before)
  })

  it('has names in files that differ', () => {
    class Alike extends Layer {
      readonly fooBar = Dense(1)
      readonly foo_bar = Dense(1)
      override call(x: tf.Tensor) {
        return x
      }
    }
    expect(() => new Alike().weights).toThrow('"foo_bar"')
  })

  it('comes back from files', async () => {
    class Twofold extends Layer {
      static override readonly className = 'Twofold'
      readonly first = Dense(3, { activation: 'relu' })
      readonly others = [Dense(2)]
      override call(x: tf.Tensor) {
        return this.others[0]!(this.first(x))
      }
    }
    registerLayer(Twofold)
    const model = new Sequential([Input({ shape: [2] }), new Twofold(), Dense(1)])
    const x = tf.randomNormal([5, 2])
    const expected = await model.predict(x, { verbose: 0 })
    const path = `${(await import('node:os')).tmpdir()}/keratin-twofold-${process.pid}.keras`
    await model.save(path)
    const again = await loadModel(path)
    await (await import('node:fs/promises')).rm(path)
    expect([...(await again.predict(x, { verbose: 0 })).dataSync()]).toEqual([...expected.dataSync()])
  })
})

describe('trainable', () => {
  const counts = (layer: Layer) => [layer.trainableWeights.length, layer.nonTrainableWeights.length]
  const around = (layer: Layer) => new Sequential([Input({ shape: [2] }), layer])

  it('of the last layer of a frozen model trains it in the model around', () => {
    const base = new Sequential([Input({ shape: [2] }), Dense(2), Dense(2)])
    base.trainable = false
    base.layers.at(-1)!.trainable = true
    expect(counts(base)).toEqual([0, 4])
    expect(counts(new Sequential([Input({ shape: [2] }), base, Dense(1)]))).toEqual([4, 2])
  })

  it('set before it is built reaches layers inside', () => {
    const outer = new Outer(Dense(2))
    outer.trainable = false
    outer(tf.ones([1, 2]))
    expect([outer.inner.trainable, ...counts(outer), ...counts(outer.inner)]).toEqual([false, 0, 2, 0, 2])
  })

  it('of an inner layer counts around a frozen one', () => {
    const outer = new Outer(Dense(2))
    outer(tf.ones([1, 2]))
    outer.trainable = false
    outer.inner.trainable = true
    expect([...counts(outer), ...counts(around(outer))]).toEqual([0, 2, 2, 0])
  })

  it('as an option is said of the layer alone', () => {
    const outer = new Outer(Dense(2), { trainable: false })
    expect([...counts(around(outer)), ...counts(outer), outer.inner.trainable]).toEqual([2, 0, 0, 2, true])
    const stack = new Sequential([Input({ shape: [2] }), Dense(2)], { trainable: false })
    expect([...counts(stack), ...counts(around(stack))]).toEqual([0, 2, 2, 0])
  })

  it('false keeps the moving averages of BatchNormalization to the bit, also where others train', async () => {
    const base = new Sequential([Input({ shape: [2] }), BatchNormalization(), Dense(2)])
    base.trainable = false
    const model = new Sequential([Input({ shape: [2] }), base, Dense(1)])
    const before = base.getWeights().map((t) => [...t.dataSync()])
    model.compile({ loss: 'mse', optimizer: 'sgd' })
    await model.fit(tf.randomNormal([8, 2]), tf.ones([8, 1]), { verbose: 0 })
    expect(base.getWeights().map((t) => [...t.dataSync()])).toEqual(before)
  })
})
