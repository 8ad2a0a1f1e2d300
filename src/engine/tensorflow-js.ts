/** TensorFlow.js, with the functions in it that are repaired: names given here hide those that are passed on. */
export * from '@tensorflow/tfjs'
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
