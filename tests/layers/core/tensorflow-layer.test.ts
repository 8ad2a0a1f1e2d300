import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { layers } from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Dense, Input, TensorFlowLayer } from '../../../src/layers/index.js'
import { Model, Sequential } from '../../../src/model/index.js'
import { loadModel } from '../../../src/saving/index.js'

const data = {
  x: tf.randomNormal([32, 4], 0, 1, 'float32', 1),
  y: tf.randomNormal([32, 1], 0, 1, 'float32', 2),
}

describe('TensorFlowLayer', () => {
  it('computes what the layer of TensorFlow.js computes, and trains as our own does', async () => {
    const make = (first: ReturnType<typeof Dense> | TensorFlowLayer) => {
      const model = new Sequential([Input({ shape: [4] }), first, Dense(1, { kernelInitializer: 'ones' })])
      model.compile({ optimizer: 'sgd', loss: 'mse' })
      return model
    }
    const inner = layers.dense({ units: 3, activation: 'tanh', kernelInitializer: 'ones' })
    const foreign = make(TensorFlowLayer(inner))
    const own = make(Dense(3, { activation: 'tanh', kernelInitializer: 'ones' }))
    expect(foreign.weights.map((w) => [w.name, w.shape])).toEqual(own.weights.map((w) => [w.name, w.shape]))
    const options = { epochs: 3, shuffle: false, verbose: 0 } as const
    const { history } = await foreign.fit(data.x, data.y, options)
    const { history: expected } = await own.fit(data.x, data.y, options)
    expect(history.loss!).toBeAllclose(expected.loss!)
    expect(foreign.weights[0]!.read()).toBeAllclose(own.weights[0]!.read())
  })

  it('is saved and loaded with its weights', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keratin-'))
    const x = Input({ shape: [4] })
    const model = new Model(x, Dense(1)(TensorFlowLayer(layers.dense({ units: 3 }))(x)))
    try {
      const file = join(folder, 'foreign.keras')
      await model.save(file)
      const again = await loadModel(file)
      expect(await again.predict(data.x)).toBeAllclose(await model.predict(data.x))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('frees its weights with the model', () => {
    const before = tf.memory().numTensors
    const model = new Sequential([
      Input({ shape: [4] }),
      TensorFlowLayer(layers.dense({ units: 3 })),
      Dense(1),
    ])
    tf.dispose(model(data.x))
    model.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('refuses what is no layer of TensorFlow.js', () => {
    expect(() => TensorFlowLayer(Dense(3) as never)).toThrow(/must be a layer of @tensorflow\/tfjs-layers/)
    expect(() => TensorFlowLayer({ layer: { class_name: 'Nothing', config: {} } })).toThrow(
      /no layer class "Nothing"/,
    )
  })
})
