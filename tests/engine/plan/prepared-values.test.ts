import { expect, it } from 'vitest'
import type { tf } from '../../../src/engine/tf.js'
import { PreparedValues } from '../../../src/engine/wasm/plan/prepared-values.js'

it('values are shared by name, stale when a source has changed, and freed by the last who uses them', () => {
  const blocks = new Map<number, number>()
  const backend = {
    reserve(bytes: number) {
      const address = 1000 * (blocks.size + 1) + 8
      blocks.set(address, bytes)
      return address
    },
    release: (address: number) => void blocks.delete(address),
  }
  let version = 1
  const values = new PreparedValues(backend, { versionOf: () => version })
  const source = {} as tf.Variable
  const first = values.take('a', 100, [source])
  expect(first.address % 64).toBe(0)
  expect(values.take('a', 100, [source])).toBe(first)
  expect(values.take('b', 100, [])).not.toBe(first)
  expect(values.isStale(first)).toBe(true)
  values.computed(first)
  expect(values.isStale(first)).toBe(false)
  version++
  expect(values.isStale(first)).toBe(true)
  values.release('a')
  expect(blocks.size).toBe(2)
  values.release('a')
  values.release('b')
  expect(blocks.size).toBe(0)
})
