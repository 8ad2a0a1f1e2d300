import { KeratinError, showShape } from '../../support/errors.js'
import { reuseBlocks } from './block-cache.js'
import type { LentBlocks } from './lent-blocks.js'
import type { EmscriptenModule } from './load.js'

/** A vector of slack behind each allocation: kernels read and write whole vectors of four floats. */
const SLACK = 32
/** What a 32-bit allocator can be asked for at all; it would take larger numbers modulo 2^32. */
const LARGEST = 2 ** 32 - 2 ** 17

/** What is told of every allocation, and may keep blocks from being freed. */
export interface MemoryWatch {
  /** Blocks that somebody holds, whoever frees them. */
  readonly pinned: Set<number>
  /** Blocks that other tensors look into. */
  readonly lent: LentBlocks
  /** Told of a block that is pinned and would have been freed. */
  onPinnedFree?: (() => void) | undefined
  /** Gives back what is kept only to be used again, where there is no room otherwise; tells whether there was any. */
  giveBack?: (() => boolean) | undefined
  observer?: { allocated(address: number, bytes: number): void; freed(address: number): void } | undefined
}

/**
 * Makes allocations of the backend, its own kernels' included, whole vectors long, large ones used again, and an
 * exhausted memory an error: the allocator then returns address 0, over which the backend would write as if it were a
 * tensor.
 */
export function guardAllocations(wasm: EmscriptenModule, watch: MemoryWatch): void {
  // Emscripten's stubs put the real function in their place on their first call, which would undo what follows
  wasm._free(wasm._malloc(1))
  reuseBlocks(wasm)
  const allocate = wasm._malloc
  wasm._malloc = (bytes) => {
    let address = bytes > LARGEST ? 0 : allocate(bytes + SLACK)
    if (address === 0 && bytes <= LARGEST && watch.giveBack?.()) address = allocate(bytes + SLACK)
    if (address === 0) throw outOfMemory(`${showBytes(bytes)} of working memory`, wasm)
    watch.observer?.allocated(address >>> 0, bytes)
    return address
  }
  const free = wasm._free
  wasm._free = (address) => {
    watch.observer?.freed(address >>> 0)
    if (watch.pinned.has(address >>> 0)) watch.onPinnedFree?.()
    else if (!watch.lent.keeps(address >>> 0)) free(address)
  }
}

/** The same error, naming the tensor there is no room for. */
export function outOfMemoryForTensor(
  shape: readonly number[],
  dtype: string,
  bytes: number,
  wasm: EmscriptenModule,
) {
  return outOfMemory(`a ${dtype} tensor of shape ${showShape(shape)} (${showBytes(bytes)})`, wasm)
}

function outOfMemory(what: string, wasm: EmscriptenModule): KeratinError {
  return new KeratinError(
    'OUT_OF_MEMORY',
    `The wasm engine has no room for ${what}; its memory has grown to ${showBytes(wasm.HEAPU8.length)}.`,
    { hint: 'Use a smaller batch or model, or dispose tensors that are no longer needed.' },
  )
}

function showBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = -1
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(1)} ${units[unit]}`
}
