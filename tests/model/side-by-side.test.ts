import { expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Conv2D, Dense, Flatten, Input, MaxPooling2D } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import { setRandomSeed } from '../../src/support/random.js'

// in plain JavaScript the same takes long
const side = process.env.KERATIN_ENGINE === 'cpu' ? 6 : 12

const build = (filters: number): Sequential => {
  setRandomSeed(filters)
  const model = new Sequential([
    Input({ shape: [side, side, 8] }),
    Conv2D(filters, 3, { activation: 'relu' }),
    MaxPooling2D(),
    Flatten(),
    Dense(3, { activation: 'softmax' }),
  ])
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' })
  return model
}

it('several models train at once, each as it does alone', async () => {
  const x = tf.randomUniform([20, side, side, 8], 0, 1, 'float32', 3)
  const y = tf.tensor1d(Array.from({ length: 20 }, (_, i) => i % 3))
  const options = { epochs: 2, batchSize: 8, shuffle: false, verbose: 0 } as const
  const alone: number[][] = []
  for (const filters of [8, 16]) alone.push((await build(filters).fit(x, y, options)).history.loss!)
  const models = [build(8), build(16)]
  const together = await Promise.all(models.map((model) => model.fit(x, y, options)))
  expect(together.map(({ history }) => history.loss)).toEqual(alone)
  tf.dispose([x, y])
})
