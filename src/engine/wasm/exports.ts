/** The kernels of the AssemblyScript module that take (part, parts) and can be shared out among threads. */
export const sharedKernelNames = [
  'activation',
  'activationGrad',
  'adagrad',
  'adam',
  'argExtremum',
  'arithmetic',
  'avgPool',
  'avgPoolGrad',
  'boolToFloat',
  'channelProducts',
  'channelSums',
  'clip',
  'compare',
  'conv',
  'convFilterGrad',
  'depthColumns',
  'depthColumnsGrad',
  'depthwise',
  'depthwiseFilterGrad',
  'depthwiseInputGrad',
  'dropout',
  'exponential',
  'extremum',
  'extremumGrad',
  'floatToInt',
  'gatherRows',
  'gemm',
  'gru',
  'gruGrad',
  'logical',
  'lstm',
  'lstmGrad',
  'maxPool',
  'maxPoolGrad',
  'movePlanes',
  'rmsprop',
  'scaleChannels',
  'scaleRows',
  'multiplySteps',
  'packColumns',
  'recurrentOutput',
  'reduceExtremum',
  'resample',
  'segmentSum',
  'select',
  'sgd',
  'sgdMomentum',
  'sigmoidCrossentropy',
  'simpleRnn',
  'simpleRnnGrad',
  'sign',
  'softmaxCrossentropy',
  'spread',
  'step',
  'sumColumns',
  'sumGroups',
  'sumRows',
  'transform',
  'unary',
  'uniform',
  'unpool',
  'winograd',
  'winogradFilter',
  'winogradFilterGrad',
  'winogradGrad',
] as const

/** A kernel that threads share. */
export type SharedKernelName = (typeof sharedKernelNames)[number]

/** The small ones that run on the calling thread. */
type LocalKernelName =
  | 'clearBytes'
  | 'convFilterGradScratch'
  | 'convScratch'
  | 'copyBlocks'
  | 'depthwiseScratch'
  | 'gemmScratch'
  | 'packFilter'
  | 'winogradScratch'
  | 'packGates'
  | 'packGatesTransposed'
  | 'recurrentScratch'
  | 'share'
  | 'walk'

/** What the AssemblyScript module exports (see assembly/index.ts). Addresses are byte offsets. */
export type KernelExports = Record<SharedKernelName | LocalKernelName, (...args: number[]) => number>
