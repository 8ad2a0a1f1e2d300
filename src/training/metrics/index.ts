import { type Identifier, Registry } from '../../support/registry.js'
import { kindOfTargets, type LossFunction, type TargetShapes } from '../losses/index.js'
import { Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy } from './accuracy.js'
import {
  AUC,
  FalseNegatives,
  FalsePositives,
  Precision,
  PrecisionAtRecall,
  Recall,
  RecallAtPrecision,
  SensitivityAtSpecificity,
  SpecificityAtSensitivity,
  TrueNegatives,
  TruePositives,
} from './confusion/index.js'
import { ConcordanceCorrelation, PearsonCorrelation } from './correlation.js'
import {
  BinaryCrossentropyMetric,
  CategoricalCrossentropyMetric,
  SparseCategoricalCrossentropyMetric,
} from './crossentropy-metrics.js'
import { F1Score, FBetaScore } from './f-score.js'
import { FunctionMetric } from './function-metric.js'
import { BinaryIoU, IoU, MeanIoU, OneHotIoU, OneHotMeanIoU } from './iou.js'
import {
  CategoricalHingeMetric,
  CosineSimilarityMetric,
  HingeMetric,
  KLDivergenceMetric,
  LogCoshError,
  MeanAbsoluteErrorMetric,
  MeanAbsolutePercentageErrorMetric,
  MeanSquaredErrorMetric,
  MeanSquaredLogarithmicErrorMetric,
  PoissonMetric,
  RootMeanSquaredError,
  SquaredHingeMetric,
} from './loss-metrics.js'
import { Mean, Sum } from './mean.js'
import { Metric } from './metric.js'
import { R2Score } from './r2-score.js'
import { SparseTopKCategoricalAccuracy, TopKCategoricalAccuracy } from './top-k-accuracy.js'

export * from './accuracy.js'
export * from './confusion/index.js'
export * from './correlation.js'
export * from './crossentropy-metrics.js'
export * from './f-score.js'
export { FunctionMetric } from './function-metric.js'
// these stand for the functions of the same names in the files of their classes
export {
  binaryAccuracy,
  concordanceCorrelation,
  pearsonCorrelation,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from './functions.js'
export * from './iou.js'
export * from './loss-metrics.js'
export { Mean, Sum } from './mean.js'
export { Metric, type MetricOptions } from './metric.js'
export * from './r2-score.js'
export * from './top-k-accuracy.js'

/** All metrics by name. */
export const metrics = new Registry<Metric>('metric', 'keras.metrics')
  .register(Mean, Sum, Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy)
  .register(TopKCategoricalAccuracy, SparseTopKCategoricalAccuracy)
  .register(MeanSquaredErrorMetric, RootMeanSquaredError, MeanAbsoluteErrorMetric)
  .register(MeanAbsolutePercentageErrorMetric, MeanSquaredLogarithmicErrorMetric)
  .register(CosineSimilarityMetric, LogCoshError, PoissonMetric, KLDivergenceMetric)
  .register(HingeMetric, SquaredHingeMetric, CategoricalHingeMetric)
  .register(BinaryCrossentropyMetric, CategoricalCrossentropyMetric, SparseCategoricalCrossentropyMetric)
  .register(TruePositives, TrueNegatives, FalsePositives, FalseNegatives, Precision, Recall, AUC)
  .register(SensitivityAtSpecificity, SpecificityAtSensitivity, PrecisionAtRecall, RecallAtPrecision)
  .register(F1Score, FBetaScore, IoU, BinaryIoU, MeanIoU, OneHotIoU, OneHotMeanIoU)
  .register(R2Score, PearsonCorrelation, ConcordanceCorrelation)
  .alias('MSE', () => MeanSquaredErrorMetric())
  .alias('MAE', () => MeanAbsoluteErrorMetric())
  .alias('MAPE', () => MeanAbsolutePercentageErrorMetric())
  .alias('MSLE', () => MeanSquaredLogarithmicErrorMetric())
  .alias('BCE', () => BinaryCrossentropyMetric())

/** A metric without its own call, beside which TypeScript would not know the types of a function's arguments. */
type MetricObject = Pick<Metric, keyof Metric>

/** What may be given where a metric is wanted: a name, a configuration, a metric, a function of targets and predictions. */
export type MetricIdentifier = Identifier<MetricObject> | LossFunction

const accuracies = {
  binary: BinaryAccuracy,
  sparse: SparseCategoricalAccuracy,
  categorical: CategoricalAccuracy,
}

/** Whether a name means the accuracy that fits the shapes: `accuracy` or `acc`. */
export const isGenericAccuracy = (identifier: unknown): boolean =>
  typeof identifier === 'string' && /^(accuracy|acc)$/i.test(identifier)

/**
 * The metric meant by a name, a configuration, a function, or a metric itself.
 *
 * @param shapes given, the names `accuracy` and `acc` mean the accuracy that fits them; without, the class Accuracy
 * @throws KeratinError `UNKNOWN_NAME` if there is none of that name
 * @example getMetric('accuracy', { yTrue: [null], yPred: [null, 10] }) // SparseCategoricalAccuracy
 * @see https://keras.io/api/metrics/
 */
export function getMetric(identifier: MetricIdentifier, shapes?: TargetShapes): Metric {
  if (identifier instanceof Metric) return identifier
  if (typeof identifier === 'function') return new FunctionMetric(identifier as LossFunction)
  if (isGenericAccuracy(identifier)) {
    const name = identifier as string
    return shapes ? accuracies[kindOfTargets(shapes)]({ name }) : Accuracy({ name })
  }
  return metrics.get(identifier as Identifier<Metric>)
}
