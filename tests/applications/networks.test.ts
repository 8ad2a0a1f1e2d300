import { describe, expect, it } from 'vitest'
import { engineInfo, type Model, tf } from '../../src/index.js'
import {
  type ApplicationCase,
  differenceFrom,
  digest,
  formulaImages,
  golden,
  layerNames,
  networkOf,
  setFormulaWeights,
} from './formula.js'

const isFull = process.env.KERATIN_TEST_FULL === '1'
/** Plain JavaScript takes minutes for what others take a second for. */
const isSlow = engineInfo().engine === 'cpu'
/** One of each network, but for those that take long. */
const usual = golden.cases.filter(({ id }) => !/-(full|features|any-size)$/.test(id))
const cases = isFull ? golden.cases : usual.filter(({ id }) => !isSlow || id === 'mobilenet-v2')

function checkStructure(model: Model, expected: ApplicationCase): void {
  const names = layerNames(model)
  if (expected.layerNames) expect(names.join(' ')).toBe(expected.layerNames)
  expect(model.name).toBe(expected.name)
  expect(names).toHaveLength(expected.layers)
  expect(digest(names)).toBe(expected.layersDigest)
  const weights = model.weights.map(({ path, shape }) => `${path} [${shape.join(', ')}]`)
  expect(weights).toHaveLength(expected.weights)
  expect(digest(weights)).toBe(expected.weightsDigest)
  expect(model.countParams()).toBe(expected.parameters)
  const trainable = model.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1),
    0,
  )
  expect(trainable).toBe(expected.trainable)
}

describe('networks of keras.applications', () => {
  it.each(cases)(
    '$id has the layers, weights and outputs of Keras',
    { timeout: 300_000 },
    async (expected) => {
      const before = tf.memory().numTensors
      const model = await networkOf(expected)
      checkStructure(model, expected)
      setFormulaWeights(model)
      const difference = tf.tidy(() => {
        const y = model(formulaImages(expected.input, expected.range)) as tf.Tensor
        expect(y.shape).toEqual(expected.output.shape)
        return differenceFrom(expected.output, y)
      })
      expect(difference).toBeLessThan(1e-4)
      model.dispose()
      expect(tf.memory().numTensors).toBe(before)
    },
  )
})
