export {
  PrecisionAtRecall,
  RecallAtPrecision,
  SensitivityAtSpecificity,
  SpecificityAtSensitivity,
} from './at-constraint.js'
export { AUC, type AUCOptions } from './auc.js'
export {
  type CountMetricOptions,
  FalseNegatives,
  FalsePositives,
  TrueNegatives,
  TruePositives,
} from './condition-counts.js'
export { Precision, type PrecisionOptions, Recall } from './precision-recall.js'
