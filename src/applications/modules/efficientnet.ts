/** Pixels as they are, which EfficientNet takes, and names of classes. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('efficientnet.preprocessInput', null)
export const decodePredictions = decoding('efficientnet.decodePredictions')
