import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { LossFunction } from '../losses/loss.js'
import { applyMask } from '../losses/reduction.js'
import { MeanMetric } from './mean.js'
import type { MetricOptions } from './metric.js'

type Direction = 'up' | 'down' | undefined

/** The running mean of a function of targets and predictions that gives one value per sample. */
export class FunctionMetric extends MeanMetric {
  static override readonly className: string = 'MeanMetricWrapper'
  override readonly direction: Direction

  constructor(
    readonly fn: LossFunction,
    options: MetricOptions = {},
    { name, direction }: { name?: string; direction?: Direction } = {},
  ) {
    super(options, name ?? (fn.name || 'metric'))
    this.direction = direction
  }

  /** Which values count where weights are given; for functions that ignore some targets. */
  protected valueMask(_yTrue: tf.Tensor, _yPred: tf.Tensor): tf.Tensor | null {
    return null
  }

  override updateState(
    yTrue: tf.Tensor,
    yPred: tf.Tensor,
    sampleWeight?: tf.Tensor | null,
    mask?: tf.Tensor | null,
  ): void {
    tf.tidy(() => {
      const weights = applyMask(sampleWeight, mask, 'sum')
      this.addValues(this.fn(yTrue, yPred), weights, weights && this.valueMask(yTrue, yPred))
    })
  }
}

/** The class of a metric that is the mean of a function without options. */
export function plainMetric(
  className: string,
  name: string,
  direction: Direction,
  fn: LossFunction,
): Constructible<FunctionMetric, MetricOptions, [name: string]> {
  class PlainMetric extends FunctionMetric {
    static override readonly className: string = className

    constructor(options: MetricOptions = {}) {
      super(fn, options, { name, direction })
    }
  }
  return constructible<FunctionMetric, MetricOptions, [name: string]>(PlainMetric, ['name'])
}
