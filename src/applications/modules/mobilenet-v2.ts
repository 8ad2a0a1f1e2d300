/** Pixels of 0 to 255 to -1 to 1, and names of classes, for MobileNetV2. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('mobilenetV2.preprocessInput', 'tf')
export const decodePredictions = decoding('mobilenetV2.decodePredictions')
