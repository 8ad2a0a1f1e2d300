import { expect, it } from 'vitest'
import {
  Bidirectional,
  GRU,
  Input,
  initializers,
  LSTM,
  Model,
  ops,
  Sequential,
  SimpleRNN,
  tf,
} from '../../src/index.js'

const settings = {
  kernelInitializer: initializers.Constant(0.3),
  recurrentInitializer: initializers.Constant(0.2),
  stateful: true,
}
const input = () => Input({ batchShape: [2, 3, 2] })
const steps = [[[0, 0.1], [0.2, 0.3], [0.4, 0.5]], [[0.6, 0.7], [0.8, 0.9], [1, 1.1]]] // biome-ignore format: rows

async function predict(model: Model): Promise<number[]> {
  const y = (await model.predict(tf.tensor(steps), { batchSize: 2, verbose: 0 })) as tf.Tensor
  return [...y.dataSync()]
}

// the values are those of Keras 3.15.1: of a first batch, and of the same once more
const cases: Record<string, { make: () => Model; first: number[]; second: number[] }> = {
  'an LSTM in a Sequential': {
    make: () => new Sequential([input(), new Sequential([LSTM(2, settings)])]),
    first: [0.131772012, 0.131772012, 0.473913938, 0.473913938],
    second: [0.220985353, 0.220985353, 0.649325073, 0.649325073],
  },
  'a GRU two models deep': {
    make: () => new Sequential([input(), new Sequential([new Sequential([GRU(2, settings)])])]),
    first: [0.16403085, 0.16403085, 0.383088082, 0.383088082],
    second: [0.205956519, 0.205956519, 0.512315869, 0.512315869],
  },
  'a SimpleRNN in a functional model': {
    make: () => {
      const [i, j] = [input(), input()]
      const inner = new Model({ inputs: i, outputs: SimpleRNN(2, settings)(i) })
      return new Model({ inputs: j, outputs: ops.multiply(inner(j), 2) })
    },
    first: [0.644646704, 0.644646704, 1.39350152, 1.39350152],
    second: [0.679748714, 0.679748714, 1.41537714, 1.41537714],
  },
  'a Bidirectional in a functional model': {
    make: () => {
      const i = input()
      const inner = new Model({ inputs: i, outputs: Bidirectional(LSTM(2, settings))(i) })
      return new Sequential([input(), inner])
    },
    first: [
      0.131772012, 0.131772012, 0.101737969, 0.101737969, 0.473913938, 0.473913938, 0.434774369, 0.434774369,
    ],
    second: [
      0.220985353, 0.220985353, 0.173510134, 0.173510134, 0.649325073, 0.649325073, 0.59815079, 0.59815079,
    ],
  },
}

it.each(Object.entries(cases))('%s keeps its state', async (_, { make, first, second }) => {
  const model = make()
  expect(await predict(model)).toBeAllclose(first, { atol: 1e-5 })
  expect(await predict(model)).toBeAllclose(second, { atol: 1e-5 })
  model.dispose()
})
