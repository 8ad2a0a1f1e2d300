import { expect, it } from 'vitest'
import { MobileNetV2 } from '../../src/applications/index.js'
import {
  clearSession,
  Dense,
  engineInfo,
  Input,
  Model,
  SGD,
  type SymbolicTensor,
  tf,
} from '../../src/index.js'
import { differenceFrom, formulaImages, golden, noise, setFormulaWeights } from './formula.js'

// plain JavaScript takes minutes
it.skipIf(engineInfo().engine === 'cpu' && process.env.KERATIN_TEST_FULL !== '1')(
  'ten steps of the last block of MobileNetV2 and a new head are those of Keras',
  { timeout: 300_000 },
  async () => {
    const expected = golden.fineTuning
    clearSession()
    const base = await MobileNetV2({
      inputShape: [64, 64, 3],
      alpha: 0.35,
      includeTop: false,
      pooling: 'avg',
      weights: null,
    })
    const inputs = Input({ shape: [64, 64, 3] })
    const features = base(inputs) as SymbolicTensor
    const model = new Model(inputs, Dense(3, { activation: 'softmax', name: 'head' })(features))
    setFormulaWeights(model)
    const first = base.layers.findIndex(({ name }) => name === 'block_16_expand')
    for (const layer of base.layers.slice(0, first)) layer.trainable = false
    expect(model.trainableWeights).toHaveLength(expected.trainable)

    const [x, y] = samples()
    model.compile({
      optimizer: new SGD({ learningRate: 0.003 }),
      loss: 'sparse_categorical_crossentropy',
    })
    const losses: number[] = []
    for (let i = 0; i < 80; i += 8) {
      const [xs, ys] = [x.slice([i], [8]), y.slice([i], [8])]
      losses.push((await model.trainOnBatch(xs, ys)) as number)
      tf.dispose([xs, ys])
    }
    expect(losses).toBeAllclose(expected.losses, { rtol: 1e-4, atol: 1e-4 })
    for (const [path, sample] of Object.entries(expected.weights)) {
      const weight = model.weights.find((w) => w.path === path)!
      expect(differenceFrom(sample, weight.read()), path).toBeLessThan(1e-4)
    }
    const frozen = base.getLayer('block_15_project_BN').weights[2]!
    expect(differenceFrom(expected.frozen, frozen.read())).toBeLessThan(1e-6)
    const batch = x.slice([0], [8])
    const predictions = (await model.predict(batch, { verbose: 0 })) as tf.Tensor
    expect(differenceFrom(expected.predictions, predictions)).toBeLessThan(1e-4)
    tf.dispose([x, y, batch, predictions])
    model.dispose()
  },
)

/** Images of the formula with a colour each, and each class brighter in a channel. */
function samples(): [x: tf.Tensor, y: tf.Tensor] {
  const labels = tf.tensor1d(
    Array.from({ length: 80 }, (_, i) => (i * 7) % 3),
    'int32',
  )
  const x = tf.tidy(() => {
    const colours = tf.mul(tf.tensor(noise(80 * 3, 1, 0, 1), [80, 3]), 0.7)
    const brighter = tf.add(colours, tf.mul(tf.oneHot(labels, 3), 0.5))
    return tf.add(formulaImages([80, 64, 64, 3], [-0.3, 0.3]), tf.reshape(brighter, [80, 1, 1, 3]))
  })
  return [x, labels]
}
