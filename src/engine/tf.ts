/**
 * TensorFlow.js itself: the one place it is imported, so that every room works on the same instance.
 *
 * `tf` is both the namespace of values and of types: `tf.matMul(a, b)`, `tf.Tensor`.
 */
export * as tf from './tensorflow-js.js'
