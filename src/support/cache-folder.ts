import { join } from 'node:path'
import envPaths from 'env-paths'

/**
 * The folder in which something that was fetched or computed is kept: `~/.cache/keratin/<name>` on Linux
 * (`XDG_CACHE_HOME` is honoured), the usual place of caches elsewhere.
 */
export const cacheFolder = (name: string): string => join(envPaths('keratin', { suffix: '' }).cache, name)
