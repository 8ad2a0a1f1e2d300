import { describe, expect, it } from 'vitest'
import { reuseBlocks } from '../../../src/engine/wasm/block-cache.js'

/** An allocator that never gives an address twice, and knows what is taken. */
function allocator(room = Number.POSITIVE_INFINITY) {
  let next = 2 ** 31 - 3000
  const taken = new Map<number, number>()
  const asked: number[] = []
  const used = () => [...taken.values()].reduce((a, b) => a + b, 0)
  const wasm = {
    _malloc(bytes: number) {
      asked.push(bytes)
      if (used() + bytes > room) return 0
      const address = next | 0
      next += bytes
      taken.set(address >>> 0, bytes)
      return address
    },
    _free(address: number) {
      if (!taken.delete(address >>> 0)) throw new Error(`${address} is not taken`)
    },
  }
  reuseBlocks(wasm)
  return { wasm, taken, asked, used }
}

describe('reuseBlocks', () => {
  it('gives a released block to the next request of its size, also above 2 GiB', () => {
    const { wasm, asked } = allocator()
    const step = () => {
      const [a, b] = [wasm._malloc(10_000), wasm._malloc(20_000)]
      wasm._free(a | 0)
      const c = wasm._malloc(10_000)
      wasm._free(b | 0)
      wasm._free(c)
      return [a >>> 0, b >>> 0, c >>> 0]
    }
    const first = step()
    expect(first[2]).toBe(first[0])
    for (let i = 0; i < 5; i++) expect(step()).toEqual(first)
    expect(asked).toEqual([10_000, 20_000])
  })

  it('holds half as much again as was ever in use, and lets go of what was idle for longest', () => {
    const { wasm, taken } = allocator()
    const use = (bytes: number) => wasm._free(wasm._malloc(bytes))
    use(40_000)
    use(10_000)
    use(9000)
    expect([...taken.values()]).toEqual([40_000, 10_000, 9000])
    use(8000)
    expect([...taken.values()]).toEqual([10_000, 9000, 8000])
    for (let bytes = 5000; bytes < 39_000; bytes += 100) {
      use(bytes)
      expect([...taken.values()].reduce((a, b) => a + b)).toBeLessThanOrEqual(60_000)
    }
  })

  it('gives all idle memory back before there is none left', () => {
    const { wasm, taken, used } = allocator(50_000)
    const blocks = [wasm._malloc(20_000), wasm._malloc(20_000)]
    for (const block of blocks) wasm._free(block)
    expect(used()).toBe(40_000)
    const large = wasm._malloc(45_000)
    expect(large).not.toBe(0)
    expect([...taken.values()]).toEqual([45_000])
    expect(wasm._malloc(20_000)).toBe(0)
    wasm._free(large)
    // what failed is not remembered
    expect(wasm._malloc(20_000)).not.toBe(0)
  })

  it('leaves small blocks to the allocator', () => {
    const { wasm, taken } = allocator()
    wasm._free(wasm._malloc(100))
    expect(taken.size).toBe(0)
  })
})
