import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import {
  Dense,
  Dropout,
  Embedding,
  gradients,
  Layer,
  loadModel,
  Model,
  metrics,
  registerLayer,
  SGD,
  type StepData,
  tf,
  unpackXYSampleWeight,
  valueAndGradients,
} from '../../../src/index.js'

const x = tf.tensor2d([
  [1, 2, 3],
  [-1, 0, 1],
  [0.5, 0.25, -2],
  [2, 1, 0],
])
const y = tf.tensor2d([[1], [0], [0.5], [2]])
const numbers = (t: tf.Tensor) => [...t.dataSync()]

class MLP extends Model {
  readonly hidden = [Dense(4, { activation: 'relu' }), Dense(3, { activation: 'tanh' })]
  readonly head = Dense(1)
  override call(x: tf.Tensor) {
    return this.head(this.hidden.reduce((t, layer) => layer(t), x))
  }
}

describe('a subclassed model', () => {
  it('is built from data, trained, evaluated, used and shown', async () => {
    const model = new MLP()
    expect(model.className).toBe('MLP')
    expect(model.weights).toEqual([])
    model.compile({ optimizer: SGD({ learningRate: 0.1 }), loss: 'mse', metrics: ['mae'] })
    const { history } = await model.fit(x, y, { epochs: 20, verbose: 0 })
    expect(history.loss!.at(-1)!).toBeLessThan(history.loss![0]!)
    expect(Object.keys(history).sort()).toEqual(['loss', 'mae'])
    expect(model.countParams()).toBe(16 + 15 + 4)
    const [loss, mae] = await model.evaluate(x, y, { verbose: 0 })
    const predicted = await model.predict(x)
    expect(predicted.shape).toEqual([4, 1])
    expect(loss).toBeCloseTo(tf.losses.meanSquaredError(y, predicted).dataSync()[0]!, 5)
    expect(mae).toBeGreaterThan(0)
    expect(model.summaryText()).toContain('Trainable params: 35 ')
    expect(model.summaryText()).toMatch(/dense\S* \(Dense\)\s+│ \(None, 4\)/)
  })

  it('leaves no tensors behind', async () => {
    const model = new MLP()
    model.compile({ optimizer: 'sgd', loss: 'mse' })
    await model.fit(x, y, { verbose: 0 })
    const before = tf.memory().numTensors
    await model.fit(x, y, { epochs: 2, verbose: 0 })
    await model.evaluate(x, y, { verbose: 0 })
    ;(await model.predict(x)).dispose()
    model(x).dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('takes and gives records, with losses by name', async () => {
    class Both extends Model {
      readonly a = Dense(2)
      readonly b = Dense(1)
      override call({ left, right }: { left: tf.Tensor; right: tf.Tensor }) {
        const both = tf.concat([left, right], 1)
        return { first: this.a(both), second: this.b(both) }
      }
    }
    const model = new Both()
    model.compile({ optimizer: 'sgd', loss: { first: 'mse', second: 'mae' }, metrics: { first: ['mae'] } })
    const { history } = await model.fit(
      { left: x, right: x },
      { first: tf.zeros([4, 2]), second: y },
      { verbose: 0 },
    )
    expect(Object.keys(history).sort()).toEqual(['first_loss', 'first_mae', 'loss', 'second_loss'])
    const { first, second } = await model.predict({ left: x, right: x })
    expect([first.shape, second.shape]).toEqual([
      [4, 2],
      [4, 1],
    ])
  })

  it('passes training, masks and penalties on', async () => {
    class Masked extends Model {
      readonly embed = Embedding(5, 3, { maskZero: true })
      readonly drop = Dropout(0.99)
      readonly out = Dense(1, { kernelRegularizer: 'l2', activityRegularizer: 'l1' })
      override call(ids: tf.Tensor) {
        return this.out(this.drop(this.embed(ids)))
      }
    }
    const model = new Masked()
    model.compile({ optimizer: SGD({ learningRate: 0 }), loss: 'mse' })
    const ids = tf.tensor2d([[1, 2, 0]], [1, 3], 'int32')
    const targets = tf.zeros([1, 3, 1])
    const loss = (await model.evaluate(ids, targets, { verbose: 0 })) as number
    const predicted: tf.Tensor = await model.predict(ids)
    const [a, b] = numbers(predicted) as [number, number, number]
    const all = numbers(predicted)
    const kernel = Array.from(model.out.weights[0]!.data())
    // the mean of Keras 3.15.1: over all positions, those that count weighed up
    const mse = (a * a + b * b) / 2
    const penalties =
      0.01 * kernel.reduce((s, v) => s + v * v, 0) + 0.01 * all.reduce((s, v) => s + Math.abs(v), 0)
    expect(loss).toBeCloseTo(mse + penalties, 5)
  })

  it('comes back from a file', async () => {
    class Wide extends Model {
      readonly inner: ReturnType<typeof Dense>
      readonly units: number
      constructor({ units, ...options }: { units: number; name?: string }) {
        super(options)
        this.units = units
        this.inner = Dense(units)
      }
      override call(x: tf.Tensor) {
        return this.inner(x)
      }
      override getConfig() {
        return { ...super.getConfig(), units: this.units }
      }
    }
    registerLayer(Wide)
    const model = new Wide({ units: 2 })
    const expected = numbers(await model.predict(x))
    model.compile({ optimizer: 'adam', loss: 'mse' })
    await model.fit(x, tf.zeros([4, 2]), { verbose: 0, epochs: 2 })
    const path = `${tmpdir()}/keratin-wide-${process.pid}.keras`
    await model.save(path)
    const again = await loadModel(path)
    await rm(path)
    expect(again).toBeInstanceOf(Wide)
    expect(numbers(await again.predict(x))).toEqual(numbers(await model.predict(x)))
    expect(numbers(await again.predict(x))).not.toEqual(expected)
    expect(again.optimizer!.iterations).toBe(2)
  })
})

describe('steps of one’s own', () => {
  it('give what the usual step gives, when they do the same', async () => {
    class Own extends MLP {
      override trainStep(data: StepData) {
        const { x, y } = unpackXYSampleWeight(data)
        const weights = this.trainableWeights
        let yPred: tf.Tensor | undefined
        const { value, gradients } = valueAndGradients(() => {
          yPred = this(x as tf.Tensor, { training: true })
          return this.computeLoss({ x, y, yPred })
        }, weights)
        this.optimizer!.apply(gradients, weights)
        for (const metric of this.metrics) {
          if (metric.name === 'loss') metric.updateState(value as never, undefined as never)
          else metric.updateState(y as tf.Tensor, yPred!)
        }
        return Object.fromEntries(this.metrics.map((m) => [m.name, m.result()]))
      }
    }
    const run = async (model: MLP) => {
      model.build([null, 3])
      model.setWeights(model.weights.map((v, i) => tf.fill([...v.shape], 0.1 * (i + 1))))
      model.compile({ optimizer: SGD({ learningRate: 0.1 }), loss: 'mse', metrics: ['mae'] })
      return (await model.fit(x, y, { epochs: 3, batchSize: 2, shuffle: false, verbose: 0 })).history
    }
    const [usual, own] = [await run(new MLP()), await run(new Own())]
    expect(Object.keys(own).sort()).toEqual(Object.keys(usual).sort())
    for (const name of Object.keys(usual))
      own[name]!.forEach((v, i) => {
        expect(v).toBeCloseTo(usual[name]![i]!, 5)
      })
  })

  it('begin their metrics afresh with each epoch, and leave no tensors', async () => {
    class Counting extends MLP {
      readonly tracker = metrics.Sum({ name: 'steps' })
      override trainStep() {
        this.tracker.updateState(tf.scalar(1))
        return { steps: this.tracker.result() }
      }
      override get metrics() {
        return [this.tracker]
      }
    }
    const model = new Counting()
    model.compile()
    const { history } = await model.fit(x, y, { epochs: 2, batchSize: 2, verbose: 0 })
    expect(history).toEqual({ steps: [2, 2] })
    const before = tf.memory().numTensors
    await model.fit(x, y, { epochs: 2, batchSize: 2, verbose: 0 })
    expect(tf.memory().numTensors).toBe(before)
  })

  it('may change the loss alone', async () => {
    class Doubled extends MLP {
      override computeLoss(values: Parameters<Model['computeLoss']>[0]) {
        return tf.mul(super.computeLoss(values), 2) as tf.Scalar
      }
    }
    const model = new Doubled()
    const plain = new MLP()
    for (const m of [model, plain]) {
      m.build([null, 3])
      m.setWeights(m.weights.map((v, i) => tf.fill([...v.shape], 0.1 * (i + 1))))
      m.compile({ optimizer: 'sgd', loss: 'mse' })
    }
    const [twice, once] = [await model.evaluate(x, y), await plain.evaluate(x, y)] as number[]
    expect(twice).toBeCloseTo(2 * once!, 5)
    const { history } = await model.fit(x, y, { verbose: 0 })
    expect(history.loss![0]).toBeCloseTo(2 * once!, 5)
  })

  it('in a loop of one’s own need nothing of fit', () => {
    const model = new MLP()
    model.build([null, 3])
    const optimizer = SGD({ learningRate: 0.05 })
    const weights = model.trainableWeights
    const losses: number[] = []
    optimizer.build(weights)
    const before = tf.memory().numTensors
    for (let step = 0; step < 10; step++) {
      tf.tidy(() => {
        const grads = gradients(() => {
          const loss = tf.losses.meanSquaredError(y, model(x, { training: true }) as tf.Tensor2D)
          losses.push(loss.dataSync()[0]!)
          return loss
        }, weights)
        optimizer.apply(grads, weights)
      })
    }
    expect(losses.at(-1)!).toBeLessThan(losses[0]!)
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('losses of a layer', () => {
  const penalized = () => Dense(2, { kernelRegularizer: 'l2', activityRegularizer: 'l1' })

  it('are those of its weights and of its latest call', () => {
    const layer = penalized()
    tf.tidy(() => {
      layer(tf.zeros([4, 3]))
      const out = layer(x)
      const [activity, kernel, ...rest] = layer.losses
      expect(rest).toEqual([])
      expect(numbers(activity!)[0]).toBeCloseTo((0.01 * numbers(tf.sum(tf.abs(out)))[0]!) / 4, 6)
      expect(numbers(kernel!)[0]).toBeCloseTo(
        0.01 * numbers(tf.sum(tf.square(layer.weights[0]!.read())))[0]!,
        6,
      )
    })
  })

  it('cannot be read once they are freed', () => {
    const layer = penalized()
    layer(x).dispose()
    expect(() => layer.losses).toThrow('within one tf.tidy')
  })
})

describe('a layer that is not held', () => {
  it('is said once, with both names', async () => {
    const said: string[] = []
    const listen = (w: Error) => said.push(w.message)
    process.on('warning', listen)
    class Hidden extends Layer {
      readonly #inner = Dense(2, { name: 'secret' })
      override call(x: tf.Tensor) {
        return this.#inner(x)
      }
    }
    const layer = new Hidden({ name: 'holder' })
    layer(x)
    layer(x)
    await new Promise((done) => setImmediate(done))
    process.off('warning', listen)
    expect(said.filter((m) => m.includes('secret'))).toHaveLength(1)
    expect(said[0]).toContain('holder')
  })
})
