import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Dense, Input, LayerScale, loadModel, Sequential, StochasticDepth, tf } from '../../../src/index.js'
import { openZip } from '../../../src/saving/zip/read-zip.js'

it('drops whole samples in training, and scales the others', () => {
  const layer = StochasticDepth(0.25, { seed: 3 })
  tf.tidy(() => {
    const x = tf.ones([400, 2, 3])
    expect(layer(x) as tf.Tensor).toBeAllclose(x)
    const y = (layer(x, { training: true }) as tf.Tensor).arraySync() as number[][][]
    const kinds = y.map((sample) => new Set(sample.flat().map((v) => v.toFixed(4))))
    expect(kinds.every((kind) => kind.size === 1)).toBe(true)
    const dropped = kinds.filter((kind) => kind.has('0.0000')).length
    expect(dropped).toBeGreaterThan(60)
    expect(dropped).toBeLessThan(140)
    expect(kinds.filter((kind) => kind.has('1.3333'))).toHaveLength(400 - dropped)
  })
})

it('LayerScale multiplies channels with numbers that are trained', () => {
  const layer = LayerScale(0.5, 3)
  tf.tidy(() => {
    expect(layer(tf.ones([2, 3])) as tf.Tensor).toBeAllclose(tf.fill([2, 3], 0.5))
    layer.setWeights([tf.tensor1d([1, 2, 3])])
    expect(layer(tf.ones([1, 3])) as tf.Tensor).toBeAllclose(tf.tensor2d([[1, 2, 3]]))
  })
  expect(layer.trainableWeights).toHaveLength(1)
  expect(() => LayerScale(0.5, 0)).toThrow('LayerScale: projectionDim must be a positive integer')
  expect(() => LayerScale('x' as unknown as number, 2)).toThrow('LayerScale: initValues must be a number')
  expect(() => StochasticDepth(2)).toThrow('StochasticDepth: dropPathRate must be between 0 and 1')
})

it('files name both as Keras does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keratin-depth-'))
  try {
    const model = Sequential([Input({ shape: [4] }), Dense(3), LayerScale(0.1, 3), StochasticDepth(0.2)])
    const path = join(folder, 'model.keras')
    await model.save(path)
    const zip = openZip(await readFile(path))
    const { config } = JSON.parse(new TextDecoder().decode(zip.read('config.json'))) as {
      config: { layers: { class_name: string; module: string; registered_name: string; config: object }[] }
    }
    expect(config.layers.slice(-2)).toMatchObject([
      { class_name: 'LayerScale', config: { init_values: 0.1, projection_dim: 3 } },
      { class_name: 'StochasticDepth', config: { drop_path_rate: 0.2 } },
    ])
    for (const layer of config.layers.slice(-2)) {
      expect(layer.module).toBe('keras.src.applications.convnext')
      expect(layer.registered_name).toBe(layer.class_name)
    }
    const loaded = await loadModel(path)
    tf.tidy(() => {
      const x = tf.randomNormal([2, 4])
      expect(loaded(x) as tf.Tensor).toBeAllclose(model(x) as tf.Tensor)
    })
    model.dispose()
    loaded.dispose()
  } finally {
    await rm(folder, { recursive: true })
  }
})
