/** TensorFlow.js, with the functions in it that are repaired: names given here hide those that are passed on. */
// gradients and chained operators, which the core's front for Node lacks
import './binary/core-parts.js'

export * from '@tensorflow/tfjs-core'
export {
  copyRegisteredKernels,
  getKernel,
  getKernelsForBackend,
  registerKernel,
  unregisterKernel,
} from './kernel-registry.js'
export { divNoNan, logSumExp } from './repaired.js'
export {
  dropout,
  multinomial,
  randomGamma,
  randomNormal,
  randomStandardNormal,
  randomUniform,
  randomUniformInt,
  truncatedNormal,
} from './seeded.js'
