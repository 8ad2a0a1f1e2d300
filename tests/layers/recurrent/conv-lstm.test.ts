import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ForwardPass } from '../../../src/graph/forward-pass.js'
import { ConvLSTM1D, ConvLSTM2D, ConvLSTM3D, Input, type Layer } from '../../../src/layers/index.js'
import { randomNd } from '../../engine/operators/reference.js'

const noise = (shape: number[], seed: number) =>
  tf.tensor(Float32Array.from(randomNd(shape, seed).data), shape)

/** Outputs, and gradients with respect to x and the weights. */
function everything(layer: Layer, x: tf.Tensor, training = false): tf.Tensor[] {
  const outputs = () => [layer.run(x, new ForwardPass(training)).output].flat() as tf.Tensor[]
  const total = () => tf.addN(outputs().map((y) => tf.sum(tf.square(y)))) as tf.Scalar
  const { grads } = tf
    .engine()
    .gradients(total, [x, ...layer.trainableWeights.map((v) => v.read())] as tf.Tensor[])
  return [...outputs(), ...grads]
}

const flat = (t: tf.Tensor) => tf.reshape(t, [-1])

describe('ConvLSTM', () => {
  const options = { padding: 'same', returnSequences: true, returnState: true } as const

  it.each([1, 3])('over one and three axes is that over two where axes are single (%i)', (rank) => {
    tf.tidy(() => {
      const plane = new ConvLSTM2D(2, rank === 1 ? [1, 3] : [3, 3], options)
      const other: Layer = rank === 1 ? new ConvLSTM1D(2, 3, options) : new ConvLSTM3D(2, [1, 3, 3], options)
      const extents = rank === 1 ? [1, 5] : [4, 5]
      const x = noise([2, 3, ...extents, 2], 1)
      const y = tf.reshape(x, rank === 1 ? [2, 3, 5, 2] : [2, 3, 1, ...extents, 2])
      plane.ensureBuilt(x.shape)
      other.ensureBuilt(y.shape)
      other.setWeights(plane.weights.map((v, i) => tf.reshape(v.read(), [...other.weights[i]!.shape])))
      const expected = everything(plane, x)
      for (const [i, t] of everything(other, y).entries())
        expect(flat(t)).toBeAllclose(flat(expected[i]!), { atol: 1e-5, rtol: 1e-4 })
    })
  })

  it('takes channels first', () => {
    tf.tidy(() => {
      const given = { ...options, dropout: 0.3, recurrentDropout: 0.3, strides: 2 }
      const last = new ConvLSTM2D(3, 2, { ...given, dropout: 0, recurrentDropout: 0 })
      const first = new ConvLSTM2D(3, 2, { ...given, dataFormat: 'channels_first' })
      const x = noise([2, 3, 5, 4, 2], 1)
      const y = tf.transpose(x, [0, 1, 4, 2, 3])
      last.ensureBuilt(x.shape)
      first.ensureBuilt(y.shape)
      first.setWeights(last.weights.map((v) => v.read()))
      const [expected, h] = last.run(x, new ForwardPass(false)).output as tf.Tensor[]
      const [found, state] = first.run(y, new ForwardPass(false)).output as tf.Tensor[]
      expect(found!).toBeAllclose(tf.transpose(expected!, [0, 1, 4, 2, 3]), { atol: 1e-5 })
      expect(state!).toBeAllclose(tf.transpose(h!, [0, 3, 1, 2]), { atol: 1e-5 })
      expect(first.computeOutputShape(y.shape)).toEqual([
        [2, 3, 3, 3, 2],
        [2, 3, 3, 2],
        [2, 3, 3, 2],
      ])
      // dropout draws in training only
      const dropped = first.run(y, new ForwardPass(true)).output as tf.Tensor[]
      expect(dropped[0]!).not.toBeAllclose(found!, { atol: 1e-3 })
    })
  })

  it('holds its state where the mask says so', () => {
    tf.tidy(() => {
      const layer = new ConvLSTM2D(2, 2)
      const x = noise([2, 3, 4, 4, 1], 1)
      layer.ensureBuilt(x.shape)
      const mask = tf.tensor2d([1, 1, 1, 1, 0, 0], [2, 3], 'bool')
      const masked = layer.run(x, new ForwardPass(false), mask).output as tf.Tensor
      const short = layer.run(tf.slice(x, [1, 0, 0, 0, 0], [1, 1, 4, 4, 1]), new ForwardPass(false)).output
      expect(tf.slice(masked, 1, 1)).toBeAllclose(short as tf.Tensor, { atol: 1e-6 })
    })
  })

  it.each([
    ['extents that are not fixed', () => ConvLSTM1D(2, 2)(Input({ shape: [4, null, 3] })), /fixed/],
    ['a window that does not fit', () => ConvLSTM1D(2, 5)(Input({ shape: [4, 3, 3] })), /window/],
    ['strides with dilation', () => ConvLSTM2D(2, 2, { strides: 2, dilationRate: 2 }), /dilationRate/],
    ['no filters', () => ConvLSTM3D(0, 2), /filters/],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message)
  })
})
