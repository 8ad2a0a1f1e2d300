import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { extent, pool2d, type Window } from './convolution-reference.js'
import { build, map, randomNd } from './reference.js'

const size = (max: number) => fc.integer({ min: 1, max })
const cases = fc
  .record({
    batch: size(3),
    image: fc.tuple(size(7), size(7)),
    kernel: fc.tuple(size(4), size(4)),
    strides: fc.tuple(size(4), size(4)),
    channels: fc.oneof(size(3), fc.constantFrom(4, 9)),
    pad: fc.constantFrom('same' as const, 'valid' as const),
    seed: fc.integer(),
  })
  .filter(({ image, kernel, strides, pad }) =>
    [0, 1].every((i) => extent(image[i]!, kernel[i]!, strides[i]!, 1, pad).output > 0),
  )
const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length

describe.each([
  ['maxPool', (values: number[]) => Math.max(...values)],
  ['avgPool', mean],
] as const)('%s', (name, f) => {
  it('has value and gradient of plain loops, for any window, strides, padding and sign', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('pooling', 4, ({ batch, image, kernel, strides, channels, pad, seed }) => {
          const window: Window = { strides, pad, dilations: [1, 1] }
          checkOperator({
            // all negative half of the time: a maximum below zero
            inputs: [randomNd([batch, ...image, channels], seed, -1, seed % 2 ? 0 : 1)],
            operator: (x) => tf[name](x as tf.Tensor4D, kernel, strides, pad),
            reference: (x) => pool2d(x, kernel, window, f),
          })
        }),
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})

describe('maxPool', () => {
  it('gives the gradient of equal maxima to the first of them', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([1, 1, 0, 1], [1, 2, 2, 1])
      const dx = tf.grad((t) => tf.maxPool(t as tf.Tensor4D, 2, 2, 'valid'))(x)
      expect(dx).toBeAllclose([
        [
          [[1], [0]],
          [[0], [0]],
        ],
      ])
    })
  })

  it('passes integers on', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([1, 5, 2, 3], [1, 2, 2, 1], 'int32')
      expect(tf.maxPool(x, 2, 2, 'valid').dataSync()[0]).toBe(5)
    })
  })

  it('computes on large images what it computes on small ones', () => {
    checkOperator({
      inputs: [randomNd([2, 50, 50, 12], 4)],
      operator: (x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'same'),
      reference: (x) =>
        pool2d(x, [2, 2], { strides: [2, 2], pad: 'same', dilations: [1, 1] }, (v) => Math.max(...v)),
      gradients: (dy, x) => {
        const dx = map(x, () => 0)
        build(dy.shape, ([n, oy, ox, c]) => {
          const offsets = [0, 1].flatMap((i) =>
            [0, 1].map((j) => ((n! * 50 + oy! * 2 + i) * 50 + ox! * 2 + j) * 12 + c!),
          )
          const best = offsets.reduce((a, b) => (x.data[b]! > x.data[a]! ? b : a))
          dx.data[best]! += dy.data[((n! * 25 + oy!) * 25 + ox!) * 12 + c!]!
          return 0
        })
        return [dx]
      },
    })
  })
})
