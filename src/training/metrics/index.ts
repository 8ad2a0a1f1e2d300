import { classesOf, type Identifier, Registry } from '../../support/registry.js'
import { kindOfTargets, type LossFunction, type TargetShapes } from '../losses/index.js'
import * as catalogue from './catalogue.js'
import { Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy } from './catalogue.js'
import { FunctionMetric } from './function-metric.js'
import { Metric } from './metric.js'

export * from './catalogue.js'
export { FunctionMetric } from './function-metric.js'
export { Metric, type MetricOptions } from './metric.js'

/** All metrics by name. */
export const metrics = new Registry<Metric>('metric', 'keras.metrics')
  .register(...classesOf(catalogue, Metric))
  .alias('MSE', () => catalogue.MeanSquaredErrorMetric())
  .alias('MAE', () => catalogue.MeanAbsoluteErrorMetric())
  .alias('MAPE', () => catalogue.MeanAbsolutePercentageErrorMetric())
  .alias('MSLE', () => catalogue.MeanSquaredLogarithmicErrorMetric())
  .alias('BCE', () => catalogue.BinaryCrossentropyMetric())

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
