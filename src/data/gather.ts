import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { type TensorLike, toTensor } from './tensors.js'

export interface AlongAxis {
  /** Default 0, the first. */
  axis?: number
}

/**
 * The entries at some positions along an axis, as numpy's `x[[0, 2]]`: rows of a matrix, words of a list.
 *
 * @param x numbers, booleans or texts
 * @param indices integers, in any order, more than once if wanted; below 0 they count from the end
 * @param options.axis default 0
 *
 * Input shape: any, with at least one axis. Output shape: that of `x` with the axis as that of `indices`.
 *
 * @throws KeratinError ARGUMENT for a position outside of the axis
 * @example gather([51, 55, 14, 19, 0, 4], [0, 2, 4]) // [51, 14, 0]
 * @example gather(['a', 'b', 'c'], [2, 0]) // ['c', 'a']
 * @see https://keras.io/api/ops/numpy/#take-function
 */
export function gather(x: TensorLike, indices: TensorLike, options?: AlongAxis): tf.Tensor {
  const { axis = 0 } = checkedOptions('gather', options)
  return tf.tidy(() => {
    const from = toTensor(x, { name: 'x' })
    const along = axisOf('gather', from, axis)
    const wanted = toTensor(indices, { name: 'indices', dtype: 'int32' })
    const length = from.shape[along]!
    const positions = Int32Array.from(wanted.dataSync(), (index: number) => {
      if (index >= -length && index < length) return index < 0 ? index + length : index
      throw argumentError('gather', `from ${-length} to ${length - 1}`, 'an index', index)
    })
    if (from.dtype !== 'string') return tf.gather(from, tf.tensor(positions, wanted.shape, 'int32'), along)
    return gatherTexts(from, positions, wanted.shape, along)
  })
}

/** TensorFlow.js gathers numbers only. */
function gatherTexts(
  from: tf.Tensor,
  positions: Int32Array,
  places: readonly number[],
  axis: number,
): tf.Tensor {
  const texts = from.dataSync() as unknown as readonly string[]
  const size = (shape: readonly number[]) => shape.reduce((n, d) => n * d, 1)
  const [outer, inner] = [from.shape.slice(0, axis), from.shape.slice(axis + 1)]
  const [length, width] = [from.shape[axis]!, size(inner)]
  const result: string[] = []
  for (let row = 0; row < size(outer); row++)
    for (const position of positions) {
      const start = (row * length + position) * width
      for (let i = 0; i < width; i++) result.push(texts[start + i]!)
    }
  return tf.tensor(result, [...outer, ...places, ...inner], 'string')
}

/** The axis as a number from 0. */
export function axisOf(where: string, { shape }: tf.Tensor, axis: number): number {
  const rank = shape.length
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis
  throw argumentError(where, `an axis of shape [${shape.join(', ')}]`, 'axis', axis)
}
