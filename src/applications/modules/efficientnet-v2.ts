/** Pixels as they are, which EfficientNetV2 takes, and names of classes. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('efficientnetV2.preprocessInput', null)
export const decodePredictions = decoding('efficientnetV2.decodePredictions')
