import { tf, type Variable } from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'

/** Values for weights: tensors, or arrays of the right number of elements. */
export type WeightValues = readonly (tf.Tensor | tf.TensorLike)[]

/** The name of a dtype, given by name or as a policy in a file. */
export function dtypeName(dtype: unknown, className: string): string {
  const name =
    typeof dtype === 'object' && dtype !== null
      ? (dtype as { config?: { name?: unknown } }).config?.name
      : dtype
  if (name === undefined || name === null) return 'float32'
  if (typeof name === 'string' && ['float32', 'int32', 'bool', 'string'].includes(name)) return name
  throw new KeratinError('UNSUPPORTED', `${className}: dtype ${JSON.stringify(name)} is not supported.`, {
    hint: 'Keratin computes in float32: save the model in Keras with dtype "float32".',
  })
}

/** A dtype as files hold it. */
export const dtypePolicy = (name: string): Config => ({
  module: 'keras',
  class_name: 'DTypePolicy',
  config: { name },
  registered_name: null,
})

/** The tensor of a value given for a weight. */
export function weightTensor(value: tf.Tensor | tf.TensorLike, variable: Variable): tf.Tensor {
  if (value instanceof tf.Tensor) return value
  try {
    return ArrayBuffer.isView(value)
      ? tf.tensor(value as Float32Array, [...variable.shape], variable.dtype)
      : tf.tensor(value, undefined, variable.dtype)
  } catch (cause) {
    throw new KeratinError(
      'SHAPE',
      `The value for ${variable.path} must have shape ${showShape(variable.shape)}. Received: an array that does not fit.`,
      { cause },
    )
  }
}
