// the types of chained operators: x.add(y)
/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js" preserve="true" />
/**
 * TensorFlow.js itself: the one place it is imported, so that every room works on the same instance.
 *
 * `tf` is both the namespace of values and of types: `tf.matMul(a, b)`, `tf.Tensor`.
 */
export * as tf from './tensorflow-js.js'
