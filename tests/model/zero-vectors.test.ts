import { expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Dense, Dot, Input, LayerNormalization, Masking, UnitNormalization } from '../../src/layers/index.js'
import { Model, Sequential } from '../../src/model/index.js'
import { OrthogonalRegularizer } from '../../src/regularizers/index.js'
import * as metrics from '../../src/training/metrics/index.js'

const dense = (units: number) => Dense(units, { useBias: false, kernelInitializer: 'ones' })

/** The losses of two epochs on a vector and one of length 0; numbers of Keras. */
async function losses(model: Model, y: tf.Tensor, loss: string): Promise<number[]> {
  const x = tf.tensor2d([
    [1, 0],
    [0, 0],
  ])
  model.compile({ optimizer: 'sgd', loss })
  const { history } = await model.fit(x, y, { epochs: 2, verbose: 0, shuffle: false })
  tf.dispose([x, y])
  return history.loss!
}

it('a vector of length 0 leaves the weights numbers: cosine_similarity', async () => {
  const model = new Sequential([Input({ shape: [2] }), dense(2)])
  expect(await losses(model, tf.ones([2, 2]), 'cosine_similarity')).toBeAllclose([-0.5, -0.5])
})

it('a vector of length 0 leaves the weights numbers: UnitNormalization', async () => {
  const last = Dense(1, { kernelInitializer: 'ones' })
  const model = new Sequential([Input({ shape: [2] }), dense(2), UnitNormalization(), last])
  expect(await losses(model, tf.fill([2, 1], 3), 'mse')).toBeAllclose([5.7574, 5.5249], { atol: 1e-4 })
})

it('metrics of counts count masked steps too, as in Keras', async () => {
  const model = new Sequential([
    Input({ shape: [4, 1] }),
    Masking({ maskValue: 0 }),
    Dense(1, { activation: 'sigmoid', kernelInitializer: 'ones' }),
  ])
  model.compile({
    optimizer: 'sgd',
    loss: 'binary_crossentropy',
    metrics: [
      metrics.Precision({ thresholds: 0.4, name: 'p' }),
      metrics.TruePositives({ thresholds: 0.4, name: 'tp' }),
      metrics.AUC({ name: 'auc' }),
      metrics.MeanIoU({ numClasses: 2, name: 'iou' }),
    ],
  })
  const found = (await model.evaluate([[[1], [1], [0], [0]]], [[[1], [0], [1], [1]]], {
    verbose: 0,
    returnDict: true,
  })) as unknown as Record<string, number>
  expect([found.p, found.tp, found.auc, found.iou]).toBeAllclose([0.75, 3, 1 / 6, 0.125])
})

const x = () => Input({ shape: [2] })

it.each<[string, () => Model, number[][], string, number[]]>([
  [
    'Dot that normalizes',
    () => {
      const input = x()
      return new Model(input, Dot({ axes: 1, normalize: true })([dense(2)(input), dense(2)(input)]))
    },
    [[3], [3]],
    'mse',
    [6.5, 6.5],
  ],
  [
    'OrthogonalRegularizer',
    () => {
      const kernelRegularizer = OrthogonalRegularizer({ factor: 0.1, mode: 'columns' })
      const zeros = Dense(2, { useBias: false, kernelInitializer: 'zeros', kernelRegularizer })
      return new Sequential([x(), zeros])
    },
    [
      [1, 1],
      [1, 1],
    ],
    'mse',
    [1, 1.0950125],
  ],
  [
    'LayerNormalization',
    () => new Sequential([x(), dense(2), LayerNormalization(), Dense(1, { kernelInitializer: 'ones' })]),
    [[3], [3]],
    'mse',
    [9, 7.9523997],
  ],
  [
    'targets of length 0',
    () => new Sequential([x(), dense(2)]),
    [
      [0, 0],
      [1, 1],
    ],
    'cosine_similarity',
    [0, 0],
  ],
])('a vector of length 0 leaves the weights numbers: %s', async (_, make, y, loss, wanted) => {
  expect(await losses(make(), tf.tensor2d(y), loss)).toBeAllclose(wanted, { atol: 1e-5, rtol: 1e-5 })
})

it('metrics of counts and means under a mask are those of Keras', async () => {
  const model = new Sequential([
    Input({ shape: [4, 1] }),
    Masking({ maskValue: 0 }),
    Dense(1, { activation: 'sigmoid', kernelInitializer: 'ones' }),
  ])
  model.compile({
    optimizer: 'sgd',
    loss: 'binary_crossentropy',
    metrics: [
      metrics.Recall({ thresholds: 0.4, name: 'r' }),
      metrics.FalseNegatives({ thresholds: 0.6, name: 'fn' }),
      metrics.BinaryIoU({ threshold: 0.6, name: 'iou' }),
      metrics.BinaryAccuracy({ name: 'acc' }),
      metrics.MeanAbsoluteErrorMetric({ name: 'mae' }),
    ],
    weightedMetrics: [metrics.TrueNegatives({ thresholds: 0.6, name: 'tn' })],
  })
  const inputs = [
    [[1], [1], [0], [0]],
    [[2], [0], [-1], [0]],
  ]
  const targets = [
    [[1], [0], [1], [1]],
    [[1], [1], [0], [0]],
  ]
  const found = (await model.evaluate(inputs, targets, { verbose: 0, returnDict: true })) as unknown as {
    [name: string]: number
  }
  const names = ['loss', 'r', 'fn', 'iou', 'acc', 'mae', 'tn']
  const wanted = [0.5166783, 1, 3, 1 / 3, 0.75, 0.3470361, 2]
  expect(names.map((name) => found[name]!)).toBeAllclose(wanted, { atol: 1e-5, rtol: 1e-5 })
})
