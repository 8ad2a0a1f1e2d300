/** All of the metrics for programs: here no loss of the same name is in the way of Keras' names. */

export {
  BinaryCrossentropyMetric as BinaryCrossentropy,
  CategoricalCrossentropyMetric as CategoricalCrossentropy,
  SparseCategoricalCrossentropyMetric as SparseCategoricalCrossentropy,
} from './crossentropy-metrics.js'
export * from './index.js'
export {
  CategoricalHingeMetric as CategoricalHinge,
  CosineSimilarityMetric as CosineSimilarity,
  HingeMetric as Hinge,
  KLDivergenceMetric as KLDivergence,
  MeanAbsoluteErrorMetric as MeanAbsoluteError,
  MeanAbsolutePercentageErrorMetric as MeanAbsolutePercentageError,
  MeanSquaredErrorMetric as MeanSquaredError,
  MeanSquaredLogarithmicErrorMetric as MeanSquaredLogarithmicError,
  PoissonMetric as Poisson,
  SquaredHingeMetric as SquaredHinge,
} from './loss-metrics.js'
