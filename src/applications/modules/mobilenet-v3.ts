/** Pixels as they are, which MobileNetV3 takes, and names of classes. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('mobilenetV3.preprocessInput', null)
export const decodePredictions = decoding('mobilenetV3.decodePredictions')
