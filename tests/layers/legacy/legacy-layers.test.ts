import { beforeAll, expect, test } from 'vitest'
import { activations, getActivation } from '../../../src/activations/index.js'
import { tf } from '../../../src/engine/index.js'
import {
  Dense,
  Highway,
  Input,
  type Layer,
  LocallyConnected1D,
  LocallyConnected2D,
  ThresholdedReLU,
} from '../../../src/layers/index.js'

beforeAll(() => tf.ready())

/** What a layer with these weights makes of an input, and the gradient of its sum by the input. */
function run(layer: Layer, weights: tf.TensorLike[], x: tf.Tensor) {
  layer.ensureBuilt(x.shape)
  layer.setWeights(weights)
  return tf.tidy(() => {
    const y = (layer as unknown as (x: tf.Tensor) => tf.Tensor)(x)
    const gradient = tf.grad((v) => tf.sum((layer as unknown as (x: tf.Tensor) => tf.Tensor)(v)))(x)
    return { shape: y.shape, y: [...y.dataSync()], gradient: [...gradient.dataSync()] }
  })
}

test('LocallyConnected1D has a kernel for each place', () => {
  // places 0 and 1 of two steps of one channel, one filter
  const { y, gradient } = run(
    LocallyConnected1D(1, 2),
    [
      [
        [[1], [2]],
        [[3], [4]],
      ],
      [[0.5], [-0.5]],
    ],
    tf.tensor([1, 2, 3], [1, 3, 1]),
  )
  expect(y).toEqual([1 + 4 + 0.5, 6 + 12 - 0.5])
  expect(gradient).toEqual([1, 5, 4])
})

test('LocallyConnected2D with channels first turns inputs and not the bias', () => {
  const { y, shape } = run(
    LocallyConnected2D(2, [1, 1], { dataFormat: 'channels_first' }),
    [
      [[[1, 10]], [[2, 20]]],
      [
        [
          [0.1, 0.2],
          [0.3, 0.4],
        ],
      ],
    ],
    tf.tensor([1, 1], [1, 1, 1, 2]),
  )
  expect(shape).toEqual([1, 2, 1, 2])
  for (const [i, v] of [1.1, 2.2, 10.3, 20.4].entries()) expect(y[i]).toBeCloseTo(v, 5)
})

test('locally connected layers need a fixed shape', () => {
  expect(() => LocallyConnected1D(1, 2)(Input({ shape: [null, 1] }))).toThrow(/fixed input shape/)
  expect(() => LocallyConnected1D(1, 2, { implementation: 4 })).toThrow(/1, 2 or 3/)
})

test('ThresholdedReLU lets through what is above theta', () => {
  const { y, gradient } = run(ThresholdedReLU(0.5), [], tf.tensor([[-1, 0.5, 0.75]]))
  expect(y.map((v) => v + 0)).toEqual([0, 0, 0.75])
  expect(gradient).toEqual([0, 0, 1])
  expect(() => ThresholdedReLU(-1)).toThrow(/theta/)
})

test('Highway carries what the gate does not let through', () => {
  const weights = [[[2]], [[0]], [1], [0]]
  const { y } = run(Highway(), weights, tf.tensor([[3]]))
  expect(y).toEqual([0.5 * 7 + 0.5 * 3])
})

test('the hard sigmoid of old, and that of today', () => {
  const { fn, serialized } = getActivation('legacy_hard_sigmoid')
  const x = tf.tensor([-3, -1, 0, 2, 3])
  expect(fn(x)).toBeAllclose([0, 0.3, 0.5, 0.9, 1], { atol: 1e-6 })
  expect(tf.grad((v) => tf.sum(fn(v)))(x)).toBeAllclose([0, 0.2, 0.2, 0.2, 0], { atol: 1e-6 })
  expect(activations.hard_sigmoid(tf.tensor([1]))).toBeAllclose([4 / 6], { atol: 1e-6 })
  // what files hold of it is known again, and nothing else
  expect(getActivation(serialized!).name).toBe('legacy_hard_sigmoid')
  const config = Dense(1, { activation: 'legacy_hard_sigmoid' }).getConfig()
  expect(config.activation).toEqual(serialized)
})
