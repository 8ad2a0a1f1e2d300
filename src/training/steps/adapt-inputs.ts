import { tf } from '../../engine/index.js'
import type { TrainableModel } from '../trainable.js'

/**
 * Gives inputs the dtype the model takes and, as Keras does, the last axis of extent 1 that they lack or have too
 * much. Tensors that fit are passed through.
 */
export function adaptInputs(
  x: readonly tf.Tensor[],
  { inputShapes, inputDtypes }: Pick<TrainableModel, 'inputShapes' | 'inputDtypes'>,
): tf.Tensor[] {
  return x.map((given, i) => {
    const dtype = inputDtypes?.[i] ?? given.dtype
    const shape = inputShapes?.[i]
    const t = given.dtype === dtype ? given : tf.cast(given, dtype)
    if (!shape || t.rank === shape.length) return t
    if (t.rank === shape.length - 1 && shape.at(-1) === 1) return tf.expandDims(t, -1)
    if (t.rank === shape.length + 1 && t.shape.at(-1) === 1) return tf.squeeze(t, [t.rank - 1])
    return t
  })
}
