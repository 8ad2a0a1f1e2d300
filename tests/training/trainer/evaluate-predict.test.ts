import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { makeData, makeTrainer, stream, weightsOf } from './make-trainer.js'

const { x, y } = makeData(10)
const quiet = { verbose: 0 } as const

describe('evaluate', () => {
  it('returns the loss, or a list in Keras’ order, or a record', async () => {
    expect(typeof (await makeTrainer().trainer.evaluate(x, y, quiet))).toBe('number')
    const { trainer } = makeTrainer({ metrics: ['mse', 'mae'] })
    const record = (await trainer.evaluate(x, y, { ...quiet, returnDict: true, batchSize: 3 })) as Record<
      string,
      number
    >
    expect(Object.keys(record)).toEqual(['loss', 'mae', 'mse'])
    expect(await trainer.evaluate(x, y, { ...quiet, batchSize: 3 })).toEqual([
      record.loss,
      record.mse,
      record.mae,
    ])
    expect(record.mse).toBeCloseTo(record.loss!, 5)
  })

  it('orders losses of outputs before metrics with their names, as Keras does', async () => {
    const { trainer } = makeTrainer({ metrics: [['mae'], ['mse']] }, { units: [2, 2] })
    const targets = [y, y]
    const r = (await trainer.evaluate(x, targets, { ...quiet, returnDict: true })) as Record<string, number>
    const list = await trainer.evaluate(x, targets, quiet)
    expect(list).toEqual([r.loss, r.a_loss, r.b_loss, r.a_mae, r.b_mse])
  })

  it('counts only the steps asked for, changes no weight, and weighs samples', async () => {
    const { model, trainer } = makeTrainer()
    const before = weightsOf(model)
    const some = await trainer.evaluate(x, y, { ...quiet, batchSize: 2, steps: 2 })
    expect(some).toBeCloseTo((await trainer.evaluate(x.slice(0, 4), y.slice(0, 4), quiet)) as number, 5)
    const sampleWeight = x.map((_, i) => (i < 4 ? 1 : 0))
    const weighted = (await trainer.evaluate(x, y, { ...quiet, sampleWeight })) as number
    expect(weighted).toBeCloseTo((4 / 10) * (some as number), 5)
    expect(weightsOf(model)).toEqual(before)
  })

  it('does not count what is masked', async () => {
    const masked = makeTrainer(
      { metrics: ['mae'] },
      { mask: (t) => tf.greater(tf.slice(t, [0, 2], [-1, 1]).squeeze([1]), 0) },
    )
    const plain = makeTrainer({ metrics: ['mae'] })
    const keep = x.map((row, i) => ({ row, target: y[i]! })).filter(({ row }) => row[2]! > 0)
    const expected = (await plain.trainer.evaluate(
      keep.map((k) => k.row),
      keep.map((k) => k.target),
      quiet,
    )) as number[]
    expect(await masked.trainer.evaluate(x, y, quiet)).toBeAllclose(expected)
  })
})

describe('predict', () => {
  const options = { ...quiet, batchSize: 3 }

  it('returns what the model was made with: a tensor, a list, a record', async () => {
    const single = (await makeTrainer(null).trainer.predict(x, options)) as tf.Tensor
    expect(single.shape).toEqual([10, 2])
    const list = (await makeTrainer(null, { units: [2, 1] }).trainer.predict(x, options)) as tf.Tensor[]
    expect(list.map((t) => t.shape)).toEqual([[10, 2], [10, 1]]) // biome-ignore format: short
    const model = { units: [2, 1], outputStructure: 'record' } as const
    const record = (await makeTrainer(null, model).trainer.predict(x, options)) as Record<string, tf.Tensor>
    expect(Object.keys(record)).toEqual(['a', 'b'])
    expect(record.a).toBeAllclose(single)
    tf.dispose([single, list, record])
  })

  it('gives the same in batches, at once, and from a stream of unknown length', async () => {
    const { trainer } = makeTrainer(null)
    const inBatches = (await trainer.predict(x, options)) as tf.Tensor
    const atOnce = (await trainer.predictOnBatch(x)) as tf.Tensor
    const streamed = (await trainer.predict(stream(5, 2), quiet)) as tf.Tensor
    expect(inBatches).toBeAllclose(atOnce)
    expect(streamed).toBeAllclose(atOnce)
    const some = (await trainer.predict(x, { ...options, steps: 2 })) as tf.Tensor
    expect(some.shape).toEqual([6, 2])
    tf.dispose([inBatches, atOnce, streamed, some])
  })

  it('hands through an output that is an input without taking it from the user', async () => {
    const { model, trainer } = makeTrainer(null)
    model.forward = ([t]) => ({ outputs: [t!], masks: [null] })
    const input = tf.tensor(x)
    const output = (await trainer.predictOnBatch(input)) as tf.Tensor
    output.dispose()
    expect(input.isDisposed).toBe(false)
    input.dispose()
  })
})

it('trainOnBatch and testOnBatch take one step', async () => {
  const [stepwise, fitted] = [makeTrainer({ metrics: ['mae'] }), makeTrainer({ metrics: ['mae'] })]
  const before = (await stepwise.trainer.testOnBatch(x, y)) as number[]
  const during = (await stepwise.trainer.trainOnBatch(x, y)) as number[]
  expect(during).toBeAllclose(before)
  await fitted.trainer.fit(x, y, quiet)
  expect(weightsOf(stepwise.model).flat()).toBeAllclose(weightsOf(fitted.model).flat())
  const record = (await stepwise.trainer.testOnBatch(x, y, { returnDict: true })) as Record<string, number>
  expect(record.loss).toBeLessThan(before[0]!)
})
