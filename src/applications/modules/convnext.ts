/** Pixels as they are, which ConvNeXt takes, and names of classes. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('convnext.preprocessInput', null)
export const decodePredictions = decoding('convnext.decodePredictions')
