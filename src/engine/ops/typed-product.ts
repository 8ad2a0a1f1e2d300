import { tf } from '../tf.js'

/**
 * A product of matrices in the type that TensorFlow gives it: of booleans whether any product is true, of integers an
 * integer, of others a float.
 */
export function typedProduct(a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor {
  if (a.dtype === 'int32' && b.dtype === 'int32') return tf.matMul(a, b, transposeA, transposeB)
  const product = tf.matMul(tf.cast(a, 'float32'), tf.cast(b, 'float32'), transposeA, transposeB)
  return a.dtype === 'bool' && b.dtype === 'bool' ? tf.cast(product, 'bool') : product
}
