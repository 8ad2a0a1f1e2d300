import { expect, it } from 'vitest'
import {
  Bidirectional,
  Dense,
  GRU,
  Input,
  Layer,
  LSTM,
  Model,
  RNN,
  Sequential,
  SimpleRNNCell,
  tf,
} from '../../src/index.js'

it('a model frees the states of stateful layers, at any depth', () => {
  const before = tf.memory().numTensors
  const steps = () => Input({ batchShape: [2, 3, 1] })
  const inner = new Sequential([steps(), Bidirectional(LSTM(2, { stateful: true, returnSequences: true }))])
  const x = steps()
  const middle = GRU(2, { stateful: true, returnSequences: true })(inner(x))
  const model = new Model(x, Dense(1)(RNN(SimpleRNNCell(2), { stateful: true })(middle)))
  tf.tidy(() => void model(tf.ones([2, 3, 1])))
  model.dispose()
  // once is enough, and twice is allowed
  inner.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

it('a layer of a program frees what it holds with its model', () => {
  const before = tf.memory().numTensors
  class Shifted extends Layer {
    static override readonly className = 'ShiftedForTest'
    readonly table = tf.tensor1d([1, 2])
    override call(inputs: tf.Tensor): tf.Tensor {
      return tf.add(inputs, this.table)
    }
    override dispose(): void {
      this.table.dispose()
      super.dispose()
    }
  }
  const model = new Sequential([
    Input({ shape: [2] }),
    new Sequential([Input({ shape: [2] }), new Shifted()]),
  ])
  const zeros = tf.zeros([1, 2])
  const y = model(zeros) as tf.Tensor
  expect([...y.dataSync()]).toEqual([1, 2])
  tf.dispose([zeros, y])
  model.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
