/** TensorFlow.js, with the functions in it that are repaired: names given here hide those that are passed on. */
// gradients and chained operators, which the core's front for Node lacks
import './binary/core-parts.js'
import '@tensorflow/tfjs-backend-cpu'

export * from '@tensorflow/tfjs-core'
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
