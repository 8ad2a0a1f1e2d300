/** Blue, green, red less the means of ImageNet, and names of classes, for ResNet. */
import { decoding } from '../decode-predictions.js'
import { preprocessing } from '../preprocess-input.js'

export const preprocessInput = preprocessing('resnet.preprocessInput', 'caffe')
export const decodePredictions = decoding('resnet.decodePredictions')
