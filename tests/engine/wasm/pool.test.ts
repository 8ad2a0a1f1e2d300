import { expect, it } from 'vitest'
import { sharers } from '../../../src/engine/wasm/pool.js'

it('small work outside of plans is shared among as many threads as plans run on, large work among all', () => {
  expect(sharers(1e6, 4, Number.POSITIVE_INFINITY)).toBe(4)
  expect(sharers(1e6, 4, 2)).toBe(2)
  expect(sharers(1e6, 4, 1)).toBe(1)
  expect(sharers(1e8, 4, 1)).toBe(4)
  expect(sharers(1e6, 1, 2)).toBe(1)
})
