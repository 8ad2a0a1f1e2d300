import type { KeratinWasmBackend } from '../../backend.js'

/** Runs `use` with the addresses of regions of working memory of the sizes given, in bytes; none is zeroed. */
export function withRegions<K extends string>(
  backend: KeratinWasmBackend,
  sizes: Record<K, number>,
  use: (addresses: Record<K, number>) => void,
): void {
  const entries = Object.entries<number>(sizes).map(([name, bytes]) => [name, Math.ceil(bytes / 64) * 64])
  const total = entries.reduce((sum, [, bytes]) => sum + (bytes as number), 0)
  backend.withScratch(total, (start) => {
    let next = start
    const addresses = entries.map(([name, bytes]) => {
      next += bytes as number
      return [name, next - (bytes as number)]
    })
    use(Object.fromEntries(addresses) as Record<K, number>)
  })
}
