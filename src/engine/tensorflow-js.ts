/** TensorFlow.js, with the functions in it that are repaired: names given here hide those that are passed on. */
export * from '@tensorflow/tfjs'
export { divNoNan, logSumExp } from './repaired.js'
