import { expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Dense, Input, Masking, UnitNormalization } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import * as metrics from '../../src/training/metrics/index.js'

const dense = (units: number) => Dense(units, { useBias: false, kernelInitializer: 'ones' })

/** The losses of two epochs on a vector and one of length 0; numbers of Keras. */
async function losses(model: Sequential, y: tf.Tensor, loss: string): Promise<number[]> {
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
