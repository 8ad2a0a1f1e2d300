/** What the modules of the networks are made of. */
import type { tf } from '../../engine/index.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { decoding } from '../decode-predictions.js'
import { type PreprocessMode, type PreprocessOptions, preprocessing } from '../preprocess-input.js'

interface ModeOptions extends PreprocessOptions {
  /** `caffe` (default), `tf` or `torch`. */
  mode?: PreprocessMode
}

const where = 'imagenetUtils.preprocessInput'
const modes = {
  caffe: preprocessing(where, 'caffe'),
  tf: preprocessing(where, 'tf'),
  torch: preprocessing(where, 'torch'),
}

/**
 * Images of pixels from 0 to 255 as networks were trained with them: `caffe` has blue, green, red less the means of
 * ImageNet; `tf` has -1 to 1; `torch` 0 to 1, normalized by the means and deviations of ImageNet.
 *
 * @param options.mode `caffe` (default), `tf` or `torch`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, 3]` or `[height, width, 3]`. Output shape: the same, floats.
 *
 * @throws KeratinError `ARGUMENT`; `SHAPE` if there are not 3 channels
 * @example const x = imagenetUtils.preprocessInput(tf.zeros([1, 8, 8, 3]), { mode: 'tf' }) // -1 everywhere
 * @see https://keras.io/api/applications/
 */
export function preprocessInput(x: SymbolicTensor, options?: ModeOptions): SymbolicTensor
export function preprocessInput(x: tf.Tensor | tf.TensorLike, options?: ModeOptions): tf.Tensor
export function preprocessInput(
  x: SymbolicTensor | tf.Tensor | tf.TensorLike,
  options?: ModeOptions,
): unknown {
  const { mode = 'caffe', ...rest } = checkedOptions(where, options)
  if (!Object.hasOwn(modes, mode)) throw argumentError(where, "'caffe', 'tf' or 'torch'", 'mode', mode)
  return modes[mode](x as tf.Tensor, rest)
}

export const decodePredictions = decoding('imagenetUtils.decodePredictions')
