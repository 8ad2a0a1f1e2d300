import { tf } from '../engine/index.js'
import { isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import { add, cast, divide, flip, type Operand } from '../ops/index.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import type { OptionsOwner } from '../support/option-names/index.js'
import { checkedOptions } from '../support/options.js'

export interface PreprocessOptions {
  /** `channels_last` (default) or `channels_first`. */
  dataFormat?: 'channels_last' | 'channels_first'
}

/** How pixels of 0 to 255 are brought to what a network was trained with. */
export type PreprocessMode = 'caffe' | 'tf' | 'torch'

/** From images to images of the same shape, floats. */
export interface PreprocessInput {
  (x: SymbolicTensor, options?: PreprocessOptions): SymbolicTensor
  (x: tf.Tensor | tf.TensorLike, options?: PreprocessOptions): tf.Tensor
}

/** Red, green and blue of ImageNet: of pixels from 0 to 1, and blue, green, red of pixels from 0 to 255. */
const torch = { mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] }
const caffeMean = [103.939, 116.779, 123.68]

/**
 * The function `preprocessInput` of a network.
 *
 * @param owner as the table of option names calls it
 * @param mode null where the network does it inside: pixels stay as they are
 */
export function preprocessing(owner: OptionsOwner, mode: PreprocessMode | null): PreprocessInput {
  const preprocess = (x: Operand, options?: PreprocessOptions) => {
    const axis = channelAxis(owner, checkedOptions(owner, options))
    const images = isSymbolic(x) || x instanceof tf.Tensor ? x : tf.tensor(x)
    if (mode === null) return images
    // operations take both alike
    const compute = () => preprocessed(images as tf.Tensor, mode, axis, owner)
    return isSymbolic(images) ? compute() : tf.tidy(compute)
  }
  return preprocess as PreprocessInput
}

function channelAxis(owner: string, { dataFormat = 'channels_last' }: PreprocessOptions): -1 | -3 {
  if (dataFormat === 'channels_last') return -1
  if (dataFormat === 'channels_first') return -3
  throw argumentError(owner, "'channels_last' or 'channels_first'", 'dataFormat', dataFormat)
}

/** The images in the range of a mode. */
function preprocessed(images: tf.Tensor, mode: PreprocessMode, axis: -1 | -3, where: string): tf.Tensor {
  const floats = images.dtype === 'float32' ? images : cast(images, 'float32')
  if (mode === 'tf') return add(divide(floats, 127.5), -1)
  const { shape } = images
  if ((shape.length !== 3 && shape.length !== 4) || shape.at(axis) !== 3) {
    throw new KeratinError(
      'SHAPE',
      `${where} takes images with 3 channels. Received: shape ${showShape(shape)}.`,
    )
  }
  const along = (values: readonly number[]) => tf.tensor([...values], axis === -1 ? [3] : [3, 1, 1])
  const less = (values: readonly number[]) => along(values.map((v) => -v))
  if (mode === 'caffe') return add(flip(floats, axis), less(caffeMean))
  return divide(add(divide(floats, 255), less(torch.mean)), along(torch.deviation))
}
