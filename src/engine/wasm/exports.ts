/** The kernels of the AssemblyScript module that take (part, parts) and can be shared out among threads. */
export const sharedKernelNames = [
  'activation',
  'activationGrad',
  'adam',
  'avgPool',
  'avgPoolGrad',
  'boolToFloat',
  'conv',
  'convFilterGrad',
  'dropout',
  'exponential',
  'extremum',
  'gatherRows',
  'gemm',
  'maxPool',
  'maxPoolGrad',
  'rnnOutput',
  'segmentSum',
  'select',
  'simpleRnn',
  'simpleRnnGrad',
  'step',
  'sumColumns',
  'sumRows',
  'transform',
  'uniform',
] as const

/** A kernel that threads share. */
export type SharedKernelName = (typeof sharedKernelNames)[number]

/** The small ones that run on the calling thread. */
type LocalKernelName =
  | 'convFilterGradScratch'
  | 'convScratch'
  | 'copyBlocks'
  | 'gemmScratch'
  | 'packFilter'
  | 'packSquare'
  | 'rnnScratch'

/** What the AssemblyScript module exports (see assembly/index.ts). Addresses are byte offsets. */
export type KernelExports = Record<SharedKernelName | LocalKernelName, (...args: number[]) => number>
