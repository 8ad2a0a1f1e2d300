import { withOptions } from '../../support/options.js'
import { binaryAccuracy as accuracyOf } from './accuracy.js'
import * as correlation from './correlation.js'
import * as topK from './top-k-accuracy.js'

// the functions with options as programs see them: the names of their options are checked
export const binaryAccuracy = withOptions('metrics.binaryAccuracy', accuracyOf, 2)
export const concordanceCorrelation = withOptions(
  'metrics.concordanceCorrelation',
  correlation.concordanceCorrelation,
  2,
)
export const pearsonCorrelation = withOptions('metrics.pearsonCorrelation', correlation.pearsonCorrelation, 2)
export const topKCategoricalAccuracy = withOptions(
  'metrics.topKCategoricalAccuracy',
  topK.topKCategoricalAccuracy,
  2,
)
export const sparseTopKCategoricalAccuracy = withOptions(
  'metrics.sparseTopKCategoricalAccuracy',
  topK.sparseTopKCategoricalAccuracy,
  2,
)
