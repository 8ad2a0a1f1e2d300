import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { checkOperator } from './check.js'
import { at, build, map, type Nd, randomNd, reduce } from './reference.js'

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const mean = (values: number[]) => sum(values) / values.length
const tolerance = { atol: 5e-6, rtol: 5e-5 }
const extent = fc.integer({ min: 1, max: 5 })
const cases = fc
  .record({ shape: fc.array(extent, { minLength: 1, maxLength: 3 }), at: fc.nat(), seed: fc.integer() })
  .map(({ shape, at: position, seed }) => ({ shape, axis: position % shape.length, seed }))
const settings = { numRuns: 40, seed: 1 }

/** Elements of the line along an axis that go through a position. */
const line = (x: Nd, index: readonly number[], axis: number) =>
  Array.from({ length: x.shape[axis]! }, (_, k) => at(x, index.with(axis, k)))

describe('along any axis of any shape', () => {
  const softmax = (x: Nd) => {
    const axis = x.shape.length - 1
    return build(x.shape, (i) => Math.exp(at(x, i)) / sum(line(x, i, axis).map(Math.exp)))
  }

  it('softmax and logSoftmax', () => {
    fc.assert(
      fc.property(cases, ({ shape, seed }) => {
        const inputs = [randomNd(shape, seed, -6, 6)]
        checkOperator({ inputs, operator: (x) => tf.softmax(x), reference: softmax, tolerance })
        const reference = (x: Nd) => map(softmax(x), Math.log)
        checkOperator({ inputs, operator: (x) => tf.logSoftmax(x), reference, tolerance })
      }),
      settings,
    )
  })

  it.each([
    ['cumsum', (values: number[]) => sum(values)],
    ['cumprod', (values: number[]) => values.reduce((a, b) => a * b, 1)],
  ] as const)('%s, exclusive or not, from both ends', (name, f) => {
    fc.assert(
      fc.property(cases, fc.boolean(), fc.boolean(), ({ shape, axis, seed }, exclusive, reverse) => {
        checkOperator({
          // away from 0, where the gradient of a cumulative product divides by it
          inputs: [randomNd(shape, seed, 0.5, 1.5)],
          operator: (x) => tf[name](x, axis, exclusive, reverse),
          reference: (x) =>
            build(x.shape, (i) => {
              const values = line(x, i, axis)
              const end = exclusive ? i[axis]! : i[axis]! + 1
              return f(reverse ? values.slice(exclusive ? i[axis]! + 1 : i[axis]!) : values.slice(0, end))
            }),
          tolerance,
        })
      }),
      settings,
    )
  })

  it('max and min, equal extrema sharing the gradient', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, seed }) => {
        for (const [operator, best] of [
          [tf.max, Math.max],
          [tf.min, Math.min],
        ] as const) {
          checkOperator({
            // few different values: many are equal
            inputs: [map(randomNd(shape, seed, -2, 2), Math.round)],
            operator: (x) => operator(x, axis),
            reference: (x) => reduce(x, [axis], (values) => best(...values)),
            gradients: (dy, x) => [
              build(x.shape, (i) => {
                const values = line(x, i, axis)
                if (at(x, i) !== best(...values)) return 0
                const shared = values.filter((v) => v === best(...values)).length
                return (
                  at(
                    dy,
                    i.filter((_, k) => k !== axis),
                  ) / shared
                )
              }),
            ],
          })
        }
      }),
      settings,
    )
  })

  it('moments', () => {
    fc.assert(
      fc.property(cases, ({ shape, axis, seed }) => {
        const inputs = [randomNd(shape, seed, -3, 3)]
        const variance = (values: number[]) => mean(values.map((v) => (v - mean(values)) ** 2))
        checkOperator({
          inputs,
          operator: (x) => tf.moments(x, axis).mean,
          reference: (x) => reduce(x, [axis], mean),
          tolerance,
        })
        checkOperator({
          inputs,
          operator: (x) => tf.moments(x, axis).variance,
          reference: (x) => reduce(x, [axis], variance),
          tolerance: { atol: 2e-5, rtol: 5e-5 },
        })
      }),
      settings,
    )
  })

  it('topk, with the first of equal values first', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ shape, seed }, count) => {
        const last = shape.at(-1)!
        const k = 1 + (count % last)
        tf.tidy(() => {
          const x = map(randomNd(shape, seed, -3, 3), Math.round)
          const found = tf.topk(tf.tensor(Float32Array.from(x.data), shape), k)
          const sorted = (index: readonly number[]) =>
            line(x, index, shape.length - 1)
              .map((value, i) => [value, i] as const)
              .sort(([a, i], [b, j]) => b - a || i - j)
          const wanted = [...shape.slice(0, -1), k]
          for (const [tensor, which] of [
            [found.values, 0],
            [found.indices, 1],
          ] as const) {
            expect(tensor.shape).toEqual(wanted)
            const reference = build(wanted, (i) => sorted(i.with(-1, 0))[i.at(-1)!]![which])
            expect(tensor).toBeAllclose(reference.data)
          }
        })
      }),
      settings,
    )
  })
})

describe('scatterND and gatherND', () => {
  it('put and take slices by index, adding up slices of the same place', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom<number[]>([], [3], [2, 5]), (seed, rest) => {
        tf.tidy(() => {
          const rows = randomNd([7, 2], seed, 0, 4)
          const indices = map(rows, Math.floor)
          const updates = randomNd([7, ...rest], seed + 1)
          const shape = [4, 4, ...rest]
          const target = build(shape, () => 0)
          const width = updates.data.length / 7
          updates.data.forEach((value, i) => {
            const row = Math.floor(i / width)
            target.data[(indices.data[2 * row]! * 4 + indices.data[2 * row + 1]!) * width + (i % width)]! +=
              value
          })
          const places = tf.tensor2d(Array.from(indices.data), [7, 2], 'int32')
          const scattered = tf.scatterND(
            places,
            tf.tensor(Float32Array.from(updates.data), [7, ...rest]),
            shape,
          )
          expect(scattered).toBeAllclose(target.data, { atol: 1e-6 })
          const taken = build([7, ...rest], ([row, ...i]) =>
            at(target, [indices.data[2 * row!]!, indices.data[2 * row! + 1]!, ...i]),
          )
          expect(tf.gatherND(scattered, places)).toBeAllclose(taken.data, { atol: 1e-6 })
        })
      }),
      settings,
    )
  })
})

describe('transform', () => {
  const inside = (i: number, n: number) => i >= 0 && i < n
  /** The pixel at a whole position, 0 outside. */
  const pixel = (x: Nd, b: number, y: number, z: number, c: number) =>
    inside(y, x.shape[1]!) && inside(z, x.shape[2]!) ? at(x, [b, y, z, c]) : 0

  it.each(['nearest', 'bilinear'] as const)('%s takes each pixel from where the matrix says', (mode) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const x = randomNd([2, 5, 6, 3], seed)
        const moves = randomNd([2, 8], seed + 1, -0.3, 0.3)
        // near the identity, with a shift, without perspective
        const matrix = build([2, 8], ([b, k]) => {
          if (k === 6 || k === 7) return 0
          return at(moves, [b!, k!]) * (k === 2 || k === 5 ? 5 : 1) + (k === 0 || k === 4 ? 1 : 0)
        })
        const reference = build(x.shape, ([b, i, j, c]) => {
          const m = (k: number) => at(matrix, [b!, k])
          const z = m(0) * j! + m(1) * i! + m(2)
          const y = m(3) * j! + m(4) * i! + m(5)
          if (mode === 'nearest') return pixel(x, b!, Math.round(y), Math.round(z), c!)
          const [low, left] = [Math.floor(y), Math.floor(z)]
          const row = (r: number) =>
            pixel(x, b!, r, left, c!) * (left + 1 - z) + pixel(x, b!, r, left + 1, c!) * (z - left)
          return row(low) * (low + 1 - y) + row(low + 1) * (y - low)
        })
        tf.tidy(() => {
          const images = tf.tensor4d(Float32Array.from(x.data), [2, 5, 6, 3])
          const transforms = tf.tensor2d(Float32Array.from(matrix.data), [2, 8])
          const moved = tf.image.transform(images, transforms, mode, 'constant', 0)
          expect(moved).toBeAllclose(reference.data, { atol: 1e-5 })
        })
      }),
      { numRuns: 25, seed: 1 },
    )
  })
})
