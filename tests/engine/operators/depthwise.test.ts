import fc from 'fast-check'
import { describe, it } from 'vitest'
import { convolutions, tf } from '../../../src/engine/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { map, randomNd, reduce, zip } from './reference.js'
import { convolution, convolutionGradients, fits, type Windows } from './window-reference.js'

const size = (max: number) => fc.integer({ min: 1, max })
const cases = fc
  .record({
    batch: size(3),
    image: fc.tuple(size(8), size(8)),
    kernel: fc.tuple(size(4), size(4)),
    channels: fc.oneof(size(5), fc.constantFrom(8, 13, 16, 20, 37)),
    multiplier: size(3),
    windows: fc.record({
      strides: fc.tuple(size(3), size(3)),
      dilations: fc.tuple(size(3), size(3)),
      pad: fc.constantFrom('same' as const, 'valid' as const),
    }),
    seed: fc.integer(),
  })
  .filter(({ image, kernel, windows }) => fits(image, kernel, windows))

describe('depthwiseConv2d', () => {
  it('has value and gradients of plain loops, for any strides, dilations, padding, channels and multiplier', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('depthwise', 4, ({ batch, image, kernel, channels, multiplier, windows, seed }) => {
          checkOperator({
            inputs: [
              randomNd([batch, ...image, channels], seed),
              randomNd([...kernel, channels, multiplier], seed + 1),
            ],
            operator: (x, w) => convolutions.depthwiseConv2d(x, w, windows),
            reference: (x, w) => convolution(x, w, windows, true),
            gradients: (dy, x, w) => convolutionGradients(dy, x, w, windows, true),
          })
        }),
      ),
      { numRuns: 150, seed: 1 },
    )
  })

  it('is right on images of more than one strip', () => {
    const windows: Windows = { strides: [1, 1], dilations: [1, 1], pad: 'same' }
    checkOperator({
      inputs: [randomNd([2, 40, 37, 21], 1), randomNd([3, 3, 21, 1], 2)],
      operator: (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
      reference: (x, w) => convolution(x, w, windows, true),
      gradients: (dy, x, w) => convolutionGradients(dy, x, w, windows, true),
      tolerance: { atol: 3e-5, rtol: 1e-5 },
    })
  })

  it.each(['linear', 'relu'] as const)('fuses bias and %s', (activation) => {
    const windows: Windows = { strides: [2, 1], dilations: [1, 1], pad: 'same' }
    checkOperator({
      inputs: [randomNd([2, 5, 4, 3], 1), randomNd([3, 3, 3, 7], 2), randomNd([21], 3)],
      operator: (x, w, bias) => convolutions.depthwiseConv2d(x, w, windows, { bias, activation }),
      reference: (x, w, bias) =>
        map(
          zip(convolution(x, w, windows, true), bias, (p, q) => p + q),
          (v) => (activation === 'relu' ? Math.max(0, v) : v),
        ),
      tolerance: { atol: 1e-5 },
    })
  })

  it('gives the gradient of the bias as the sum over images and pixels', () => {
    const windows: Windows = { strides: [1, 1], dilations: [1, 1], pad: 'valid' }
    checkOperator({
      inputs: [randomNd([33], 3)],
      operator: (bias) =>
        convolutions.depthwiseConv2d(tf.ones([3, 20, 20, 33]), tf.ones([1, 1, 33, 1]), windows, { bias }),
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
})
