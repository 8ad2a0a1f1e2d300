import type { EmscriptenModule } from './load.js'

/** Smaller blocks fit into any hole. */
const LARGE = 4096
/** As many bytes are held, in use and idle together, as were ever in use at a time, times this. */
const HELD = 1.5

/**
 * Keeps released blocks of memory for the next request of their very size. The steps of a training ask for the same
 * sizes in the same order again and again: from the second step on each gets the blocks of the one before, and the
 * memory neither grows nor falls to pieces over thousands of steps. Where sizes change, the blocks that have been idle
 * for longest are given back.
 */
export function reuseBlocks(wasm: Pick<EmscriptenModule, '_malloc' | '_free'>): void {
  const { _malloc: allocate, _free: free } = wasm
  /** Sizes of all large blocks. */
  const sizes = new Map<number, number>()
  /** Those that are idle, the oldest first, and by their size. */
  const idle = new Set<number>()
  const idleBySize = new Map<number, number[]>()
  let [inUse, mostInUse, idleBytes] = [0, 0, 0]

  const take = (bytes: number): number | undefined => {
    const address = idleBySize.get(bytes)?.pop()
    if (address !== undefined) {
      idle.delete(address)
      idleBytes -= bytes
    }
    return address
  }

  /** Gives blocks back until so many bytes are idle. */
  const giveBack = (most: number) => {
    for (const address of idle) {
      if (idleBytes <= most) return
      const bytes = sizes.get(address)!
      idle.delete(address)
      idleBytes -= bytes
      sizes.delete(address)
      // the oldest of its size, too
      const same = idleBySize.get(bytes)!
      same.shift()
      if (same.length === 0) idleBySize.delete(bytes)
      free(address)
    }
  }

  const make = (bytes: number): number => {
    giveBack(HELD * Math.max(mostInUse, inUse + bytes) - inUse - bytes)
    let address = allocate(bytes)
    if (address === 0) {
      giveBack(0)
      address = allocate(bytes)
    }
    // addresses above 2 GiB come as negative numbers
    address >>>= 0
    if (address !== 0) sizes.set(address, bytes)
    return address
  }

  wasm._malloc = (bytes) => {
    if (bytes < LARGE) return allocate(bytes)
    const address = take(bytes) ?? make(bytes)
    if (address !== 0) inUse += bytes
    mostInUse = Math.max(mostInUse, inUse)
    return address
  }

  wasm._free = (address) => {
    const block = address >>> 0
    const bytes = sizes.get(block)
    if (bytes === undefined) {
      free(address)
      return
    }
    inUse -= bytes
    idleBytes += bytes
    idle.add(block)
    const same = idleBySize.get(bytes)
    if (same) same.push(block)
    else idleBySize.set(bytes, [block])
  }
}
