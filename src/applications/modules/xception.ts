/** Pixels of 0 to 255 to -1 to 1, and names of classes, for Xception. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('xception.preprocessInput', 'tf')
export const decodePredictions = decoding('xception.decodePredictions')
