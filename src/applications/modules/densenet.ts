/** Pixels normalized by means and deviations of ImageNet, and names of classes, for DenseNet. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('densenet.preprocessInput', 'torch')
export const decodePredictions = decoding('densenet.decodePredictions')
