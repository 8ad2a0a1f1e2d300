import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import * as metrics from '../../../src/training/metrics/index.js'
import { toTensor } from '../../harness/golden.js'
import { readKinks } from '../../harness/kinks.js'

const golden = readKinks().maskedMetrics

describe('metrics of masked predictions: Keras', () => {
  it.each(golden.map((c) => [c.class_name, c] as const))('%s', (name, c) => {
    tf.tidy(() => {
      const metric = metrics.getMetric({ class_name: name, config: c.config } as never)
      const mask = tf.cast(toTensor(c.mask), 'bool')
      metric.updateState(toTensor(c.y_true), toTensor(c.y_pred), null, mask)
      expect(metric.result()).toBeAllclose(c.result)
      metric.dispose()
    })
  })

  it('every metric of predictions is among them', () => {
    const values = ['Mean', 'MeanMetricWrapper', 'Sum', 'Metric']
    const tried = new Set([...golden.map((c) => c.class_name), ...values])
    const classes = Object.values(metrics).flatMap((m) =>
      typeof m === 'function' && 'className' in m ? [m.className as string] : [],
    )
    expect(classes.length).toBeGreaterThan(30)
    expect([...new Set(classes)].filter((name) => !tried.has(name))).toEqual([])
  })
})
