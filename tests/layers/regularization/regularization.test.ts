import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import {
  ActivityRegularization,
  AlphaDropout,
  Dropout,
  GaussianDropout,
  GaussianNoise,
  Input,
  type Layer,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
} from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { setRandomSeed } from '../../../src/support/random.js'
import { expectNoLeak } from '../../harness/leaks.js'

const make: [string, (seed?: number) => Layer, number[]][] = [
  ['Dropout', (seed) => Dropout(0.4, { seed: seed ?? null }), [50, 8]],
  ['SpatialDropout1D', (seed) => SpatialDropout1D(0.4, { seed: seed ?? null }), [50, 4, 8]],
  ['SpatialDropout2D', (seed) => SpatialDropout2D(0.4, { seed: seed ?? null }), [50, 4, 3, 8]],
  ['SpatialDropout3D', (seed) => SpatialDropout3D(0.4, { seed: seed ?? null }), [50, 2, 2, 3, 8]],
  ['GaussianNoise', (seed) => GaussianNoise(0.4, { seed: seed ?? null }), [50, 8]],
  ['GaussianDropout', (seed) => GaussianDropout(0.4, { seed: seed ?? null }), [50, 8]],
  ['AlphaDropout', (seed) => AlphaDropout(0.4, { seed: seed ?? null }), [50, 8]],
]

const train = (layer: Layer, x: tf.Tensor) => [...layer(x, { training: true }).dataSync()]

describe.each(make)('%s', (_, layer, shape) => {
  const x = tf.ones(shape)

  it('does nothing but in training', () => {
    expect(layer()(x)).toBeAllclose(x)
    expect(train(layer(), x)).not.toEqual([...x.dataSync()])
  })

  it('draws from its own seed, or from that of the program, and anew for each call', () => {
    const [own, same, other] = [layer(3), layer(3), layer(4)]
    const first = train(own, x)
    expect(train(same, x)).toEqual(first)
    expect(train(other, x)).not.toEqual(first)
    expect(train(own, x)).not.toEqual(first)
    setRandomSeed(1447)
    const global = train(layer(), x)
    setRandomSeed(1447)
    expect(train(layer(), x)).toEqual(global)
  })

  it('has the gradient of what it did, leaves no tensors, and hands masks on', async () => {
    const apply = layer(3)
    await expectNoLeak(() =>
      tf.tidy(() => {
        const dy = tf.randomNormal(shape, 0, 1, 'float32', 1)
        const { value, grad } = tf.valueAndGrad(
          (t) => apply(t as tf.Tensor, { training: true }) as tf.Tensor,
        )(x, dy)
        // all of them are linear, and 1 + h leads where 1 does plus h times the slope
        const slope = tf.sub(layer(3)(tf.mul(x, 2), { training: true }), value)
        expect(grad).toBeAllclose(tf.mul(dy, slope), { atol: 1e-5 })
      }),
    )
    expect(apply.supportsMasking).toBe(true)
  })

  it('refuses a rate outside 0 to 1', () => {
    const Class = layer().constructor as unknown as new (rate: number) => Layer
    for (const rate of [-0.1, 1.5, Number.NaN]) expect(() => new Class(rate)).toThrow(/between 0 and 1/)
  })
})

it('spatial dropout drops whole feature maps, wherever the channels are', () => {
  tf.tidy(() => {
    for (const dataFormat of ['channels_last', 'channels_first'] as const) {
      const y = SpatialDropout2D(0.5, { dataFormat, seed: 1 })(tf.ones([20, 3, 4, 6]), { training: true })
      const axes = dataFormat === 'channels_first' ? [2, 3] : [1, 2]
      const { mean, variance } = tf.moments(y, axes)
      expect(variance).toBeAllclose(tf.zerosLike(variance))
      const kept = [...mean.dataSync()]
      expect(new Set(kept)).toEqual(new Set([0, 2]))
      expect(kept.filter((v) => v === 0).length / kept.length).toBeGreaterThan(0.3)
    }
  })
})

it('GaussianDropout and AlphaDropout keep mean and variance as they should', () => {
  tf.tidy(() => {
    const gaussian = tf.moments(GaussianDropout(0.3, { seed: 2 })(tf.ones([300, 300]), { training: true }))
    expect(gaussian.mean).toBeAllclose(1, { atol: 0.01 })
    expect(gaussian.variance).toBeAllclose(0.3 / 0.7, { atol: 0.01 })
    const x = tf.randomNormal([300, 300], 0, 1, 'float32', 5)
    const alpha = tf.moments(AlphaDropout(0.3, { seed: 2 })(x, { training: true }))
    expect(alpha.mean).toBeAllclose(0, { atol: 0.02 })
    expect(alpha.variance).toBeAllclose(1, { atol: 0.03 })
  })
})

it('AlphaDropout drops slices where the noise shape has extent 1', () => {
  const y = AlphaDropout(0.5, { noiseShape: [null, 1], seed: 1 })(tf.ones([40, 3]), { training: true })
  const rows = y.arraySync() as number[][]
  expect(rows.every((row) => row.every((v) => v === row[0]))).toBe(true)
  expect(new Set(rows.map((row) => row[0])).size).toBe(2)
})

it('ActivityRegularization adds its penalty to the loss', async () => {
  const model = new Sequential([Input({ shape: [2] }), ActivityRegularization({ l1: 0.5, l2: 0.25 })])
  model.compile({ optimizer: 'sgd', loss: 'mse' })
  const x = tf.tensor2d([
    [1, -2],
    [0, 4],
  ])
  // (0.5 · 7 + 0.25 · 21) / 2
  expect(await model.evaluate(x, x, { verbose: 0 })).toBeAllclose(4.375)
})
