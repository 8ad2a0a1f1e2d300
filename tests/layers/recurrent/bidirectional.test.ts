import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ForwardPass } from '../../../src/graph/forward-pass.js'
import { Bidirectional, Dense, GRU, Input, LSTM, layerFrom } from '../../../src/layers/index.js'
import { randomNd } from '../../engine/operators/reference.js'

const noise = (shape: number[], seed: number) =>
  tf.tensor(Float32Array.from(randomNd(shape, seed).data), shape)

const call = (layer: { run: Bidirectional['run'] }, x: tf.Tensor, kwargs = {}) =>
  [layer.run(x, new ForwardPass(false), null, kwargs).output].flat() as tf.Tensor[]

describe('Bidirectional', () => {
  it('gives each direction its half of the initial states', () => {
    tf.tidy(() => {
      const x = noise([2, 4, 3], 1)
      const layer = new Bidirectional(new LSTM(5, { returnState: true }), { mergeMode: null })
      layer.ensureBuilt(x.shape)
      const states = [1, 2, 3, 4].map((seed) => noise([2, 5], seed))
      const found = call(layer, x, { initialState: states })
      const halves = [
        call(layer.forwardLayer as never, x, { initialState: states.slice(0, 2) }),
        call(layer.backwardLayer as never, x, { initialState: states.slice(2) }),
      ] as [tf.Tensor[], tf.Tensor[]]
      const expected = [halves[0][0]!, halves[1][0]!, ...halves[0].slice(1), ...halves[1].slice(1)]
      expect(found).toHaveLength(6)
      for (const [i, t] of found.entries()) expect(t).toBeAllclose(expected[i]!, { atol: 1e-7 })
      expect(layer.computeOutputShape(x.shape)).toEqual(found.map((t) => t.shape))
    })
  })

  it('averages', () => {
    tf.tidy(() => {
      const x = noise([2, 4, 3], 1)
      const layer = new Bidirectional(new GRU(5, { returnSequences: true }), { mergeMode: 'ave' })
      layer.ensureBuilt(x.shape)
      const [forward] = call(layer.forwardLayer as never, x)
      const [backward] = call(layer.backwardLayer as never, x)
      const expected = tf.div(tf.add(forward!, tf.reverse(backward!, 1)), 2)
      expect(call(layer, x)[0]!).toBeAllclose(expected, { atol: 1e-6 })
    })
  })

  it('takes a backward layer of its own, and its configuration tells of it', () => {
    const backwardLayer = new LSTM(5, { goBackwards: true, activation: 'relu', name: 'back' })
    const layer = new Bidirectional(new LSTM(5, { name: 'there' }), { backwardLayer, mergeMode: 'sum' })
    expect(layer.backwardLayer).toBe(backwardLayer)
    expect(layer.forwardLayer.name).toBe('forward_there')
    const again = layerFrom('Bidirectional', layer.getConfig()) as Bidirectional
    expect(again.getConfig()).toEqual(layer.getConfig())
    expect((again.backwardLayer as LSTM).cell.activation.name).toBe('relu')
  })

  it('keeps states from batch to batch, in both directions', () => {
    tf.tidy(() => {
      const x = noise([2, 4, 3], 1)
      const layer = new Bidirectional(new LSTM(5, { stateful: true }))
      const first = layer(x) as tf.Tensor
      const second = layer(x) as tf.Tensor
      expect(second).not.toBeAllclose(first, { atol: 1e-4 })
      layer.resetStates()
      expect(layer(x) as tf.Tensor).toBeAllclose(first, { atol: 1e-7 })
      layer.dispose()
    })
  })

  it.each([
    ['goBackwards', { goBackwards: false }],
    ['returnSequences', { goBackwards: true, returnSequences: true }],
    ['stateful', { goBackwards: true, stateful: true }],
  ])('refuses a backward layer whose %s does not fit', (name, options) => {
    const make = () => new Bidirectional(new GRU(2), { backwardLayer: new GRU(2, options) })
    expect(make).toThrow(name)
  })

  it('says what is wrong', () => {
    expect(() => new Bidirectional(new Dense(2) as never)).toThrow(/recurrent/)
    expect(() => new Bidirectional(new GRU(2), { mergeMode: 'mean' as never })).toThrow(
      /concat, sum, mul, ave/,
    )
    expect(() => Bidirectional(GRU(2), { mergMode: 'sum' } as never)).toThrow(/mergeMode/)
    expect(() => Bidirectional(GRU(2))(Input({ shape: [3] }))).toThrow(/GRU|Bidirectional/)
  })

  it('leaves no tensors behind', () => {
    const x = noise([2, 4, 3], 1)
    const before = tf.memory().numTensors
    const layer = new Bidirectional(new LSTM(5, { stateful: true, returnSequences: true }))
    ;(layer(x) as tf.Tensor).dispose()
    layer.dispose()
    expect(tf.memory().numTensors).toBe(before)
    x.dispose()
  })
})
