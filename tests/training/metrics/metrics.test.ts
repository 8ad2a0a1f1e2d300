import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { camelCase } from '../../../src/support/names.js'
import { type Config, camelCaseKeys } from '../../../src/support/registry.js'
import * as lossesModule from '../../../src/training/losses/index.js'
import { losses } from '../../../src/training/losses/index.js'
import * as metricsModule from '../../../src/training/metrics/index.js'
import {
  BinaryAccuracy,
  CategoricalAccuracy,
  FunctionMetric,
  getMetric,
  Mean,
  type Metric,
  metrics,
  SparseCategoricalAccuracy,
} from '../../../src/training/metrics/index.js'
import {
  type GoldenSuite,
  type GoldenTensor,
  goldenFolder,
  goldenSuite,
  toTensor,
  toTensorMaybe,
} from '../../harness/golden.js'
import { expectNoLeak } from '../../harness/leaks.js'

interface Update {
  y_true: GoldenTensor
  y_pred: GoldenTensor
  values?: GoldenTensor
  sample_weight?: GoldenTensor
}

interface MetricCase {
  id: string
  class_name: string
  name: string
  config: Config
  keras_config: Config
  updates: Update[]
  result_after_each_update: GoldenTensor[]
  variables: ({ name: string; path: string } & GoldenTensor)[]
  result_after_reset: GoldenTensor
}

const registered = (name: string) => metrics.find(name) !== undefined
const tolerance = { atol: 1e-6, rtol: 1e-5 }

function update(metric: Metric, { y_true, y_pred, values, sample_weight }: Update): void {
  tf.tidy(() => {
    const weight = toTensorMaybe(sample_weight)
    if (values) (metric as unknown as Mean).updateState(toTensor(values), weight)
    else metric.updateState(toTensor(y_true), toTensor(y_pred), weight)
  })
}

const expectResult = (metric: Metric, expected: GoldenTensor) =>
  tf.tidy(() => {
    expect(metric.result()).toBeAllclose(expected, tolerance)
  })

const suite: GoldenSuite<MetricCase> = {
  needs: (c) => [c.class_name],
  has: registered,
  run: (c) =>
    expectNoLeak(() => {
      const metric = metrics.get({ class_name: c.class_name, config: c.config })
      expect(metric.name).toBe(c.name)
      expect(metric.getConfig()).toEqual(c.keras_config)
      c.updates.forEach((batch, i) => {
        update(metric, batch)
        expectResult(metric, c.result_after_each_update[i])
      })
      expect(metric.variables.map((v) => v.name)).toEqual(c.variables.map((v) => v.name))
      expect(metric.variables.map((v) => v.path)).toEqual(c.variables.map((v) => v.path))
      metric.variables.forEach((v, i) => {
        expect(v.read()).toBeAllclose(c.variables[i], tolerance)
      })
      metric.resetState()
      expectResult(metric, c.result_after_reset)
      metric.dispose()
    }),
}

// the second file holds what the first leaves out: curves, constraints, axes
for (const file of ['metrics', 'metrics-more'])
  if (existsSync(join(goldenFolder(), `${file}.json`))) goldenSuite(file, suite)

interface FunctionCase {
  name: string
  kwargs: Config
  y_true: GoldenTensor
  y_pred: GoldenTensor
  value: GoldenTensor
}

type AnyFunction = (yTrue: tf.Tensor, yPred: tf.Tensor, options: Config) => tf.Tensor
const functionOf = (name: string) =>
  ({ ...lossesModule, ...metricsModule })[camelCase(name) as 'hinge'] as AnyFunction | undefined

goldenSuite<FunctionCase>('metrics', {
  list: 'functions',
  needs: (c) => [c.name],
  has: (name) => functionOf(name) !== undefined,
  run: (c) =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const value = functionOf(c.name)!(toTensor(c.y_true), toTensor(c.y_pred), camelCaseKeys(c.kwargs))
        expect(value).toBeAllclose(c.value, tolerance)
      }),
    ),
})

describe('getMetric', () => {
  it('finds the accuracy that fits the shapes, under the name it was asked for by', () => {
    const binary = getMetric('accuracy', { yTrue: [null, 1], yPred: [null, 1] })
    expect(binary).toBeInstanceOf(BinaryAccuracy)
    expect(binary.name).toBe('accuracy')
    expect(getMetric('acc', { yTrue: [null], yPred: [null, 3] })).toBeInstanceOf(SparseCategoricalAccuracy)
    expect(getMetric('acc', { yTrue: [null, 3], yPred: [null, 3] })).toBeInstanceOf(CategoricalAccuracy)
  })

  it('accepts aliases, functions, and names with suggestions', () => {
    expect(getMetric('mse').name).toBe('mean_squared_error')
    expect(getMetric((a: tf.Tensor, b: tf.Tensor) => tf.sub(a, b))).toBeInstanceOf(FunctionMetric)
    expect(() => getMetric('binary_acuracy')).toThrow('Did you mean "BinaryAccuracy"?')
  })

  it('has a metric for every loss that Keras has as a metric', () => {
    const lossesOnly = ['CategoricalFocalCrossentropy', 'BinaryFocalCrossentropy', 'Huber', 'LogCosh', 'Dice']
    const without = losses.classNames.filter((name) => !registered(name) && !lossesOnly.includes(name))
    expect(without.sort()).toEqual(['CTC', 'CategoricalGeneralizedCrossEntropy', 'Circle', 'Tversky'])
  })
})

describe('masks', () => {
  it('leave out predictions, with and without sample weights', () => {
    const metric = SparseCategoricalAccuracy()
    tf.tidy(() => {
      const yTrue = tf.tensor2d([
        [0, 1],
        [1, 1],
      ])
      const yPred = tf.oneHot(
        tf.tensor2d(
          [
            [0, 1],
            [0, 0],
          ],
          undefined,
          'int32',
        ),
        2,
      )
      const mask = tf.tensor2d(
        [
          [1, 1],
          [1, 0],
        ],
        undefined,
        'bool',
      )
      metric.updateState(yTrue, yPred, null, mask)
      expect(metric.result()).toBeAllclose(2 / 3)
      metric.resetState()
      metric.updateState(
        yTrue,
        yPred,
        tf.tensor2d([
          [1, 1],
          [2, 5],
        ]),
        mask,
      )
      expect(metric.result()).toBeAllclose(2 / 4)
    })
    metric.dispose()
  })
})

it('reads nothing back while it counts', () => {
  const metric = Mean()
  tf.tidy(() => {
    const values = tf.tensor1d([1, 2])
    metric.updateState(values)
    const { dataSync } = tf.Tensor.prototype
    tf.Tensor.prototype.dataSync = () => {
      throw new Error('read back')
    }
    try {
      metric.updateState(values)
    } finally {
      tf.Tensor.prototype.dataSync = dataSync
    }
  })
  expect(metric.count.data()[0]).toBe(4)
  metric.dispose()
})
