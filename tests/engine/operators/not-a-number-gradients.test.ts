import { describe, expect, it } from 'vitest'
import { Conv2D, Dense, DepthwiseConv2D, type Layer, tf } from '../../../src/index.js'

const nan = Number.NaN
const values = (t: tf.Tensor) => [...t.dataSync()]

/** Layers whose kernels compute the activation, too. */
const layers: [string, (activation: string) => Layer, number[]][] = [
  [
    'Conv2D',
    (activation) => Conv2D({ filters: 1, kernelSize: 1, activation, kernelInitializer: 'ones' }),
    [1, 2, 2, 1],
  ],
  [
    'DepthwiseConv2D',
    (activation) => DepthwiseConv2D({ kernelSize: 1, activation, depthwiseInitializer: 'ones' }),
    [1, 2, 2, 1],
  ],
  ['Dense', (activation) => Dense(1, { activation, kernelInitializer: 'ones' }), [4, 1]],
]

describe('gradients where the output of an activation is NaN', () => {
  it.each(layers.flatMap((row) => ['relu', 'relu6'].map((activation) => [activation, ...row] as const)))(
    'of %s in %s are those of Keras',
    (activation, _, make, shape) => {
      tf.tidy(() => {
        const layer = make(activation)
        const x = tf.tensor([1, nan, -1, 2], shape)
        const arriving = tf.tensor([1, 10, 100, 1000], shape)
        layer(x)
        const weights = layer.trainableWeights.map((v) => v.read())
        const f = () => tf.sum(tf.mul(layer(x) as tf.Tensor, arriving)) as tf.Scalar
        const { grads } = tf.engine().gradients(f, [x, ...weights], undefined, true)
        // Keras 3.15.1: nothing passes where the output is not above 0, and NaN is not; the kernel meets NaN times 0
        expect(grads.map(values)).toEqual([[1, 0, 0, 1000], [nan], [1001]])
        layer.dispose()
      })
    },
  )

  const shapes = [1, 3, 5].flatMap((size) =>
    [1, 3, 8, 17].flatMap((channels) => [1, 2].map((strides) => [size, channels, strides] as const)),
  )
  it.each(shapes)('pass it by: windows of %i on %i channels with steps of %i', (size, channels, strides) => {
    tf.tidy(() => {
      const x = tf.randomUniform([2, 7, 6, channels], -1, 1, 'float32', 1) as tf.Tensor4D
      const filter = tf.randomUniform([size, size, channels, 9], -1, 1, 'float32', 2) as tf.Tensor4D
      // NaN comes of the bias: a channel of the output is NaN, and nothing that a gradient multiplies
      const bias = tf.tensor1d([0.1, nan, ...Array.from({ length: 7 }, () => -0.1)])
      const arriving = tf.randomUniform(
        [2, Math.ceil(7 / strides), Math.ceil(6 / strides), 9],
        -1,
        1,
        'float32',
        3,
      )
      const settings = { strides, pad: 'same', activation: 'relu' } as const
      const fused = tf.grads((a, w, b) =>
        tf.sum(
          tf.mul(
            arriving,
            tf.fused.conv2d({ ...settings, x: a as tf.Tensor4D, filter: w as tf.Tensor4D, bias: b! }),
          ),
        ),
      )
      const apart = tf.grads((a, w, b) =>
        tf.sum(
          tf.mul(
            arriving,
            tf.relu(tf.add(tf.conv2d(a as tf.Tensor4D, w as tf.Tensor4D, strides, 'same'), b!)),
          ),
        ),
      )
      const found = fused([x, filter, bias])
      apart([x, filter, bias]).forEach((expected, i) => {
        expect(found[i]!).toBeAllclose(expected, { atol: 1e-3, rtol: 1e-4 })
        expect(values(found[i]!).some(Number.isNaN)).toBe(false)
      })
    })
  })
})
