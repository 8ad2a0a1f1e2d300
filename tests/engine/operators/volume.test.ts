import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convolutions, tf } from '../../../src/engine/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { build, type Nd, randomNd } from './reference.js'
import {
  convolution,
  convolutionGradients,
  fits,
  pooling,
  poolingGradient,
  type Windows,
} from './window-reference.js'

const size = (max: number) => fc.integer({ min: 1, max })
const three = (max: number) => fc.tuple(size(max), size(max), size(max))
const pad = fc.constantFrom('same' as const, 'valid' as const)
const tolerance = { atol: 5e-6, rtol: 2e-5 }

const cases = fc
  .record({
    batch: size(2),
    volume: three(6),
    kernel: three(3),
    channels: fc.oneof(size(3), fc.constantFrom(5, 8)),
    filters: fc.oneof(size(3), fc.constantFrom(9)),
    windows: fc.record({ strides: three(3), dilations: three(2), pad }),
    seed: fc.integer(),
  })
  .filter(({ volume, kernel, windows }) => fits(volume, kernel, windows))

describe('conv3d', () => {
  it('has value and gradients of plain loops, for any strides, dilations, padding and channels', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('volume', 4, ({ batch, volume, kernel, channels, filters, windows, seed }) => {
          checkOperator({
            inputs: [
              randomNd([batch, ...volume, channels], seed),
              randomNd([...kernel, channels, filters], seed + 1),
            ],
            operator: (x, w) => convolutions.conv3d(x, w, windows),
            reference: (x, w) => convolution(x, w, windows),
            gradients: (dy, x, w) => convolutionGradients(dy, x, w, windows),
            tolerance,
          })
        }),
      ),
      { numRuns: 80, seed: 1 },
    )
  })
})

describe('convTranspose', () => {
  const transposed = (axes: 2 | 3) => {
    const list = (max: number) => fc.array(size(max), { minLength: axes, maxLength: axes })
    return fc
      .record({
        volume: list(axes === 2 ? 8 : 5),
        kernel: list(3),
        channels: size(4),
        filters: size(3),
        windows: fc.record({ strides: list(3), dilations: list(3), pad }),
        seed: fc.integer(),
      })
      .filter(({ volume, kernel, windows }) => fits(volume, kernel, windows))
  }

  it.each([2, 3] as const)('over %i axes is the gradient of the convolution, and has its own', (axes) => {
    fc.assert(
      fc.property(
        transposed(axes),
        ofShare('volume 2', 4, ({ volume, kernel, channels, filters, windows, seed }) => {
          const shape = [2, ...volume, filters]
          const none = build(shape, () => 0)
          const w = randomNd([...kernel, filters, channels], seed + 1)
          const small = convolution(none, w, windows).shape
          checkOperator({
            inputs: [randomNd(small, seed), w],
            operator: (y, kernels) => convolutions.convTranspose(y, kernels, shape, windows),
            reference: (y, kernels) => convolutionGradients(y, none, kernels, windows)[0],
            gradients: (dx, y, kernels) => [
              convolution(dx, kernels, windows),
              convolutionGradients(y, dx, kernels, windows)[1],
            ],
            tolerance,
          })
        }),
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})

const poolCases = fc
  .record({
    batch: size(2),
    volume: three(6),
    kernel: three(3),
    strides: three(3),
    channels: fc.oneof(size(3), fc.constantFrom(4, 9)),
    pad,
    seed: fc.integer(),
  })
  .filter(({ volume, kernel, strides, pad }) => fits(volume, kernel, { strides, pad, dilations: [1, 1, 1] }))
const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
const equalShares = (values: number[]) => values.map(() => 1 / values.length)
const toMaxima = (values: number[]) => values.map((v) => (v === Math.max(...values) ? 1 : 0))

describe.each([
  ['maxPool', (values: number[]) => Math.max(...values), toMaxima],
  ['avgPool', mean, equalShares],
] as const)('%s of volumes', (name, f, share) => {
  it('has value and gradient of plain loops, for any window, strides, padding and sign', () => {
    fc.assert(
      fc.property(
        poolCases,
        ofShare('volume 3', 4, ({ batch, volume, kernel, strides, channels, pad, seed }) => {
          const windows: Windows = { strides, pad, dilations: [1, 1, 1] }
          checkOperator({
            // all negative half of the time: a maximum below zero
            inputs: [randomNd([batch, ...volume, channels], seed, -1, seed % 2 ? 0 : 1)],
            operator: (x) => convolutions[name](x, { size: kernel, strides, pad }),
            reference: (x) => pooling(x, kernel, windows, f),
            gradients: (dy, x) => [poolingGradient(dy, x, kernel, windows, share)],
          })
        }),
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})

describe.runIf(process.env.KERATIN_ENGINE === 'wasm')('the wasm kernels for volumes', () => {
  it('give each of several equal maxima the whole gradient, as TensorFlow does', () => {
    tf.tidy(() => {
      const dx = tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 'valid'))(tf.ones([1, 2, 2, 2, 5]))
      expect(dx).toBeAllclose(tf.ones([1, 2, 2, 2, 5]))
    })
  })

  it('cut a batch whose working memory would be large into pieces', () => {
    const options: Windows = { strides: [1, 2, 2], dilations: [1, 1, 1], pad: 'same' }
    const float = ({ shape, data }: Nd) => tf.tensor(Float32Array.from(data), [...shape])
    tf.tidy(() => {
      // 71 MB of it for one volume, by a filter that is deep rather than by many numbers
      const given = [float(randomNd([2, 12, 96, 96, 7], 1)), float(randomNd([23, 1, 1, 7, 2], 2))] as const
      const whole = (x: tf.Tensor, w: tf.Tensor) => convolutions.conv3d(x, w, options)
      const each = (x: tf.Tensor, w: tf.Tensor) => tf.concat(tf.split(x, 2).map((one) => whole(one, w)))
      expect(whole(...given)).toBeAllclose(each(...given), { atol: 0, rtol: 0 })
      const [dx, dw] = tf.grads(whole)([...given])
      const [dxEach, dwEach] = tf.grads(each)([...given])
      expect(dx).toBeAllclose(dxEach!, { atol: 0, rtol: 0 })
      expect(dw).toBeAllclose(dwEach!, { atol: 1e-3, rtol: 1e-5 })
    })
  })

  it('free the memory they work in', () => {
    const options: Windows = { strides: [1, 2, 1], dilations: [1, 1, 1], pad: 'same' }
    const x = tf.ones([2, 4, 5, 6, 3])
    const w = tf.ones([2, 3, 3, 3, 4])
    const once = () =>
      tf.tidy(() => {
        tf.grads((a, b) => convolutions.conv3d(a, b, options))([x, w])
        for (const name of ['maxPool', 'avgPool'] as const) {
          tf.grad((a) => convolutions[name](a, { size: [2, 2, 2], strides: [2, 2, 2], pad: 'same' }))(x)
        }
      })
    once()
    const held = tf.backend().numDataIds()
    once()
    expect(tf.backend().numDataIds()).toBe(held)
    tf.dispose([x, w])
  })
})
