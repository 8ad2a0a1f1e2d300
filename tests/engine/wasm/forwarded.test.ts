import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { engineInfo, layerFrom, setEngine, tf } from 'keratin'
import { beforeAll, describe, expect, it } from 'vitest'
import { type GoldenTensor, goldenFolder, readGolden, toTensor } from '../../harness/golden.js'

interface LayerCase {
  id: string
  class_name: string
  config: Record<string, unknown>
  tensors: Record<string, GoldenTensor>
}

const families = /^(Depthwise|Separable)?Conv\dD|Pooling|UpSampling|ZeroPadding|Cropping|Resizing|CenterCrop/
const cases = ['layers', 'layers_spatial']
  .filter((file) => existsSync(resolve(goldenFolder(), `${file}.json`)))
  .flatMap((file) => readGolden<{ cases: LayerCase[] }>(file).cases)
  .filter((c) => families.test(c.class_name))

beforeAll(() => setEngine('wasm'))

describe('no kernel goes through the cpu backend', () => {
  it.each(cases.map((c) => [c.id, c] as const))('in %s, forward or backward', async (_, c) => {
    const forwarded = new Set(engineInfo().forwardedKernels)
    const layer = layerFrom(c.class_name, { ...c.config })
    const x = toTensor(c.tensors.x!)
    layer.ensureBuilt(x.shape)
    const weights = layer.trainableWeights.map((v) => v.read() as unknown as tf.Tensor)
    const { kernelNames } = await tf.profile(() =>
      tf.tidy(() => {
        tf.engine().gradients(
          () => tf.sum(layer(x) as tf.Tensor) as tf.Scalar,
          [x, ...weights],
          undefined,
          true,
        )
      }),
    )
    expect(kernelNames.length).toBeGreaterThan(0)
    expect(kernelNames.filter((name) => forwarded.has(name))).toEqual([])
    layer.dispose()
    x.dispose()
  })
})
