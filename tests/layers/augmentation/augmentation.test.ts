import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ForwardPass } from '../../../src/graph/forward-pass.js'
import {
  Flatten,
  Input,
  type Layer,
  layerFrom,
  layerRegistry,
  RandomBrightness,
  RandomContrast,
  RandomCrop,
  RandomFlip,
  RandomRotation,
  RandomTranslation,
  RandomZoom,
  setRandomSeed,
} from '../../../src/index.js'
import { adjustBrightness, adjustContrast } from '../../../src/layers/augmentation/intensity.js'
import { flips, rotations, translations, zooms } from '../../../src/layers/augmentation/matrices.js'
import { Dense } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { type GoldenTensor, goldenSuite, readGolden, toTensor } from '../../harness/golden.js'
import { expectNoLeak } from '../../harness/leaks.js'

let before = 0
beforeEach(() => {
  before = tf.memory().numTensors
  tf.engine().startScope()
})
afterEach(() => {
  tf.engine().endScope()
  expect(tf.memory().numTensors).toBe(before)
})

interface AugmentationCase {
  id: string
  class_name: string
  config: Record<string, unknown>
  keras_config: Record<string, unknown>
  transformation: Record<string, GoldenTensor>
  value: GoldenTensor
}

const golden = readGolden<{ x: GoldenTensor }>('images')

/** What a layer makes of images when the random numbers are those that Keras drew. */
function applied({ class_name, config, transformation }: AugmentationCase, images: tf.Tensor4D): tf.Tensor {
  const [, height, width] = images.shape
  const layer = layerFrom(class_name, config) as Layer & Record<string, never>
  const given = (name: string, column = 0) => {
    const t = toTensor(transformation[name]!)
    return t.reshape([images.shape[0], -1]).slice([0, column], [-1, 1]).flatten() as tf.Tensor1D
  }
  const range = (config.value_range ?? [0, 255]) as [number, number]
  if (class_name === 'RandomContrast') return adjustContrast(images, given('contrast_factor'), range)
  if (class_name === 'RandomBrightness') return adjustBrightness(images, given('rgb_delta'), range)
  // Keras mirrors where it draws true
  const drawn = () => tf.sub(1, given('flips')) as tf.Tensor1D
  const matrices = {
    RandomRotation: () => rotations(given('angle'), height, width),
    RandomZoom: () => zooms(given('height_zoom'), given('width_zoom'), height, width),
    RandomTranslation: () => translations(given('translations', 0), given('translations', 1)),
    RandomFlip: () =>
      config.mode === 'horizontal'
        ? flips(drawn(), null, height, width)
        : flips(null, drawn(), height, width),
  }[class_name]!()
  if (class_name === 'RandomFlip') return tf.image.transform(images, matrices, 'nearest', 'nearest')
  return tf.image.transform(images, matrices, layer.interpolation, layer.fillMode, layer.fillValue)
}

goldenSuite<AugmentationCase>('images', {
  list: 'layers',
  needs: (c) => [c.class_name],
  has: (name) => layerRegistry.find(name) !== undefined,
  run(c) {
    const images = toTensor(golden.x) as tf.Tensor4D
    expect(applied(c, images)).toBeAllclose(c.value, { atol: 2e-4, rtol: 1e-4 })
    const { name: _, ...config } = layerFrom(c.class_name, c.config).getConfig()
    const { name: __, ...expected } = c.keras_config
    expect(config).toEqual(expected)
  },
})

const photo = (count = 4, height = 12, width = 10, channels = 3) =>
  tf.randomUniform([count, height, width, channels], 0, 1, 'float32', 5) as tf.Tensor4D

const layers: Record<string, (seed?: number) => Layer> = {
  RandomFlip: (seed) => RandomFlip('horizontal', { seed }),
  RandomRotation: (seed) => RandomRotation(0.2, { seed }),
  RandomZoom: (seed) => RandomZoom(0.3, { seed }),
  RandomTranslation: (seed) => RandomTranslation(0.3, 0.2, { seed }),
  RandomContrast: (seed) => RandomContrast([0.5, 0.5], { valueRange: [0, 1], seed }),
  RandomBrightness: (seed) => RandomBrightness(0.4, { valueRange: [0, 1], seed }),
  RandomCrop: (seed) => RandomCrop(8, 7, { seed }),
}
const train = (layer: Layer, x: tf.Tensor) => layer(x, { training: true }).dataSync()

describe.each(Object.entries(layers))('%s', (name, make) => {
  it('leaves images alone outside of training', () => {
    const x = photo()
    const y = make()(x)
    if (name === 'RandomCrop') expect(y.shape).toEqual([4, 8, 7, 3])
    else expect([...y.dataSync()]).toEqual([...x.dataSync()])
  })

  it('changes them in training, anew each time, the same for a seed', () => {
    const x = photo()
    setRandomSeed(3)
    const layer = make()
    const first = train(layer, x)
    const second = train(layer, x)
    expect([...first]).not.toEqual([...second])
    setRandomSeed(3)
    expect([...train(make(), x)]).toEqual([...first])
    const seeded = make(7)
    const own = train(seeded, x)
    expect([...own]).toEqual([...train(make(7), x)])
    expect([...train(seeded, x)]).not.toEqual([...own])
    for (const v of first) expect(v).toBeGreaterThanOrEqual(-1e-6)
    for (const v of first) expect(v).toBeLessThanOrEqual(1 + 1e-6)
  })

  it('draws neither from the stream of dropout nor of shuffling', () => {
    setRandomSeed(4)
    const pass = new ForwardPass(true)
    const untouched = pass.seed()
    setRandomSeed(4)
    train(make(), photo())
    expect(pass.seed()).toEqual(untouched)
  })

  it('takes single images, other numbers, and channels first', () => {
    const x = photo(1)
    expect(make(1)(x.squeeze([0]), { training: true }).shape).toHaveLength(3)
    expect([...train(make(2), tf.cast(x.mul(255), 'int32'))].every(Number.isFinite)).toBe(true)
    const { name: _, ...config } = make(5).getConfig()
    const turned = layerFrom(name, { ...config, data_format: 'channels_first' })
    const y = turned(tf.transpose(x, [0, 3, 1, 2]), { training: true })
    const expected = make(5)(x, { training: true })
    expect(tf.transpose(y, [0, 2, 3, 1])).toBeAllclose(expected, { atol: 1e-6 })
    expect(() => make()(tf.zeros([3, 3]))).toThrow('takes images [batch, height, width, channels]')
  })

  it('is made again from its configuration', () => {
    const layer = make(9)
    const again = layerFrom(name, layer.getConfig())
    expect(again.getConfig()).toEqual(layer.getConfig())
  })
})

describe('augmentation', () => {
  it('is drawn for each image by itself', () => {
    const x = tf.tile(photo(1), [32, 1, 1, 1])
    const each = RandomTranslation(0.4, 0.4)(x, { training: true }).arraySync() as unknown[]
    expect(new Set(each.map((image) => JSON.stringify(image))).size).toBeGreaterThan(28)
  })

  it('mirrors about half of the images', () => {
    const x = tf.tile(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1]), [400, 1, 1, 1])
    const counts = new Map<string, number>()
    const y = RandomFlip({ seed: 1 })(x, { training: true }).reshape([400, 4]).arraySync() as number[][]
    for (const image of y) counts.set(image.join(), (counts.get(image.join()) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual(['1,2,3,4', '2,1,4,3', '3,4,1,2', '4,3,2,1'])
    for (const n of counts.values()) expect(Math.abs(n - 100)).toBeLessThan(45)
  })

  it('cuts every place, and the middle outside of training', () => {
    const x = tf.range(0, 30).reshape([1, 5, 6, 1])
    const places = new Set<number>()
    const layer = RandomCrop(3, 4, { seed: 2 })
    for (let i = 0; i < 200; i++) {
      const y = tf.tidy(() => [...layer(x, { training: true }).dataSync()])
      const first = y[0]!
      places.add(first)
      expect(y).toEqual([0, 1, 2].flatMap((row) => [0, 1, 2, 3].map((c) => first + 6 * row + c)))
    }
    expect([...places].sort((a, b) => a - b)).toEqual([0, 1, 2, 6, 7, 8, 12, 13, 14])
    // 5 rows of 6 in the proportions of 3 to 4: 4 rows, sized
    expect(RandomCrop(2, 3)(x).shape).toEqual([1, 2, 3, 1])
    expect(RandomCrop(5, 6)(x)).toBeAllclose(x)
    const whole = [...RandomCrop(10, 12)(tf.fill([1, 5, 6, 1], 7)).dataSync()]
    expect(new Set(whole)).toEqual(new Set([7]))
  })

  it('refuses what it cannot do', () => {
    expect(() => RandomRotation(1.5)).toThrow('factor must be a number, or two, from -1 to 1')
    expect(() => RandomContrast([-0.2, 0.2])).toThrow('from 0 to 1')
    expect(() => RandomZoom(0.2, { fillMode: 'reflct' as never })).toThrow('Did you mean "reflect"')
    expect(() => RandomFlip('horizontl' as never)).toThrow('Did you mean "horizontal"')
    expect(() => RandomBrightness(0.2, { valueRange: [1, 1] })).toThrow('two different numbers')
    expect(() => RandomCrop(0, 3)).toThrow('height must be a positive integer')
    expect(() => RandomFlip({ mod: 'vertical' } as never)).toThrow('Did you mean "mode"')
  })

  it('is part of training', async () => {
    const model = new Sequential([
      Input({ shape: [6, 6, 1] }),
      RandomFlip(),
      RandomRotation(0.1),
      RandomZoom(0.1),
      RandomContrast(0.1, { valueRange: [0, 1] }),
      Flatten(),
      Dense(1),
    ])
    model.compile({ optimizer: 'sgd', loss: 'mse' })
    const x = photo(8, 6, 6, 1)
    const y = tf.zeros([8, 1])
    const run = () => model.fit(x, y, { verbose: 0, epochs: 1, batchSize: 4 })
    await run()
    await expectNoLeak(async () => {
      await run()
    })
    const p = [model.predict(x, { verbose: 0 }), model.predict(x, { verbose: 0 })]
    const [a, b] = (await Promise.all(p)) as tf.Tensor[]
    expect(a).toBeAllclose(b!)
    tf.dispose([a!, b!])
    const variables = model.optimizer!.variables
    model.dispose()
    for (const variable of variables) variable.dispose()
  })
})
