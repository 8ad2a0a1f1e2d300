import * as published from 'keratin'
import { expect, test } from 'vitest'
import * as built from '../../src/index.js'

// as where a program and a package that it uses bring a version each
test('two copies of the library in a process have variables side by side', async () => {
  const losses = []
  for (const { Dense, Input, Sequential, tf } of [built, published as unknown as typeof built]) {
    const model = Sequential([Input({ shape: [2] }), Dense(1, { kernelInitializer: 'ones' })])
    model.compile({ optimizer: 'adam', loss: 'mse', metrics: ['mae'] })
    const { history } = await model.fit(tf.ones([4, 2]), tf.zeros([4, 1]), { epochs: 2, verbose: 0 })
    losses.push(history.loss)
  }
  expect(losses[0]![0]).toBeCloseTo(4, 5)
  expect(losses[1]).toEqual(losses[0])
})
