import { expect, it } from 'vitest'
import { Dataset } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { Dense, Input } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'

it('takes a Dataset with the options right behind it', async () => {
  const x = tf.randomNormal([12, 3], 0, 1, 'float32', 1)
  const y = tf.zeros([12, 1])
  const data = Dataset.fromTensors([x, y]).batch(4)
  const model = new Sequential([Input({ shape: [3] }), Dense(1)])
  model.compile({ optimizer: 'sgd', loss: 'mse', metrics: ['mae'] })
  const { history } = await model.fit(data, { epochs: 2, verbose: 0 })
  expect(history.loss).toHaveLength(2)
  const byName = await model.evaluate(data, { returnDict: true, verbose: 0 })
  const [loss, mae] = await model.evaluate(data, null, { verbose: 0 })
  expect(byName).toEqual({ loss, mae })
  expect(await model.evaluate(x, y, { returnDict: true, batchSize: 4, verbose: 0 })).toEqual(byName)
})
