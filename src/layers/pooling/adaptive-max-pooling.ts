import { adaptiveWindows, convolutions, tf } from '../../engine/index.js'
import { AdaptivePooling } from './adaptive-pooling.js'

/** The maxima of as many windows as the output has positions. */
export abstract class AdaptiveMaxPooling extends AdaptivePooling {
  /** Of integers they are integers. */
  override call(x: tf.Tensor): tf.Tensor {
    return tf.cast(super.call(x), x.dtype)
  }

  protected override pool(x: tf.Tensor, outputs: number, axis: number): tf.Tensor {
    const [before, inputs, after] = [x.shape.slice(0, axis), x.shape[axis]!, x.shape.slice(axis + 1)]
    const { sizeFromShape } = tf.util
    const lines = tf.reshape(x, [sizeFromShape(before), inputs, 1, sizeFromShape(after)])
    return tf.reshape(maximaOf(lines, outputs), [...before, outputs, ...after])
  }
}

/** The maxima of windows over [lines, inputs, 1, values]. Windows are of two lengths at most. */
function maximaOf(x: tf.Tensor, outputs: number): tf.Tensor {
  const inputs = x.shape[1]!
  const maxima = (size: number, step: number) =>
    convolutions.maxPool(x, { size: [size, 1], strides: [step, 1], pad: 'valid' })
  if (inputs % outputs === 0) return maxima(inputs / outputs, inputs / outputs)
  const windows = adaptiveWindows(inputs, outputs)
  const sizes = [...new Set(windows.map(([start, end]) => end - start))]
  // the maxima of all windows of each length, one length after the other, and where the wanted ones lie
  const offsets = new Map<number, number>()
  let offset = 0
  for (const size of sizes) {
    offsets.set(size, offset)
    offset += inputs - size + 1
  }
  const wanted = windows.map(([start, end]) => offsets.get(end - start)! + start)
  return tf.gather(
    tf.concat(
      sizes.map((size) => maxima(size, 1)),
      1,
    ),
    tf.tensor1d(wanted, 'int32'),
    1,
  )
}
