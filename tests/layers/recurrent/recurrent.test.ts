import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ForwardPass } from '../../../src/graph/forward-pass.js'
import {
  BatchNormalization,
  type CallContext,
  Dense,
  GRU,
  GRUCell,
  Input,
  Layer,
  LSTM,
  LSTMCell,
  layerFrom,
  RNN,
  StackedRNNCells,
  TimeDistributed,
} from '../../../src/layers/index.js'
import { randomNd } from '../../engine/operators/reference.js'

const noise = (shape: number[], seed: number) =>
  tf.tensor(Float32Array.from(randomNd(shape, seed).data), shape)

/** Outputs of a layer in training or not, and the gradient of their sum with respect to x and the weights. */
function everything(layer: Layer, x: tf.Tensor, mask: tf.Tensor | null, training: boolean): tf.Tensor[] {
  layer.ensureBuilt(x.shape)
  const run = () => {
    const { output } = layer.run(x, new ForwardPass(training), mask)
    return tf.addN([output].flat().map((y) => tf.sum(tf.mul(y, noise(y.shape, 7))))) as tf.Scalar
  }
  const xs = [x, ...layer.trainableWeights.map((v) => v.read())]
  const { value, grads } = tf.engine().gradients(run, xs as tf.Tensor[])
  return [value, ...grads]
}

const share = (from: Layer, to: Layer, x: tf.Tensor) => {
  from.ensureBuilt(x.shape)
  to.ensureBuilt(x.shape)
  to.setWeights(from.weights.map((v) => v.read()))
}

describe.each(['SimpleRNN', 'LSTM', 'GRU'])('%s and RNN around its cell', (className) => {
  it.each([
    ['without dropout', {}],
    ['with dropout', { dropout: 0.4, seed: 3 }],
    ['with recurrent dropout', { recurrentDropout: 0.3, seed: 3 }],
    ['with both', { dropout: 0.4, recurrentDropout: 0.3, seed: 3 }],
    ['with a rate of 1', { dropout: 1, recurrentDropout: 1, seed: 3 }],
  ])('give the same numbers %s', (_, dropout) => {
    tf.tidy(() => {
      const x = noise([4, 5, 3], 1)
      const mask = tf.greater(noise([4, 5], 2), -0.5)
      const options = { returnSequences: true, returnState: true, goBackwards: true }
      // each draws from a stream of its own from the same seed
      const make = (): [Layer, Layer] => [
        layerFrom(className, { units: 6, ...dropout, ...options }),
        new RNN({ cell: layerFrom(`${className}Cell`, { units: 6, ...dropout }) as LSTMCell, ...options }),
      ]
      const [whole, stepwise] = make()
      share(whole, stepwise, x)
      const [found, expected] = [whole, stepwise].map((layer) => everything(layer, x, mask, true))
      for (const [i, t] of found!.entries()) expect(t).toBeAllclose(expected![i]!, { atol: 1e-5 })
      const inference = everything(whole, x, mask, false)
      const same = inference[0]!.dataSync()[0] === found![0]!.dataSync()[0]
      const ignores = 'dropout' in dropout && dropout.dropout === 1 && whole.className !== 'SimpleRNN'
      expect(same).toBe(Object.keys(dropout).length === 0 || ignores)
    })
  })
})

describe('RNN', () => {
  it('stacks cells as layers would be stacked', () => {
    tf.tidy(() => {
      const x = noise([2, 4, 3], 1)
      const stacked = new RNN([new LSTMCell(4), new GRUCell(5)], { returnState: true })
      stacked.ensureBuilt(x.shape)
      const [lstm, gru] = [
        new LSTM(4, { returnSequences: true, returnState: true }),
        new GRU(5, { returnState: true }),
      ]
      lstm.ensureBuilt(x.shape)
      gru.ensureBuilt([2, 4, 4])
      lstm.setWeights(stacked.weights.slice(0, 3).map((v) => v.read()))
      gru.setWeights(stacked.weights.slice(3).map((v) => v.read()))
      const found = stacked(x) as unknown as tf.Tensor[]
      const [sequence, h, c] = lstm(x) as unknown as [tf.Tensor, tf.Tensor, tf.Tensor]
      const [last, state] = gru(sequence) as unknown as [tf.Tensor, tf.Tensor]
      expect(found.map((t) => t.shape)).toEqual([
        [2, 5],
        [2, 4],
        [2, 4],
        [2, 5],
      ])
      expect(stacked.computeOutputShape(x.shape)).toEqual(found.map((t) => t.shape))
      for (const [i, t] of [last, h, c, state].entries()) expect(found[i]!).toBeAllclose(t, { atol: 1e-5 })
      expect(stacked.weights.map((v) => v.path)[3]).toMatch(
        /^rnn(_\d+)?\/stacked_rnn_cells(_\d+)?\/gru_cell(_\d+)?\/kernel$/,
      )
    })
  })

  it('runs a cell of the user’s own', () => {
    class Sum extends Layer {
      static override readonly className = 'Sum'
      readonly stateSize = 3
      override call([x, before]: [tf.Tensor, tf.Tensor], _: CallContext): tf.Tensor[] {
        const state = tf.add(x, before)
        return [tf.mul(state, 2), state]
      }
    }
    tf.tidy(() => {
      const x = tf.tensor([
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
      ])
      const layer = new RNN(new Sum(), { returnSequences: true, returnState: true })
      const [output, state] = layer(x) as unknown as [tf.Tensor, tf.Tensor]
      expect(output.arraySync()).toEqual([
        [
          [2, 4, 6],
          [10, 14, 18],
        ],
      ])
      expect(state.arraySync()).toEqual([[5, 7, 9]])
    })
  })

  it('wants a cell', () => {
    expect(() => new RNN(new Dense(3) as never)).toThrow(/cell/)
    expect(() => new StackedRNNCells([])).toThrow(/cells/)
  })

  it('continues where the last batch ended if it is stateful', () => {
    tf.tidy(() => {
      const x = noise([2, 6, 3], 1)
      const whole = new RNN(new LSTMCell(4), { returnSequences: true })
      const parts = new RNN(new LSTMCell(4), { returnSequences: true, stateful: true })
      share(whole, parts, x)
      const halves = () => [0, 3].map((t) => parts(tf.slice(x, [0, t, 0], [2, 3, 3])) as tf.Tensor)
      const expected = whole(x) as tf.Tensor
      expect(tf.concat(halves(), 1)).toBeAllclose(expected, { atol: 1e-6 })
      parts.resetStates()
      expect(tf.concat(halves(), 1)).toBeAllclose(expected, { atol: 1e-6 })
      parts.dispose()
    })
  })
})

describe('TimeDistributed', () => {
  it('takes moving averages step by step, as Keras does', () => {
    tf.tidy(() => {
      const x = noise([4, 3, 2], 1)
      const layer = new TimeDistributed(new BatchNormalization({ momentum: 0.5 }))
      const alone = new BatchNormalization({ momentum: 0.5 })
      layer.ensureBuilt(x.shape)
      alone.ensureBuilt([4, 2])
      const pass = new ForwardPass(true)
      const y = layer.run(x, pass).output as tf.Tensor
      pass.commit()
      const steps = tf.unstack(x, 1).map((step) => alone(step, { training: true }) as tf.Tensor)
      expect(y).toBeAllclose(tf.stack(steps, 1), { atol: 1e-5 })
      for (const [i, v] of layer.weights.entries())
        expect(v.read()).toBeAllclose(alone.weights[i]!.read(), { atol: 1e-6 })
    })
  })

  it('says what is wrong', () => {
    expect(() => TimeDistributed(Dense(2))(Input({ shape: [3] }))).toThrow(/at least 3 axes/)
    expect(() => new TimeDistributed('Dense' as never)).toThrow(/layer/)
  })
})
