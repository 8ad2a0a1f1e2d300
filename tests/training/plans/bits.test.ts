import { describe, expect, it } from 'vitest'
import * as K from '../../../src/index.js'
import { engineInfo, tf } from '../../../src/index.js'
import { bothWays, dataOf, replayedIn, stateOf } from './replayed.js'

const isHere = engineInfo().engine === 'wasm' && process.env.KERATIN_PLANS !== '0'

type Make = () => { layers: unknown[]; x: tf.Tensor; compile?: K.CompileOptions; fit?: K.FitOptions }

const rows = (...shape: number[]) => tf.randomNormal([43, ...shape], 0, 1, 'float32', 5)
const tokens = () => tf.randomUniform([43, 7], 0, 20, 'int32', 6)

const models: Record<string, Make> = {
  'dropout and batch normalization': () => ({
    layers: [K.Input({ shape: [6] }), K.Dense(9), K.BatchNormalization(), K.Dropout(0.4)],
    x: rows(6),
  }),
  'noise, penalties and constraints': () => ({
    layers: [
      K.Input({ shape: [6] }),
      K.GaussianNoise(0.3),
      K.Dense(8, { kernelRegularizer: 'l2', kernelConstraint: 'max_norm', activityRegularizer: 'l1' }),
    ],
    x: rows(6),
  }),
  'convolutions and pooling': () => ({
    layers: [
      K.Input({ shape: [12, 12, 2] }),
      K.Conv2D(8, 3, { activation: 'relu' }),
      K.MaxPool2D(2),
      K.DepthwiseConv2D(3),
      K.Flatten(),
    ],
    x: rows(12, 12, 2),
  }),
  'an embedding with a mask and an LSTM': () => ({
    layers: [
      K.Input({ shape: [7], dtype: 'int32' }),
      K.Embedding(20, 6, { maskZero: true }),
      K.LSTM(5, { dropout: 0.2, recurrentDropout: 0.1 }),
    ],
    x: tokens(),
  }),
  'a bidirectional GRU, PReLU and a seed of its own': () => ({
    layers: [
      K.Input({ shape: [7], dtype: 'int32' }),
      K.Embedding(20, 6),
      K.Bidirectional(K.GRU(4)),
      K.PReLU(),
      K.Dropout(0.5, { seed: 3 }),
    ],
    x: tokens(),
  }),
  'an embedding with fewer words than there are in a batch, an LSTM and a SimpleRNN': () => ({
    layers: [
      K.Input({ shape: [7], dtype: 'int32' }),
      K.Embedding(20, 6),
      K.LSTM(9, { returnSequences: true }),
      K.SimpleRNN(5),
    ],
    x: tokens(),
  }),
  'a schedule, decay, averages and gathered gradients': () => ({
    layers: [K.Input({ shape: [6] }), K.Dense(7, { activation: 'gelu' })],
    x: rows(6),
    compile: {
      optimizer: K.AdamW({
        learningRate: new K.schedules.ExponentialDecay(0.01, 2, 0.9),
        ...{ weightDecay: 0.01, useEma: true, emaOverwriteFrequency: 3, gradientAccumulationSteps: 2 },
      }),
      weightedMetrics: ['sparse_top_k_categorical_accuracy'],
    },
    fit: { classWeight: { 0: 1, 1: 2, 2: 0.5 } },
  }),
}

describe.runIf(isHere)('steps from plans give the bits of steps operator by operator', () => {
  it.each(Object.entries(models))('%s', async (_, make) => {
    const { y } = dataOf(43)
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const { layers, x, compile, fit } = make()
      const model = new K.Sequential([...layers, K.Dense(3, { activation: 'softmax' })] as never)
      model.compile({
        ...{ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] },
        ...compile,
        ...mode,
      })
      const { history } = await model.fit(x, y, {
        ...{ epochs: 6, batchSize: 8, verbose: 0, validationSplit: 0.3 },
        ...fit,
      })
      const results = await model.evaluate(x, y, { batchSize: 8, verbose: 0, returnDict: true })
      const outputs = Buffer.from(((await model.predict(x, { batchSize: 8 })) as tf.Tensor).dataSync().buffer)
      const state = stateOf(model)
      model.dispose()
      return { history, results, outputs: outputs.toString('base64'), state }
    })
    expect(planned).toEqual(eager)
    expect(replayed, 'steps that came from plans').toBeGreaterThan(15)
  })

  it('of several inputs and outputs, with sample weights', async () => {
    const [a, b] = [rows(4), rows(3)]
    const { eager, planned, replayed } = await bothWays(async (mode) => {
      const [left, right] = [K.Input({ shape: [4] }), K.Input({ shape: [3] })]
      const joined = K.concatenate([K.Dense(5)(left), right] as never)
      const outputs = [K.Dense(1, { name: 'p' })(joined), K.Dense(2, { name: 'q' })(joined)]
      const model = new K.Model({ inputs: [left, right], outputs } as never)
      model.compile({ optimizer: 'rmsprop', loss: ['mse', 'mae'], lossWeights: [1, 0.5], ...mode })
      const [p, q] = [tf.ones([43, 1]), tf.zeros([43, 2])]
      const { history } = await model.fit([a, b], [p, q], {
        ...{ epochs: 5, batchSize: 10, verbose: 0 },
        sampleWeight: tf.linspace(0, 1, 43),
      } as never)
      return [history, stateOf(model)]
    })
    expect(planned).toEqual(eager)
    expect(replayed).toBeGreaterThan(8)
  })

  it('of one sample at a time, as a server predicts', async () => {
    const model = new K.Sequential([K.Input({ shape: [6] }), K.Dense(8, { activation: 'relu' }), K.Dense(3)])
    const { x } = dataOf(12)
    const all = (await model.predict(x)) as tf.Tensor
    const single: number[] = []
    const replayed = await replayedIn(async () => {
      for (let i = 0; i < 12; i++) {
        const output = model.predictOnBatch(tf.slice(x, [i], [1]))
        single.push(...((await output) as tf.Tensor).dataSync())
      }
    })
    expect(single).toEqual([...all.dataSync()])
    expect(replayed).toBeGreaterThanOrEqual(9)
  })
})
