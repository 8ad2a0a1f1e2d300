import {
  BatchNormalization,
  Conv2D,
  Dense,
  DepthwiseConv2D,
  Flatten,
  GlobalAveragePooling2D,
  Input,
  loadModel,
  type Model,
  Sequential,
  tf,
} from 'keratin'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  featureMaps,
  gradCam,
  occlusionMap,
  plotFeatureMaps,
  plotFilters,
  plotGradCam,
  plotOcclusion,
} from '../../src/plot/index.js'
import { goldenFolder, readGolden } from '../harness/golden.js'
import { expectNoLeak } from '../harness/leaks.js'
import { elements, texts } from './svg.js'

interface CamCase {
  model: 'plain' | 'nested'
  layer: string | null
  classes: number[]
  given: boolean
  map: number[][][]
}
const golden = readGolden<{
  samples: number[][][][]
  gradCam: CamCase[]
  featureMaps: Record<string, number[][][]>
}>('plots/plots')
const models = {} as Record<CamCase['model'], Model>
let x: tf.Tensor4D

beforeAll(async () => {
  for (const name of ['plain', 'nested'] as const)
    models[name] = await loadModel(`${goldenFolder()}/plots/${name}.keras`)
  x = tf.tensor4d(golden.samples)
})
afterAll(() => {
  for (const model of Object.values(models)) model.dispose()
  x.dispose()
})

/** The pixels of the images of a picture, channels of each place beside each other. */
const pixelsOf = (svg: string) =>
  Promise.all(
    elements(svg, 'image').map(async ({ href }) => {
      const { data, info } = await sharp(Buffer.from(href!.split(',')[1]!, 'base64'))
        .raw()
        .toBuffer({ resolveWithObject: true })
      return { values: [...data], ...info }
    }),
  )

function expectClose(actual: tf.Tensor, expected: readonly unknown[], within: number): void {
  const given = (expected as number[][]).flat(3) as number[]
  const values = actual.dataSync()
  expect(values).toHaveLength(given.length)
  given.forEach((value, i) => {
    expect(Math.abs(values[i]! - value), `value ${i}`).toBeLessThan(within)
  })
}

describe('gradCam', () => {
  it.each(golden.gradCam)('is that of Keras: $model, layer $layer, classes $classes', async (given) => {
    await expectNoLeak(() => {
      const map = gradCam(models[given.model], x, {
        ...(given.layer !== null && { layer: given.layer }),
        ...(given.given && { classIndex: given.classes }),
      })
      expect(map.shape).toEqual([3, given.map[0]!.length, given.map[0]![0]!.length])
      expectClose(map, given.map, 1e-5)
      map.dispose()
    })
  })

  it('leaves the model as it was: its layers have no further calls', () => {
    const { nested } = models
    const counts = () => nested.layers.map((layer) => layer.nodes.length)
    const before = [counts(), nested.trainableWeights.length]
    gradCam(nested, x).dispose()
    expect([counts(), nested.trainableWeights.length]).toEqual(before)
  })

  it('refuses what it cannot look at', async () => {
    const flat = new Sequential([Input({ shape: [3] }), Dense(2)])
    expect(() => gradCam(flat, [[1, 2, 3]])).toThrow('no convolution of images')
    await expectNoLeak(() => {
      expect(() => gradCam(models.plain, x, { layer: 'classes' })).toThrow('[batch, height, width, channels]')
      expect(() => gradCam(models.plain, x, { layer: 'fisrt' })).toThrow('first')
      expect(() => gradCam(models.plain, x, { classIndex: 4 })).toThrow('from 0 to 3')
      expect(() => gradCam(models.plain, x, { classIndex: [1] })).toThrow('one for each of 3 samples')
      expect(() => gradCam(models.plain, x, { output: 1 })).toThrow('from 0 to 0')
      expect(() => gradCam({} as never, x)).toThrow('a model')
    })
    flat.dispose()
  })

  it('lays the map over the photo, where the network looks', async () => {
    // a network that looks for brightness: the class of bright images
    const look = new Sequential([
      Input({ shape: [8, 8, 1] }),
      Conv2D(1, 1, { name: 'same', kernelInitializer: 'ones' }),
      GlobalAveragePooling2D(),
      Dense(1, { kernelInitializer: 'ones' }),
    ])
    const image = tf.tidy(() =>
      tf.pad(tf.ones([1, 2, 2, 1]), [
        [0, 0],
        [1, 5],
        [1, 5],
        [0, 0],
      ]),
    )
    const { svg } = plotGradCam(look, image, {
      labels: ['dark', '<bright>'],
      classIndex: 1,
      captions: ['a&b'],
      alpha: 1,
    })
    const [, covered] = await pixelsOf(svg)
    const at = (row: number, column: number) =>
      covered!.values.slice((row * 8 + column) * 3, (row * 8 + column) * 3 + 3)
    // the two ends of the colours
    expect(at(1, 1)).toEqual([122, 4, 3])
    expect(at(6, 6)).toEqual([48, 18, 59])
    expect(texts(svg)).toEqual(
      expect.arrayContaining(['a&amp;b', expect.stringMatching(/^&lt;bright&gt; \d+\.\d %$/)]),
    )
    expect(() => plotGradCam(look, image, { alpha: 2 })).toThrow('alpha must be from 0 to 1')
    image.dispose()
    look.dispose()
  })
})

describe('featureMaps', () => {
  it('are those of Keras', async () => {
    await expectNoLeak(() => {
      const maps = featureMaps(models.plain, x, { layers: ['first', 'pool', 'act'] })
      expect(Object.keys(maps)).toEqual(['first', 'pool', 'act'])
      for (const [name, map] of Object.entries(maps)) {
        const one = tf.slice(map, [0, 0, 0, 0], [1, -1, -1, -1])
        expectClose(one, golden.featureMaps[name]!, 1e-5)
        tf.dispose([one, map])
      }
    })
  })

  it('find the layers of models inside, by name or by the way to them', async () => {
    await expectNoLeak(() => {
      const [all, one, way] = [
        featureMaps(models.nested, x),
        featureMaps(models.nested, x, { layers: ['deep'] }),
        featureMaps(models.nested, x, { layers: ['base/deep'] }),
      ]
      expect([Object.keys(all), Object.keys(one), Object.keys(way)]).toEqual([
        ['base/wide', 'base/deep'],
        ['deep'],
        ['base/deep'],
      ])
      expectClose(one.deep!, [...way['base/deep']!.dataSync()], 1e-9)
      tf.dispose([all, one, way])
      expect(() => featureMaps(models.nested, x, { layers: ['base/dep'] })).toThrow('base/deep')
      expect(() => featureMaps(models.nested, x, { layers: ['deep', 'cat'] })).toThrow(
        'layers must be layers whose',
      )
    })
  })

  it('are drawn from dark to bright', async () => {
    const net = new Sequential([Input({ shape: [2, 2, 1] }), Conv2D(2, 1, { name: 'c', useBias: false })])
    net.setWeights([tf.tensor4d([[[[1, 0]]]])])
    const image = tf.tensor4d([0, 1, 0.5, 0.25], [1, 2, 2, 1])
    const { svg } = plotFeatureMaps(net, image)
    const [first, second] = await pixelsOf(svg)
    const red = (pixels: number[]) => [0, 1].map((i) => pixels.slice(i * 3, i * 3 + 3))
    expect(red(first!.values)).toEqual([[68, 1, 84], [253, 231, 37]]) // biome-ignore format: pixels
    // a map of one value alone is dark
    expect(red(second!.values)).toEqual([[68, 1, 84], [68, 1, 84]]) // biome-ignore format: pixels
    expect(texts(svg)).toContain('c: 2 maps of 2×2')
    expect(() => plotFeatureMaps(net, image, { sample: 1 })).toThrow('sample must be from 0 to 0')
    image.dispose()
    net.dispose()
  })
})

describe('plotFilters', () => {
  const net = new Sequential([
    Input({ shape: [8, 8, 3] }),
    Conv2D(2, [1, 2], { name: 'rgb' }),
    BatchNormalization(),
    Conv2D(1, [1, 2], { name: 'two' }),
    DepthwiseConv2D([1, 2], { depthMultiplier: 2, name: 'each' }),
    Flatten(),
  ])
  const rgb = [[[[0, 1], [2, 1], [4, 1]], [[1, 1], [3, 1], [4, 3]]]] // biome-ignore format: a kernel
  net.getLayer('rgb').setWeights([tf.tensor4d(rgb), tf.zeros([2])])
  net.getLayer('two').setWeights([
    tf.tensor4d([
      [
        [[1], [3]],
        [[2], [8]],
      ],
    ]),
    tf.zeros([1]),
  ])
  net.getLayer('each').setWeights([tf.tensor4d([[[[0, 5]], [[1, 3]]]]), tf.zeros([2])])
  const pixels = async (options: Parameters<typeof plotFilters>[1]) =>
    (await pixelsOf(plotFilters(net, options).svg)).map(({ values, channels }) =>
      // a grey image may be read as one of three channels
      channels === 3 && values.every((v, i) => v === values[i - (i % 3)]) && options?.layer !== undefined
        ? values.filter((_, i) => i % 3 === 0)
        : values,
    )
  afterAll(() => net.dispose())

  it('brings each filter, or all of a layer, from black to white', async () => {
    const bytes = (...shares: number[]) => shares.map((share) => Math.round(share * 255))
    expect(await pixels({})).toEqual([bytes(0, 0.5, 1, 0.25, 0.75, 1), bytes(0, 0, 0, 0, 0, 1)])
    expect(await pixels({ scale: 'layer' })).toEqual([
      bytes(0, 0.5, 1, 0.25, 0.75, 1),
      bytes(0.25, 0.25, 0.25, 0.25, 0.25, 0.75),
    ])
  })

  it('draws the mean of channels, one of them, and filters of one channel each', async () => {
    expect(await pixels({ layer: 'two' })).toEqual([[0, 255]])
    expect(await pixels({ layer: 'rgb', channel: 1 })).toEqual([[0, 255], [0, 0]]) // biome-ignore format: pixels
    expect(await pixels({ layer: 'each' })).toEqual([[0, 255], [255, 0]]) // biome-ignore format: pixels
    expect(texts(plotFilters(net, { most: 1 }).svg)).toEqual(['rgb: 1 of 2 filters of 1×2'])
  })

  it('refuses what has none', () => {
    expect(() => plotFilters(net, { layer: 'flatten' })).toThrow()
    expect(() => plotFilters(net, { channel: 3 })).toThrow('channel must be from 0 to 2')
    const dense = new Sequential([Input({ shape: [1] }), Dense(1)])
    expect(() => plotFilters(dense)).toThrow('no convolution of images')
    dense.dispose()
  })
})

describe('occlusionMap', () => {
  it('tells by how much a probability falls when a place is covered', async () => {
    // p(1) is the sigmoid of the pixel in the corner
    const net = new Sequential([
      Input({ shape: [4, 4, 1] }),
      Flatten(),
      Dense(1, { activation: 'sigmoid', useBias: false }),
    ])
    net.setWeights([tf.tidy(() => tf.tensor2d([2, ...Array(15).fill(0)], [16, 1]))])
    await expectNoLeak(() => {
      const image = tf.ones([1, 4, 4, 1])
      const map = occlusionMap(net, image, { patch: 2, stride: 2, fill: 0 })
      const fall = 1 / (1 + Math.exp(-2)) - 0.5
      expectClose(map, [fall, 0, 0, 0], 1e-6)
      expect(elements(plotOcclusion(net, image, { patch: 2 }).svg, 'image')).toHaveLength(2)
      tf.dispose([image, map])
    })
    expect(() => occlusionMap(net, [[[[1]]]], { patch: 2 })).toThrow('patch must be from 1 to 1')
    expect(() => occlusionMap(net, [1])).toThrow('Received: [1]')
    net.dispose()
  })
})
