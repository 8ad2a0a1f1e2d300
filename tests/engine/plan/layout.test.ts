import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Lifetime, layOut } from '../../../src/engine/plan/layout.js'

const lifetime = fc
  .record({ bytes: fc.integer({ min: 0, max: 5000 }), first: fc.nat(30), length: fc.nat(10) })
  .map(({ bytes, first, length }): Lifetime => ({ bytes, first, last: first + length }))

it('no two pieces that are needed at the same time lie over each other, nor vectors behind them', () => {
  fc.assert(
    fc.property(fc.array(lifetime, { maxLength: 30 }), (pieces) => {
      const { offsets, bytes } = layOut(pieces)
      pieces.forEach((a, i) => {
        expect(offsets[i]! % 64).toBe(0)
        expect(offsets[i]! + a.bytes + 32).toBeLessThanOrEqual(bytes)
        pieces.slice(i + 1).forEach((b, j) => {
          if (a.last < b.first || b.last < a.first) return
          const [p, q] = [offsets[i]!, offsets[i + 1 + j]!]
          expect(p + a.bytes + 32 <= q || q + b.bytes + 32 <= p).toBe(true)
        })
      })
    }),
  )
})

it('pieces one after the other share their place', () => {
  const piece = (first: number) => ({ bytes: 1000, first, last: first + 1 })
  expect(layOut([0, 2, 4, 6].map(piece)).bytes).toBe(layOut([piece(0)]).bytes)
  expect(layOut([0, 1, 2, 3].map(piece)).bytes).toBe(2 * layOut([piece(0)]).bytes)
})
