import {
  Conv2D,
  Dense,
  Embedding,
  Flatten,
  GRU,
  Input,
  type Layer,
  LSTM,
  MaxPool2D,
  type Model,
  Sequential,
  SimpleRNN,
  setRandomSeed,
} from '../../src/index.js'
import { RandomStream } from '../../src/support/random.js'

type Layers = readonly (Layer | ReturnType<typeof Input>)[]

/** A model that is measured, with the size of its data; the twins in peers/ build the same. */
export interface BenchModel {
  /** What one sample looks like. */
  shape: number[]
  /** Samples are words up to this number, or else pixels. */
  words?: number
  classes: number
  batchSize: number
  /** Samples of an epoch. */
  samples: number
  build(): Model
}

/** Compiles a model as all of the bench are. */
export function compiled<M extends Model>(model: M, classes: number): M {
  model.compile({
    optimizer: 'adam',
    loss: classes === 1 ? 'binary_crossentropy' : 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  })
  return model
}

const sequence = (layers: Layers, classes: number) => compiled(new Sequential(layers), classes)

const sentiment = (recurrent: () => Layer): BenchModel => ({
  shape: [200],
  words: 1000,
  classes: 1,
  batchSize: 32,
  samples: 960,
  build: () =>
    sequence(
      [
        Input({ shape: [200] }),
        Embedding(1000, 64),
        recurrent(),
        Dense(16, { activation: 'relu' }),
        Dense(1, { activation: 'sigmoid' }),
      ],
      1,
    ),
})

/** The models of the recipes, by name. */
export const benchModels: Record<string, BenchModel> = {
  mnist: {
    shape: [28, 28, 1],
    classes: 10,
    batchSize: 64,
    samples: 960,
    build: () =>
      sequence(
        [
          Input({ shape: [28, 28, 1] }),
          Conv2D(32, 5, { activation: 'relu' }),
          Conv2D(64, 5, { activation: 'relu' }),
          MaxPool2D(2),
          Flatten(),
          Dense(128, { activation: 'relu' }),
          Dense(10, { activation: 'softmax' }),
        ],
        10,
      ),
  },
  cats: {
    shape: [128, 128, 3],
    classes: 2,
    batchSize: 32,
    samples: 160,
    build: () =>
      sequence(
        [
          Input({ shape: [128, 128, 3] }),
          Conv2D(32, 3, { activation: 'relu' }),
          MaxPool2D(2),
          Conv2D(32, 3, { activation: 'relu' }),
          MaxPool2D(2),
          Flatten(),
          Dense(96, { activation: 'relu' }),
          Dense(2, { activation: 'softmax' }),
        ],
        2,
      ),
  },
  mlp: {
    shape: [784],
    classes: 10,
    batchSize: 100,
    samples: 20_000,
    build: () =>
      sequence(
        [
          Input({ shape: [784] }),
          Dense(50, { activation: 'relu' }),
          Dense(100, { activation: 'relu' }),
          Dense(10, { activation: 'softmax' }),
        ],
        10,
      ),
  },
  rnn: sentiment(() => SimpleRNN(30)),
  lstm: sentiment(() => LSTM(32)),
  gru: sentiment(() => GRU(32)),
}

/** Seeded data of the right shape: what is measured does not depend on what is in the pictures. */
export function benchData({ shape, words, classes, samples }: Omit<BenchModel, 'build'>): {
  x: Float32Array
  y: Float32Array
} {
  setRandomSeed(1)
  const size = shape.reduce((a, b) => a * b, 1)
  const random = new RandomStream(1)
  const value = words ? () => random.below(words) : () => random.next()
  const x = Float32Array.from({ length: samples * size }, value)
  const y = Float32Array.from({ length: samples }, () => random.below(Math.max(2, classes)))
  return { x, y }
}
