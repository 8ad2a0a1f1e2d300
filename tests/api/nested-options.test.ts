import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as keratin from 'keratin'
import { Dense, imageDatasetFromDirectory, optimizers, Sequential, sequencesToMatrix, tf } from 'keratin'
import { mnist } from 'keratin/datasets'
import { linePlot } from 'keratin/plot'
import { describe, expect, it } from 'vitest'
import { withFolder } from '../cli/harness.js'

// biome-ignore lint/suspicious/noExplicitAny: options that are wrong on purpose
const wrong = (options: object): any => options

const compiled = () => {
  const model = Sequential([Dense(1, { inputShape: [2] })])
  model.compile({ loss: 'mse' })
  return model
}
const x = () => tf.ones([4, 2])
const y = () => tf.ones([4, 1])
const trained = (options: object) => compiled().fit(x(), y(), { verbose: 0, ...options })

describe('names inside of options', () => {
  it.each<[string, () => unknown, string]>([
    [
      'the settings of an optimizer',
      () => compiled().compile({ optimizer: wrong({ className: 'Adam', config: { lr: 0.5 } }) }),
      'Adam: unknown option "lr". Did you mean "learningRate"?',
    ],
    [
      'what stands beside them',
      () => compiled().compile({ optimizer: wrong({ className: 'Adam', learningRate: 0.5 }) }),
      'The configuration of Adam: unknown option "learningRate".',
    ],
    [
      'the settings of a loss',
      () => compiled().compile({ loss: wrong({ className: 'Huber', config: { detla: 3 } }) }),
      'Did you mean "delta"?',
    ],
    [
      'the settings of a metric',
      () => compiled().compile({ metrics: [wrong({ className: 'AUC', config: { num_threshold: 3 } })] }),
      'AUC: unknown option "num_threshold". Did you mean "numThresholds"?',
    ],
    [
      'the settings of an initializer',
      () => Dense(1, { kernelInitializer: wrong({ className: 'RandomNormal', config: { std: 3 } }) }),
      'RandomNormal: unknown option "std".',
    ],
    [
      'the settings of a regularizer',
      () => Dense(1, { kernelRegularizer: wrong({ className: 'L2', config: { l3: 3 } }) }),
      'L2: unknown option "l3".',
    ],
    [
      'the settings of a constraint',
      () => Dense(1, { kernelConstraint: wrong({ className: 'MaxNorm', config: { max: 3 } }) }),
      'MaxNorm: unknown option "max". Known: maxValue, axis.',
    ],
    [
      'the settings of an activation, which has none',
      () => Dense(1, { activation: wrong({ className: 'leaky_relu', config: { negativeSlope: 3 } }) }),
      'activation "leaky_relu": config must be left out: a name has no settings',
    ],
    [
      'outputs of metrics',
      () => compiled().compile({ metrics: { other: 'mae' } }),
      'Unknown output in metrics "other"',
    ],
    [
      'outputs of weights',
      () => compiled().compile({ lossWeights: { other: 1 } }),
      'Unknown output in lossWeights "other"',
    ],
    [
      'validation data',
      () => trained({ validationData: { x: x(), y: y(), sample_weight: [1] } }),
      'validationData of fit: unknown option "sample_weight". Did you mean "sampleWeight"?',
    ],
    ['hooks', () => trained({ callbacks: [{ onEpochEnded() {} }] }), 'Did you mean "onEpochEnd"?'],
    [
      'classes',
      () => trained({ classWeight: { cat: 1 } }),
      'classWeight must be a record from class numbers',
    ],
    [
      'sample weights',
      () => trained({ sampleWeight: { other: [1, 1, 1, 1] } }),
      'Unknown name in the data for the outputs "other"',
    ],
    [
      'documents',
      () => sequencesToMatrix([[1]], { numWords: 3, documents: wrong({ count: 2, contains: () => 1 }) }),
      'Did you mean "containing"?',
    ],
    [
      'the limits of parts',
      () => mnist.load({ data: 'none', limit: wrong({ trian: 3 }) }),
      'limit of load: unknown option "trian". Did you mean "train"?',
    ],
    ['series of plots', () => linePlot([wrong({ y: [1], lable: 'a' })]), 'Did you mean "label"?'],
  ])('are known: %s', async (_, call, said) => {
    await expect((async () => call())()).rejects.toThrow(said)
  })

  it('are known: columns of labels', () =>
    withFolder(async (folder) => {
      await mkdir(join(folder, 'a'))
      await writeFile(join(folder, 'a', '1.png'), 'no image')
      const labels = wrong({ csv: 'a.csv', column: 'x' })
      await expect(imageDatasetFromDirectory(folder, { labels })).rejects.toThrow('unknown option "column"')
    }))

  it('are right in both spellings, and as objects tell them themselves', () => {
    for (const config of [{ learningRate: 0.5 }, { learning_rate: 0.5 }, optimizers.Adam(0.5).getConfig()]) {
      const model = compiled()
      model.compile({ optimizer: wrong({ className: 'Adam', config }), loss: 'mse' })
      expect(model.optimizer!.learningRate).toBe(0.5)
    }
    for (const family of [keratin.metrics, keratin.losses] as object[]) {
      for (const made of Object.values(family)) {
        if (!made?.className || !['losses', 'metrics'].includes(made.family)) continue
        let config: object
        try {
          config = made().getConfig()
        } catch {
          continue // needs settings, or is a base
        }
        const get = made.family === 'losses' ? keratin.losses.getLoss : keratin.metrics.getMetric
        expect(() => get(wrong({ className: made.className, config }))).not.toThrow()
      }
    }
  })
})
