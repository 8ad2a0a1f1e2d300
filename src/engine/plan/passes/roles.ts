/**
 * What kernels do with what their arguments point at, an argument each: r reads, w writes all that it points at, s uses
 * it as working memory; - is a number. Only of kernels that prepare values, or are given prepared ones.
 */
export const roles: Readonly<Record<string, string>> = {
  arithmetic: '-r-r-w-',
  clearBytes: 'w-',
  conv: `r${'-'.repeat(19)}rr-wwrr--s-`,
  copyBlocks: 'r-w---',
  depthwise: `r${'-'.repeat(15)}rr-wrr--s-`,
  gatherRows: 'rr--w-',
  gemm: '-----r-r-w-r-s-',
  gru: 'wrrwrrr-------s',
  lstm: 'wrwwrrrr------s',
  packColumns: '---r-w',
  packFilter: 'r-----w',
  packGates: 'r--w',
  scaleChannels: 'r--rrrr--w',
  simpleRnn: 'rrwrrr-----s',
  unary: '-rw-',
  winograd: `r${'-'.repeat(10)}rr-wwrr--s-`,
  winogradFilter: 'r----ws',
  winogradGrad: `r${'-'.repeat(10)}rr-rww--s-`,
}

/** Kernels that compute what stays as it is for as long as what they read does. */
export const preparing: ReadonlySet<string> = new Set([
  'arithmetic',
  'clearBytes',
  'copyBlocks',
  'gemm',
  'packColumns',
  'packFilter',
  'packGates',
  'unary',
  'winogradFilter',
])
