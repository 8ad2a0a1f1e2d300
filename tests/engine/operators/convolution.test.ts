import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fused, tf } from '../../../src/engine/index.js'
import { drawShare, ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { conv2d, conv2dGradients, extent, type Window } from './convolution-reference.js'
import { map, randomNd, reduce, zip } from './reference.js'

const size = (max: number) => fc.integer({ min: 1, max })
const windows = fc.record({
  strides: fc.tuple(size(3), size(3)),
  dilations: fc.tuple(size(3), size(3)),
  pad: fc.constantFrom('same' as const, 'valid' as const),
})
const cases = fc
  .record({
    batch: fc.integer({ min: 0, max: 3 }),
    image: fc.tuple(size(9), size(9)),
    kernel: fc.tuple(size(4), size(4)),
    channels: fc.oneof(size(3), fc.constantFrom(8, 13)),
    filters: fc.oneof(size(3), fc.constantFrom(8, 17)),
    window: windows,
    seed: fc.integer(),
  })
  .filter(({ image, kernel, window }) =>
    [0, 1].every(
      (i) => extent(image[i]!, kernel[i]!, window.strides[i]!, window.dilations[i]!, window.pad).output > 0,
    ),
  )

describe('conv2d', () => {
  it('has value and gradients of plain loops, for any strides, dilations, padding and channels', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('convolution', 4, ({ batch, image, kernel, channels, filters, window, seed }) => {
          const { strides, pad, dilations } = window
          checkOperator({
            inputs: [
              randomNd([batch, ...image, channels], seed),
              randomNd([...kernel, channels, filters], seed + 1),
            ],
            operator: (x, w) =>
              fused.conv2d({ x: x as tf.Tensor4D, filter: w as tf.Tensor4D, strides, pad, dilations }),
            reference: (x, w) => conv2d(x, w, window),
            gradients: (dy, x, w) => conv2dGradients(dy, x, w, window),
          })
        }),
      ),
      { numRuns: 150, seed: 1 },
    )
  })

  it.each([3, 8, 13, 32].filter(drawShare('strips', 8)))(
    'is right on images of more than one strip, with %i channels',
    (channels) => {
      const window: Window = { strides: [1, 1], dilations: [1, 1], pad: 'same' }
      checkOperator({
        inputs: [randomNd([2, 40, 37, channels], 1), randomNd([3, 3, channels, 9], 2)],
        operator: (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
        reference: (x, w) => conv2d(x, w, window),
        gradients: (dy, x, w) => conv2dGradients(dy, x, w, window),
        tolerance: { atol: 3e-5, rtol: 1e-5 },
      })
    },
  )

  it('takes explicit padding and strides that leave a rest', () => {
    const padded = { strides: [2, 2], dilations: [1, 1], pad: 'valid' } as Window
    const shape = [2, 7, 8, 3]
    checkOperator({
      inputs: [randomNd(shape, 1), randomNd([3, 3, 3, 4], 2)],
      operator: (x, w) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, [
          [0, 0],
          [1, 2],
          [2, 1],
          [0, 0],
        ]),
      reference: (x, w) => {
        const wide = randomNd([2, 10, 11, 3], 0, 0, 0)
        for (let n = 0; n < 2; n++)
          for (let y = 0; y < 7; y++)
            for (let i = 0; i < 8 * 3; i++)
              wide.data[((n * 10 + y + 1) * 11 + 2) * 3 + i] = x.data[(n * 7 + y) * 24 + i]!
        return conv2d(wide, w, padded)
      },
    })
  })

  it.each(['linear', 'relu', 'tanh', 'sigmoid'] as const)('fuses bias and %s', (activation) => {
    const functions = {
      linear: (v: number) => v,
      relu: (v: number) => Math.max(0, v),
      tanh: Math.tanh,
      sigmoid: (v: number) => 1 / (1 + Math.exp(-v)),
    }
    const window: Window = { strides: [1, 1], dilations: [1, 1], pad: 'same' }
    checkOperator({
      inputs: [randomNd([2, 5, 4, 3], 1), randomNd([3, 3, 3, 9], 2), randomNd([9], 3)],
      operator: (x, w, bias) =>
        fused.conv2d({
          x: x as tf.Tensor4D,
          filter: w as tf.Tensor4D,
          bias,
          strides: 1,
          pad: 'same',
          activation,
        }),
      reference: (x, w, bias) =>
        map(
          zip(conv2d(x, w, window), bias, (p, q) => p + q),
          functions[activation],
        ),
      tolerance: { atol: 1e-5 },
    })
  })

  it('leaves other activations to TensorFlow.js', () => {
    const window: Window = { strides: [1, 1], dilations: [1, 1], pad: 'valid' }
    checkOperator({
      inputs: [randomNd([1, 5, 5, 2], 1), randomNd([2, 2, 2, 3], 2), randomNd([3], 3)],
      operator: (x, w, bias) =>
        fused.conv2d({
          x: x as tf.Tensor4D,
          filter: w as tf.Tensor4D,
          bias,
          strides: 1,
          pad: 'valid',
          activation: 'elu',
        }),
      reference: (x, w, bias) =>
        map(
          zip(conv2d(x, w, window), bias, (p, q) => p + q),
          (v) => (v > 0 ? v : Math.expm1(v)),
        ),
      gradients: false,
    })
  })

  it('gives the gradient of the bias as the sum over images and pixels', () => {
    checkOperator({
      inputs: [randomNd([33], 3)],
      operator: (bias) => {
        const x = tf.ones<tf.Rank.R4>([3, 20, 20, 1])
        return fused.conv2d({ x, filter: tf.ones([1, 1, 1, 33]), bias, strides: 1, pad: 'valid' })
      },
      reference: (bias) =>
        zip(
          map(randomNd([3, 20, 20, 33], 0), () => 1),
          bias,
          (p, q) => p + q,
        ),
      gradients: (dy) => [reduce(dy, [0, 1, 2], (values) => values.reduce((a, b) => a + b))],
      tolerance: { atol: 2e-5 },
    })
  })

  it('does not compute the gradient of an input that needs none', async () => {
    const x = tf.ones<tf.Rank.R4>([1, 4, 4, 2])
    const w = tf.ones<tf.Rank.R4>([3, 3, 2, 5])
    const y = (filter: tf.Tensor) =>
      fused.conv2d({ x, filter: filter as tf.Tensor4D, strides: 1, pad: 'valid' })
    const { kernels } = await tf.profile(() => tf.grad(y)(w))
    const backward = kernels.filter(({ name }) => name.includes('Backprop') || name.includes('Grad'))
    expect(backward.length).toBeGreaterThan(0)
    expect(backward.flatMap(({ outputShapes }) => outputShapes)).not.toContainEqual(x.shape)
  })
})
