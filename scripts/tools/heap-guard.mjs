// Finds writes outside of tensors: each block of a WebAssembly heap gets borders of a known pattern.

/** Bytes of a border. Large enough to catch rows of a tensor that are written beside it. */
const BORDER = 256

/**
 * Watches an Emscripten module's allocations from now on.
 *
 * @param wasm its `_malloc`, `_free` and `HEAPU8` are used; the first two are replaced
 * @param options.fill the byte that borders and fresh blocks are filled with: what is read outside of a tensor, or
 *   before it is written, is different under another
 * @param options.slack bytes behind a block that belong to it: Keratin's kernels write whole vectors
 */
export function guardHeap(wasm, { fill: firstFill = 0xa5, slack = 32 } = {}) {
  const { _malloc, _free } = wasm
  /** Sizes of live blocks, and what their borders are filled with, by their address. */
  const blocks = new Map()
  let fill = firstFill
  let isOn = true
  const found = []

  const checkBlock = (address, { bytes, fill }) => {
    const heap = wasm.HEAPU8
    const regions = [
      ['before', address - BORDER, address],
      ['behind', address + bytes + slack, address + bytes + slack + BORDER],
    ]
    for (const [side, from, to] of regions) {
      const region = heap.subarray(from, to)
      if (region.every((byte) => byte === fill)) continue
      found.push(`${region.filter((byte) => byte !== fill).length} bytes ${side} a block of ${bytes} bytes`)
      region.fill(fill)
    }
  }

  wasm._malloc = (bytes) => {
    if (!isOn) return _malloc(bytes)
    const start = _malloc(bytes + slack + 2 * BORDER) >>> 0
    if (start === 0) return 0
    wasm.HEAPU8.fill(fill, start, start + bytes + slack + 2 * BORDER)
    blocks.set(start + BORDER, { bytes, fill })
    return start + BORDER
  }
  wasm._free = (address) => {
    const block = address >>> 0
    const known = blocks.get(block)
    if (known === undefined) return _free(address)
    checkBlock(block, known)
    blocks.delete(block)
    return _free(block - BORDER)
  }

  return {
    /** What was written outside of blocks since the last call. */
    check() {
      for (const [address, known] of blocks) checkBlock(address, known)
      return found.splice(0)
    },
    /** Whether blocks that are made from now on get borders: whoever looks at allocations sees these, too. */
    turn(on) {
      isOn = on
    },
    /** What blocks that are made from now on are filled with. */
    fillWith(byte) {
      fill = byte
    },
  }
}
