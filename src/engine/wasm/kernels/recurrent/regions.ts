import type { KeratinWasmBackend } from '../../backend.js'

/**
 * Runs `use` with the addresses of regions of working memory of the sizes given, in bytes; none is zeroed. Each is a block
 * of its own: a plan can keep what lies in one, if that depends on weights alone.
 */
export function withRegions<K extends string>(
  backend: KeratinWasmBackend,
  sizes: Record<K, number>,
  use: (addresses: Record<K, number>) => void,
): void {
  const addresses = {} as Record<K, number>
  const names = Object.keys(sizes) as K[]
  const take = (next: number): void => {
    const name = names[next]
    if (name === undefined) use(addresses)
    else if (sizes[name] > 0) {
      backend.withScratch(sizes[name], (address) => {
        addresses[name] = address
        take(next + 1)
      })
    } else {
      addresses[name] = 0
      take(next + 1)
    }
  }
  take(0)
}
