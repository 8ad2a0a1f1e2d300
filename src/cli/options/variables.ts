/** What the environment sets besides options. */
export const variables = {
  KERATIN_DATA: 'folder in which data sets are looked for, before the cache and the network',
  KERATIN_THREADS: 'threads that the embedded engine computes on. Default: one per core',
  NODE_DISABLE_COMPILE_CACHE: '1: compiled code is not kept in the cache for the next start',
  NO_COLOR: 'anything: no colour and no line that is redrawn; CI and TERM=dumb do the same',
  FORCE_COLOR: '1: colour even where there is no terminal; 0: none',
} as const
