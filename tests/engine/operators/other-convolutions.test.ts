import { describe, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { checkOperator } from './check.js'
import { conv2d, conv2dGradients, extent, type Window } from './convolution-reference.js'
import { at, build, indicesOf, type Nd, randomNd } from './reference.js'

type Pad = 'same' | 'valid'
const plain = (pad: Pad, stride = 1): Window => ({ strides: [stride, stride], dilations: [1, 1], pad })
const tolerance = { atol: 1e-5, rtol: 2e-5 }

/** Windows over any number of axes: for each output position the taps inside the input, [input index, tap index]. */
function taps(input: readonly number[], kernel: readonly number[], stride: number, pad: Pad) {
  const extents = input.map((n, axis) => extent(n, kernel[axis]!, stride, 1, pad))
  const shape = extents.map((e) => e.output)
  const inside = (position: readonly number[]) =>
    [...indicesOf(kernel)]
      .map(
        (tap) => [tap.map((k, axis) => position[axis]! * stride + k - extents[axis]!.before), tap] as const,
      )
      .filter(([index]) => index.every((v, axis) => v >= 0 && v < input[axis]!))
  return { shape, inside }
}

describe('convolutions besides conv2d', () => {
  it.each([
    ['valid', 1, 1],
    ['same', 2, 1],
    ['same', 1, 1],
    ['valid', 1, 2],
  ] as const)('conv1d, %s, stride %i, dilation %i', (pad, stride, dilation) => {
    const window: Window = { strides: [1, stride], dilations: [1, dilation], pad }
    const wide = ({ shape: [n, w, c], data }: Nd): Nd => ({ shape: [n!, 1, w!, c!], data })
    checkOperator({
      inputs: [randomNd([2, 12, 4], 1), randomNd([5, 4, 6], 2)],
      operator: (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, stride, pad, 'NWC', dilation),
      reference: (x, w) => {
        const y = conv2d(wide(x), { shape: [1, ...w.shape], data: w.data }, window)
        return { shape: [2, y.shape[2]!, 6], data: y.data }
      },
      tolerance,
    })
  })

  it.each([1, 2, 3])('conv2dTranspose, stride %i', (stride) => {
    const window = plain('same', stride)
    const shape = [2, 5 * stride, 6 * stride, 5]
    checkOperator({
      inputs: [randomNd([2, 5, 6, 4], 1), randomNd([3, 3, 5, 4], 2)],
      operator: (x, w) =>
        tf.conv2dTranspose(
          x as tf.Tensor4D,
          w as tf.Tensor4D,
          shape as [number, number, number, number],
          stride,
          'same',
        ),
      reference: (x, w) =>
        conv2dGradients(
          x,
          build(shape, () => 0),
          w,
          window,
        )[0],
      tolerance,
    })
  })

  it.each([
    ['valid', 1],
    ['same', 1],
    ['same', 2],
  ] as const)('depthwiseConv2d, %s, stride %i', (pad, stride) => {
    checkOperator({
      inputs: [randomNd([2, 6, 5, 3], 1), randomNd([3, 3, 3, 2], 2)],
      operator: (x, w) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
      reference: (x, w) => {
        const { shape, inside } = taps([6, 5], [3, 3], stride, pad)
        return build([2, ...shape, 6], ([n, oy, ox, f]) => {
          const [c, m] = [f! >> 1, f! & 1]
          return inside([oy!, ox!]).reduce(
            (sum, [i, k]) => sum + at(x, [n!, ...i, c]) * at(w, [...k, c, m]),
            0,
          )
        })
      },
      tolerance,
    })
  })

  it.each([
    ['valid', 1],
    ['same', 1],
    ['same', 2],
  ] as const)('conv3d, %s, stride %i', (pad, stride) => {
    checkOperator({
      inputs: [randomNd([1, 4, 3, 5, 2], 1), randomNd([3, 2, 2, 2, 3], 2)],
      operator: (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, stride, pad),
      reference: (x, w) => {
        const { shape, inside } = taps([4, 3, 5], [3, 2, 2], stride, pad)
        return build([1, ...shape, 3], ([, a, b, c, f]) =>
          inside([a!, b!, c!]).reduce(
            (sum, [i, k]) =>
              sum + at(x, [0, ...i, 0]) * at(w, [...k, 0, f!]) + at(x, [0, ...i, 1]) * at(w, [...k, 1, f!]),
            0,
          ),
        )
      },
      tolerance,
    })
  })

  it('separableConv2d', () => {
    checkOperator({
      inputs: [randomNd([1, 5, 4, 2], 1), randomNd([3, 3, 2, 2], 2), randomNd([1, 1, 4, 3], 3)],
      operator: (x, d, p) =>
        tf.separableConv2d(x as tf.Tensor4D, d as tf.Tensor4D, p as tf.Tensor4D, 1, 'same'),
      reference: (x, d, p) => {
        const { shape, inside } = taps([5, 4], [3, 3], 1, 'same')
        const middle = build([1, ...shape, 4], ([n, oy, ox, f]) =>
          inside([oy!, ox!]).reduce(
            (sum, [i, k]) => sum + at(x, [n!, ...i, f! >> 1]) * at(d, [...k, f! >> 1, f! & 1]),
            0,
          ),
        )
        return conv2d(middle, p, plain('valid'))
      },
      tolerance,
    })
  })
})

describe('poolings of volumes', () => {
  const pooling = (f: (values: number[]) => number, pad: Pad) => (x: Nd) => {
    const { shape, inside } = taps([4, 5, 3], [2, 2, 2], 2, pad)
    return build([1, ...shape, 2], ([, a, b, c, d]) =>
      f(inside([a!, b!, c!]).map(([i]) => at(x, [0, ...i, d!]))),
    )
  }

  it.each(['valid', 'same'] as const)('maxPool3d and avgPool3d, %s', (pad) => {
    const inputs = [randomNd([1, 4, 5, 3, 2], 1)]
    checkOperator({
      inputs,
      operator: (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, pad),
      reference: pooling((values) => Math.max(...values), pad),
    })
    checkOperator({
      inputs,
      operator: (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, pad),
      reference: pooling((values) => values.reduce((a, b) => a + b) / values.length, pad),
    })
  })
})
