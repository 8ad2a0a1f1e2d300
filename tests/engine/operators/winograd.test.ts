import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fused, tf } from '../../../src/engine/index.js'
import { drawShare, shareOf } from '../../harness/share.js'
import { conv2d, conv2dGradients, pool2d, type Window } from './convolution-reference.js'
import { map, type Nd, randomNd, zip } from './reference.js'

const size = (max: number) => fc.integer({ min: 1, max })
const channels = fc.constantFrom(8, 16, 24, 32, 40)
const cases = fc.record({
  batch: size(3),
  image: fc.tuple(fc.integer({ min: 8, max: 19 }), fc.integer({ min: 8, max: 19 })),
  taps: fc.constantFrom(3, 5),
  inputs: channels,
  outputs: channels,
  pad: fc.constantFrom('same' as const, 'valid' as const),
  activation: fc.constantFrom('linear' as const, 'relu' as const),
  maxPool: fc.boolean(),
  seed: fc.integer(),
})

const toTensor = ({ shape, data }: Nd) => tf.tensor(Float32Array.from(data), [...shape])
const largest = (values: ArrayLike<number>) =>
  Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0)

/** Expects the largest error of a whole tensor to be within 1e-5 of its largest number. */
function expectNear(found: tf.Tensor, wanted: Nd): void {
  expect(found.shape).toEqual([...wanted.shape])
  const values = found.dataSync()
  const errors = wanted.data.map((v, i) => v - values[i]!)
  expect(largest(errors)).toBeLessThan(1e-5 * largest(wanted.data) + 1e-30)
}

/**
 * Where the gradient goes: 1 for each output of the convolution that ReLU and pooling let through. Where two numbers
 * nearly tie, rounding decides, and every number of the gradient follows from that: such a case is not `clear`.
 */
function decisions(z: Nd, relu: boolean, maxPool: boolean): { open: Nd; clear: boolean } {
  const [N, H, W, C] = z.shape as [number, number, number, number]
  const margin = 1e-4 * largest(z.data)
  const open = map(z, () => 0)
  let clear = true
  const near = (v: number) => {
    if (Math.abs(v) < margin) clear = false
  }
  if (!maxPool) {
    z.data.forEach((v, i) => {
      if (relu) near(v)
      open.data[i] = relu && v <= 0 ? 0 : 1
    })
    return { open, clear }
  }
  for (let n = 0; n < N; n++)
    for (let y = 0; y + 1 < H; y += 2)
      for (let x = 0; x + 1 < W; x += 2)
        for (let c = 0; c < C; c++) {
          const at = [0, 1, W, W + 1].map((o) => ((n * H + y) * W + x + o) * C + c)
          const [first, second] = at.sort((a, b) => z.data[b]! - z.data[a]!) as [number, number]
          if (relu) near(z.data[first]!)
          if (!relu || z.data[first]! > 0) near(z.data[first]! - z.data[second]!)
          open.data[first] = relu && z.data[first]! <= 0 ? 0 : 1
        }
  return { open, clear }
}

/** dy of the pooled output, at the pixels that it came from. */
function spread(dy: Nd, z: Nd, maxPool: boolean): Nd {
  if (!maxPool) return dy
  const [N, H, W, C] = z.shape as [number, number, number, number]
  const [, PH, PW] = dy.shape as [number, number, number, number]
  const wide = map(z, () => 0)
  for (let n = 0; n < N; n++)
    for (let y = 0; y < PH * 2; y++)
      for (let x = 0; x < PW * 2; x++)
        for (let c = 0; c < C; c++) {
          wide.data[((n * H + y) * W + x) * C + c] = dy.data[((n * PH + (y >> 1)) * PW + (x >> 1)) * C + c]!
        }
  return wide
}

describe('convolutions of stride 1 with whole vectors of channels', () => {
  it('are within 1e-5 of the largest number, forward and backward, with bias, ReLU and pooling', () => {
    let checked = 0
    let drawn = 0
    const isDrawn = drawShare('winograd', 60)
    fc.assert(
      fc.property(cases, ({ batch, image, taps, inputs, outputs, pad, activation, maxPool, seed }) => {
        if (!isDrawn()) return
        drawn++
        const window: Window = { strides: [1, 1], dilations: [1, 1], pad }
        const x = randomNd([batch, ...image, inputs], seed)
        const w = randomNd([taps, taps, inputs, outputs], seed + 1)
        const b = randomNd([outputs], seed + 2)
        const z = zip(conv2d(x, w, window), b, (p, q) => p + q)
        const relu = activation === 'relu'
        const a = relu ? map(z, (v) => Math.max(0, v)) : z
        const pooling: Window = { strides: [2, 2], dilations: [1, 1], pad: 'valid' }
        const y = maxPool ? pool2d(a, [2, 2], pooling, (values) => Math.max(...values)) : a
        const before = tf.memory().numTensors
        tf.tidy(() => {
          const run = (...[t, filter, bias]: tf.Tensor[]) =>
            fused.conv2d({
              x: t as tf.Tensor4D,
              filter: filter as tf.Tensor4D,
              bias: bias!,
              strides: 1,
              pad,
              activation,
              maxPool,
            })
          const tensors = [x, w, b].map(toTensor)
          expectNear(run(...tensors), y)
          const { open, clear } = decisions(z, relu, maxPool)
          if (!clear) return
          checked++
          const dy = randomNd(y.shape, seed + 3)
          const dz = zip(spread(dy, z, maxPool), open, (p, q) => p * q)
          const [dx, dw, db] = tf.grads(run)(tensors, toTensor(dy))
          const [wantedX, wantedW] = conv2dGradients(dz, x, w, window)
          expectNear(dx!, wantedX)
          expectNear(dw!, wantedW)
          const sums = map(b, () => 0)
          dz.data.forEach((v, i) => {
            sums.data[i % outputs]! += v
          })
          expectNear(db!, sums)
        })
        expect(tf.memory().numTensors).toBe(before)
      }),
      { numRuns: 60, seed: 1 },
    )
    expect(drawn).toBe(shareOf(60, 60))
    // of those that are drawn some may all be unclear; of all 60 they are not
    if (drawn === 60) expect(checked).toBeGreaterThan(15)
  })

  it('do not depend on what was in memory before', () => {
    const inputs = [randomNd([2, 13, 14, 8], 1), randomNd([5, 5, 8, 16], 2), randomNd([16], 3)].map(toTensor)
    const f = (...[x, filter, bias]: tf.Tensor[]) =>
      fused.conv2d({
        x: x as tf.Tensor4D,
        filter: filter as tf.Tensor4D,
        bias: bias!,
        strides: 1,
        pad: 'same',
        activation: 'relu',
        maxPool: true,
      })
    const resultsAfter = (value: number) =>
      tf.tidy(() => {
        for (const size of [100, 5_000, 300_000, 2_000_000]) tf.fill([size], value).dispose()
        return [f(...inputs), ...tf.grads(f)(inputs)].map((t) => t.dataSync())
      })
    expect(resultsAfter(Number.NaN)).toEqual(resultsAfter(0))
    tf.dispose(inputs)
  })

  it('do not depend on how many images there are', () => {
    tf.tidy(() => {
      const x = toTensor(randomNd([5, 16, 16, 8], 1)) as tf.Tensor4D
      const filter = toTensor(randomNd([3, 3, 8, 8], 2)) as tf.Tensor4D
      const y = (t: tf.Tensor4D) => fused.conv2d({ x: t, filter, strides: 1, pad: 'same' })
      const alone = y(tf.slice(x, [3, 0, 0, 0], [1, 16, 16, 8]))
      expect(tf.slice(y(x), [3, 0, 0, 0], [1, 16, 16, 8]).dataSync()).toEqual(alone.dataSync())
    })
  })
})
