import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adaptiveMean, repeat, resize, tf } from '../../../src/engine/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { at, build, type Nd, randomNd } from './reference.js'

interface Settings {
  alignCorners: boolean
  halfPixelCenters: boolean
}

/** Where an output position lies among the inputs. Computed in float32, as the places of pixels are. */
function place(
  o: number,
  inputs: number,
  outputs: number,
  { alignCorners, halfPixelCenters }: Settings,
): number {
  const { fround } = Math
  const scale = fround(alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs)
  return halfPixelCenters ? fround((o + 0.5) * scale) : fround(o * scale)
}

const inside = (i: number, n: number) => Math.min(n - 1, Math.max(0, i))

function nearest(x: Nd, size: readonly [number, number], settings: Settings): Nd {
  const [n, h, w, c] = x.shape as [number, number, number, number]
  const pixel = (o: number, inputs: number, outputs: number) => {
    const p = place(o, inputs, outputs, settings)
    return inside(settings.alignCorners ? Math.floor(p + 0.5) : Math.floor(p), inputs)
  }
  return build([n, ...size, c], ([b, i, j, k]) =>
    at(x, [b!, pixel(i!, h, size[0]), pixel(j!, w, size[1]), k!]),
  )
}

function bilinear(x: Nd, size: readonly [number, number], settings: Settings): Nd {
  const [n, h, w, c] = x.shape as [number, number, number, number]
  const point = (o: number, inputs: number, outputs: number) => {
    const p = place(o, inputs, outputs, settings) - (settings.halfPixelCenters ? 0.5 : 0)
    const low = Math.floor(p)
    return { low: inside(low, inputs), high: inside(low + 1, inputs), share: p - low }
  }
  return build([n, ...size, c], ([b, i, j, k]) => {
    const [y, z] = [point(i!, h, size[0]), point(j!, w, size[1])]
    const line = (row: number) =>
      at(x, [b!, row, z.low, k!]) * (1 - z.share) + at(x, [b!, row, z.high, k!]) * z.share
    return line(y.low) * (1 - y.share) + line(y.high) * y.share
  })
}

const extent = fc.integer({ min: 1, max: 7 })
const cases = fc.record({
  batch: fc.integer({ min: 1, max: 2 }),
  image: fc.tuple(extent, extent),
  size: fc.tuple(extent, extent),
  channels: fc.constantFrom(1, 2, 3, 4, 9),
  settings: fc.constantFrom(
    { alignCorners: false, halfPixelCenters: false },
    { alignCorners: true, halfPixelCenters: false },
    { alignCorners: false, halfPixelCenters: true },
  ),
  seed: fc.integer(),
})

describe.each([
  ['resizeBilinear', bilinear],
  ['resizeNearestNeighbor', nearest],
] as const)('%s', (name, reference) => {
  it('has value and gradient of plain loops, for any sizes, batches and settings', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('resize', 4, ({ batch, image, size, channels, settings, seed }) => {
          const { alignCorners, halfPixelCenters } = settings
          checkOperator({
            inputs: [randomNd([batch, ...image, channels], seed)],
            operator: (x) => tf.image[name](x as tf.Tensor4D, size, alignCorners, halfPixelCenters),
            reference: (x) => reference(x, size, settings),
            tolerance: { atol: 5e-6, rtol: 2e-5 },
          })
        }),
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})

describe('resize', () => {
  it.each(['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5'] as const)(
    'with %s keeps constant images and is its own gradient transposed, along any axis',
    (method) => {
      tf.tidy(() => {
        const options = { firstAxis: 2, antialias: true }
        const ones = resize(tf.ones([2, 3, 7, 4]), [5, 9], method, options)
        expect(ones).toBeAllclose(tf.ones([2, 3, 5, 9]), { atol: 1e-6 })
        const f = (x: tf.Tensor) => resize(x, [5, 9], method, options)
        const x = tf.randomUniform([2, 3, 7, 4], -1, 1, 'float32', 1)
        const dy = tf.randomUniform([2, 3, 5, 9], -1, 1, 'float32', 2)
        // <f(x), dy> = <x, f'(dy)>
        const left = tf.sum(tf.mul(f(x), dy))
        expect(tf.sum(tf.mul(x, tf.grad(f)(x, dy)))).toBeAllclose(left, { atol: 1e-4 })
      })
    },
  )

  it('copies pixels as they are, also beside infinite ones', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([1, Number.POSITIVE_INFINITY, 3], [1, 3, 1, 1])
      const up = repeat(x, 2, 1)
      expect(Array.from(up.dataSync())).toEqual([1, 1, Infinity, Infinity, 3, 3])
    })
  })

  it('takes means of windows of unequal lengths', () => {
    checkOperator({
      inputs: [randomNd([2, 7, 3], 1)],
      operator: (x) => adaptiveMean(x, 3, 1),
      // windows 0-2, 2-4, 4-6
      reference: (x) =>
        build([2, 3, 3], ([b, o, c]) => [0, 1, 2].reduce((s, k) => s + at(x, [b!, 2 * o! + k, c!]) / 3, 0)),
    })
  })
})
