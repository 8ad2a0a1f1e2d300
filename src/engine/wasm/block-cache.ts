import type { EmscriptenModule } from './load.js'

/** Smaller blocks fit into any hole. */
const LARGE = 4096

/**
 * Keeps released blocks of memory for the next request of their very size. The steps of a training ask for the same
 * sizes in the same order again and again: from the second step on each gets the blocks of the one before, and the
 * memory neither grows nor falls to pieces over thousands of steps.
 *
 * A request that none of them fits gives all of them back first, so that no memory is asked for while some lies idle.
 */
export function reuseBlocks(wasm: Pick<EmscriptenModule, '_malloc' | '_free'>): void {
  const { _malloc: allocate, _free: free } = wasm
  const sizes = new Map<number, number>()
  const idle = new Map<number, number[]>()
  const giveBack = () => {
    for (const addresses of idle.values()) {
      for (const address of addresses) {
        sizes.delete(address)
        free(address)
      }
    }
    idle.clear()
  }
  wasm._malloc = (bytes) => {
    if (bytes < LARGE) return allocate(bytes)
    const known = idle.get(bytes)?.pop()
    if (known !== undefined) return known
    giveBack()
    // addresses above 2 GiB come as negative numbers
    const address = allocate(bytes) >>> 0
    if (address !== 0) sizes.set(address, bytes)
    return address
  }
  wasm._free = (address) => {
    const bytes = sizes.get(address >>> 0)
    if (bytes === undefined) {
      free(address)
      return
    }
    const addresses = idle.get(bytes)
    if (addresses) addresses.push(address >>> 0)
    else idle.set(bytes, [address >>> 0])
  }
}
