import { describe, expect, it } from 'vitest'
import { Dataset, Dense, Input, Sequential, tf } from '../../../src/index.js'
import { expectNoLeak } from '../../harness/leaks.js'

function* batches(count: number) {
  for (let i = 0; i < count; i++) yield [tf.fill([4, 3], i), tf.ones([4, 1])]
}
async function* later(count: number) {
  yield* batches(count)
}

function compiled() {
  const model = new Sequential([Input({ shape: [3] }), Dense(1)])
  model.compile({ optimizer: 'sgd', loss: 'mse' })
  return model
}

/** What `run` gives, and the warnings that it leads to. */
async function withWarnings<T>(run: () => Promise<T>): Promise<{ result: T; said: string[] }> {
  const said: string[] = []
  const listen = (warning: Error) => said.push(warning.message)
  process.on('warning', listen)
  try {
    const result = await run()
    await new Promise((done) => setImmediate(done))
    return { result, said }
  } finally {
    process.off('warning', listen)
  }
}

describe('generators', () => {
  it('that are not asynchronous are taken by fit, evaluate and predict', async () => {
    const model = compiled()
    // weights and metrics are made when they are first used
    await model.fit(batches(1), { verbose: 0 })
    await expectNoLeak(async () => {
      const { history } = await model.fit(batches(3), { verbose: 0 })
      expect(history.loss).toHaveLength(1)
      expect(await model.evaluate(batches(2), { verbose: 0 })).toBeGreaterThan(0)
      const predicted = await model.predict(batches(2))
      expect(predicted.shape).toEqual([8, 1])
      predicted.dispose()
    })
  })

  it.each([
    ['after some epochs', () => batches(4), { stepsPerEpoch: 2, epochs: 5 }, 2],
    ['within an epoch', () => batches(3), { stepsPerEpoch: 2, epochs: 5 }, 2],
    ['within an epoch, asynchronously', () => later(3), { stepsPerEpoch: 2, epochs: 5 }, 2],
    ['after one epoch that has no length', () => later(3), { epochs: 4 }, 1],
  ])('that end %s end training with a warning and the history', async (_, data, options, epochs) => {
    const { result, said } = await withWarnings(() => compiled().fit(data(), { ...options, verbose: 0 }))
    expect(result.history.loss).toHaveLength(epochs)
    expect(result.history.loss!.every(Number.isFinite)).toBe(true)
    expect(said.filter((text) => text.includes('the data ran out'))).toHaveLength(1)
  })

  it('that give nothing at all are an error', async () => {
    await expect(compiled().fit(batches(0), { verbose: 0 })).rejects.toMatchObject({ code: 'DATA' })
  })

  it('of a data set begin anew with each epoch', async () => {
    const { result, said } = await withWarnings(() =>
      compiled().fit(
        Dataset.from(() => batches(3)),
        { epochs: 3, stepsPerEpoch: 2, verbose: 0 },
      ),
    )
    expect(result.history.loss).toHaveLength(3)
    expect(said).toEqual([])
  })
})

it('rows of numbers in elements of a data set are tensors', async () => {
  const rows = Dataset.from(() => [
    [[1, 2, 3], [1]],
    [[4, 5, 6], [0]],
    [[7, 8, 9], [1]],
  ])
  const shapes: number[][][] = []
  for await (const batch of rows.batch(2)) {
    const [x, y] = batch as unknown as [tf.Tensor, tf.Tensor]
    shapes.push([x.shape, y.shape])
    tf.dispose([x, y])
  }
  expect(shapes).toEqual([
    [
      [2, 3],
      [2, 1],
    ],
    [
      [1, 3],
      [1, 1],
    ],
  ])
  const { history } = await compiled().fit(rows.batch(2), { verbose: 0 })
  expect(history.loss).toHaveLength(1)
})
