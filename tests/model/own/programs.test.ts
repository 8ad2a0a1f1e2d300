import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  Adam,
  BatchNormalization,
  Dense,
  Embedding,
  GlobalAveragePooling1D,
  Input,
  Layer,
  LayerNormalization,
  losses,
  Model,
  MultiHeadAttention,
  metrics,
  RMSprop,
  Sequential,
  type StepData,
  tf,
  unpackXYSampleWeight,
  valueAndGradients,
} from '../../../src/index.js'
import type { Optimizer } from '../../../src/training/index.js'

// the programs of scripts/tools/golden_programs.py, with the numbers that Keras 3.15.1 gives step by step
const golden = JSON.parse(readFileSync(new URL('../../golden/programs.json', import.meta.url), 'utf8'))

/** Numbers from a formula, for weights and data. */
const wave = (shape: readonly number[], start: number, scale = 1) =>
  tf.tensor(
    Array.from({ length: shape.reduce((n, d) => n * d, 1) }, (_, i) => scale * Math.sin(start + i)),
    [...shape],
  )

const setWeights = (model: Model) => {
  model.trainableWeights.forEach((w, i) => {
    w.assign(wave(w.shape, 1 + 10 * i, 0.3))
  })
}

function expectNear(actual: ArrayLike<number>, expected: readonly number[], tolerance = 2e-5): void {
  expect(actual.length).toBe(expected.length)
  const worst = Math.max(...expected.map((v, i) => Math.abs(v - actual[i]!) / Math.max(1, Math.abs(v))))
  expect(worst).toBeLessThan(tolerance)
}

function expectHistory(history: Record<string, number[]>, expected: Record<string, number[]>): void {
  expect(Object.keys(history).sort()).toEqual(Object.keys(expected).sort())
  for (const [name, values] of Object.entries(expected)) expectNear(history[name]!, values)
}

function expectWeights(model: Model, expected: number[][], tolerance?: number): void {
  expect(model.trainableWeights).toHaveLength(expected.length)
  model.trainableWeights.forEach((w, i) => {
    expectNear(w.data(), expected[i]!, tolerance)
  })
}

const inOrder = { batchSize: 4, shuffle: false, verbose: 0 } as const

describe('programs of Keras, step by step', () => {
  it('a subclassed model', async () => {
    class MLP extends Model {
      readonly hidden = [Dense(4, { activation: 'relu' }), Dense(3, { activation: 'tanh' })]
      readonly norm = BatchNormalization()
      readonly head = Dense(1)
      override call(x: tf.Tensor) {
        return this.head(this.norm(this.hidden.reduce((t, layer) => layer(t), x)))
      }
    }
    const model = new MLP()
    const [x, y] = [wave([12, 3], 0), wave([12, 1], 5)]
    model.build([null, 3])
    setWeights(model)
    model.compile({ optimizer: Adam(0.05), loss: 'mse', metrics: ['mae'] })
    const { history } = await model.fit(x, y, { ...inOrder, epochs: 3 })
    const expected = golden.subclassed
    expectHistory(history, expected.history)
    expectWeights(model, expected.weights)
    expectNear(await model.evaluate(x, y, { verbose: 0 }), expected.evaluate)
    expectNear((await model.predict(x)).dataSync(), expected.predict)
    expect(
      model.weights.map((w) =>
        w.path
          .split('/')
          .slice(1)
          .join('/')
          .replace(/_\d+\//g, '/'),
      ),
    ).toEqual(expected.paths.map((p: string) => p.replace(/_\d+\//g, '/')))
  })

  it('a VAE with a step of its own', async () => {
    class VAE extends Model {
      readonly encoder = new Sequential([Input({ shape: [6] }), Dense(4, { activation: 'relu' })])
      readonly mean = Dense(2)
      readonly logVar = Dense(2)
      readonly decoder = new Sequential([Input({ shape: [2] }), Dense(6, { activation: 'sigmoid' })])
      readonly total = metrics.Mean({ name: 'total_loss' })
      readonly kl = metrics.Mean({ name: 'kl_loss' })
      override get metrics() {
        return [this.total, this.kl]
      }
      override trainStep(data: StepData) {
        const { x, y: noise } = unpackXYSampleWeight(data) as { x: tf.Tensor; y: tf.Tensor }
        const weights = this.trainableWeights
        let kl: tf.Tensor | undefined
        const { value, gradients } = valueAndGradients(() => {
          const hidden = this.encoder(x)
          const [mean, logVar] = [this.mean(hidden), this.logVar(hidden)]
          const z = tf.add(mean, tf.mul(tf.exp(tf.mul(logVar, 0.5)), noise))
          const rebuilt = this.decoder(z)
          const each = losses.binaryCrossentropy(tf.expandDims(x, -1), tf.expandDims(rebuilt, -1))
          const inside = tf.sub(tf.sub(tf.add(logVar, 1), tf.square(mean)), tf.exp(logVar))
          kl = tf.mean(tf.sum(tf.mul(inside, -0.5), 1))
          return tf.add(tf.mean(tf.sum(each, 1)), kl)
        }, weights)
        this.optimizer!.apply(gradients, weights)
        this.total.updateState(value)
        this.kl.updateState(kl!)
        return Object.fromEntries(this.metrics.map((m) => [m.name, m.result()]))
      }
    }
    const model = new VAE()
    for (const part of [model.mean, model.logVar]) part.ensureBuilt([null, 4])
    setWeights(model)
    const x = tf.cast(tf.greater(wave([8, 6], 2), 0), 'float32')
    model.compile({ optimizer: Adam(0.02) })
    const { history } = await model.fit(x, wave([8, 2], 3), { ...inOrder, epochs: 3 })
    expectHistory(history, golden.vae.history)
    expectWeights(model, golden.vae.weights)
  })

  it('a GAN with two optimizers', async () => {
    class GAN extends Model {
      readonly discriminator = new Sequential([
        Input({ shape: [3] }),
        Dense(4, { activation: 'leaky_relu' }),
        Dense(1),
      ])
      readonly generator = new Sequential([
        Input({ shape: [2] }),
        Dense(4, { activation: 'leaky_relu' }),
        Dense(3),
      ])
      readonly dLoss = metrics.Mean({ name: 'd_loss' })
      readonly gLoss = metrics.Mean({ name: 'g_loss' })
      constructor(
        readonly dOptimizer: Optimizer,
        readonly gOptimizer: Optimizer,
        readonly loss: losses.Loss,
      ) {
        super({})
      }
      override trainStep(data: StepData) {
        const { x: real, y: noise } = unpackXYSampleWeight(data) as { x: tf.Tensor; y: tf.Tensor }
        const n = real.shape[0]!
        const both = tf.concat([this.generator(noise), real])
        const labels = tf.concat([tf.ones([n, 1]), tf.zeros([n, 1])])
        const d = valueAndGradients(
          () => this.loss.compute(labels, this.discriminator(both)),
          this.discriminator.trainableWeights,
        )
        this.dOptimizer.apply(d.gradients, this.discriminator.trainableWeights)
        const g = valueAndGradients(
          () => this.loss.compute(tf.zeros([n, 1]), this.discriminator(this.generator(noise))),
          this.generator.trainableWeights,
        )
        this.gOptimizer.apply(g.gradients, this.generator.trainableWeights)
        this.dLoss.updateState(d.value)
        this.gLoss.updateState(g.value)
        return { d_loss: this.dLoss.result(), g_loss: this.gLoss.result() }
      }
      override get metrics() {
        return [this.dLoss, this.gLoss]
      }
    }
    const model = new GAN(Adam(0.01), RMSprop(0.01), losses.BinaryCrossentropy({ fromLogits: true }))
    setWeights(model)
    model.compile()
    const before = tf.memory().numTensors
    const { history } = await model.fit(wave([8, 3], 2), wave([8, 2], 3), { ...inOrder, epochs: 3 })
    expectHistory(history, golden.gan.history)
    expectWeights(model, golden.gan.weights, 1e-4)
    expect(tf.memory().numTensors - before).toBeLessThan(60)
  })

  it('a transformer block as a layer of one’s own', async () => {
    class Block extends Layer {
      readonly attention: MultiHeadAttention
      readonly norms = [LayerNormalization(), LayerNormalization()] as const
      readonly feed: Sequential
      constructor(dim: number, heads: number) {
        super()
        this.attention = MultiHeadAttention(heads, dim / heads)
        this.feed = new Sequential([Dense(2 * dim, { activation: 'gelu' }), Dense(dim)])
      }
      override call(x: tf.Tensor) {
        const attended = this.norms[0](tf.add(x, this.attention(x, x)))
        return this.norms[1](tf.add(attended, this.feed(attended)))
      }
    }
    const input = Input({ shape: [5], dtype: 'int32' })
    const embedded = Embedding(7, 4, { maskZero: true })(input)
    const pooled = GlobalAveragePooling1D()(new Block(4, 2)(embedded))
    const model = new Model({ inputs: input, outputs: Dense(1, { activation: 'sigmoid' })(pooled) })
    expect(model.trainableWeights.map((w) => [...w.shape])).toEqual(golden.transformer.shapes)
    setWeights(model)
    const ids = tf.tensor2d(
      Array.from({ length: 40 }, (_, i) => (i % 5 === 4 ? 0 : (i * 3) % 7)),
      [8, 5],
      'int32',
    )
    const y = tf.tensor2d(
      Array.from({ length: 8 }, (_, i) => i % 2),
      [8, 1],
    )
    expectNear((await model.predict(ids)).dataSync(), golden.transformer.predict)
    model.compile({ optimizer: Adam(0.01), loss: 'binary_crossentropy', metrics: ['accuracy'] })
    const { history } = await model.fit(ids, y, { ...inOrder, epochs: 3 })
    expectHistory(history, golden.transformer.history)
  })
})
