import type { tf } from '../../tf.js'

/** Whether these tensors, as far as they are given, are of the type that Keratin's kernels compute with. */
export const areFloats = (...tensors: (tf.TensorInfo | undefined)[]): boolean =>
  tensors.every((t) => !t || t.dtype === 'float32')
