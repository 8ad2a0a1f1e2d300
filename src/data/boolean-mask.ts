import { tf } from '../engine/index.js'
import { KeratinError, showShape } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { type AlongAxis, axisOf, gather } from './gather.js'
import { type TensorLike, toTensor } from './tensors.js'

/**
 * The entries for which a mask says true, as numpy's `x[x > 15]`.
 *
 * @param x numbers, booleans or texts
 * @param mask booleans of the shape of `x`, or of some of its axes from `axis` on
 * @param options.axis the first axis that the mask is for. Default 0
 *
 * Output shape: that of `x` with the axes of the mask made one, as long as the mask has trues.
 *
 * @throws KeratinError SHAPE if the mask does not fit
 * @example
 * const x = tf.tensor([51, 55, 14, 19, 0, 4])
 * booleanMask(x, x.greater(15)) // [51, 55, 19]
 * @see https://www.tensorflow.org/api_docs/python/tf/boolean_mask
 */
export function booleanMask(x: TensorLike, mask: TensorLike, options?: AlongAxis): tf.Tensor {
  const { axis = 0 } = checkedOptions('booleanMask', options)
  return tf.tidy(() => {
    const from = toTensor(x, { name: 'x' })
    const kept = toTensor(mask, { name: 'mask' })
    const start = axisOf('booleanMask', from, axis)
    const end = start + kept.rank
    const covered = from.shape.slice(start, end)
    if (kept.rank === 0 || covered.join() !== kept.shape.join()) {
      const expected = `Expected: shape ${showShape(from.shape.slice(start))} or its beginning.`
      throw new KeratinError(
        'SHAPE',
        `booleanMask: the mask does not fit. ${expected} Received: shape ${showShape(kept.shape)}.`,
      )
    }
    const positions = [...kept.dataSync().entries()].filter(([, value]) => value).map(([i]) => i)
    const flat = from.reshape([...from.shape.slice(0, start), kept.size, ...from.shape.slice(end)])
    return gather(flat, new Int32Array(positions), { axis: start })
  })
}
