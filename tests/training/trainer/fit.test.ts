import { describe, expect, it } from 'vitest'
import { Dataset } from '../../../src/data/index.js'
import { tf } from '../../../src/engine/index.js'
import { setRandomSeed } from '../../../src/support/random.js'
import { History, type Logs } from '../../../src/training/index.js'
import { makeData, makeTrainer, stream, weightsOf } from './make-trainer.js'

const { x, y } = makeData(20)
const quiet = { verbose: 0 } as const

describe('fit', () => {
  it('learns, and returns the results of each epoch in Keras’ order', async () => {
    const { trainer } = makeTrainer({
      optimizer: { class_name: 'SGD', config: { learning_rate: 0.1 } },
      metrics: ['mae'],
    })
    const { history, epoch, params } = await trainer.fit(x, y, {
      ...quiet,
      epochs: 5,
      batchSize: 4,
      validationSplit: 0.2,
    })
    expect(Object.keys(history)).toEqual(['loss', 'mae', 'val_loss', 'val_mae'])
    expect(epoch).toEqual([0, 1, 2, 3, 4])
    expect(params).toEqual({ verbose: 0, epochs: 5, steps: 4 })
    expect(history.loss!.every((v, i) => i === 0 || v < history.loss![i - 1]!)).toBe(true)
  })

  it('shuffles with the seeded stream', async () => {
    const run = async (seed: number, shuffle = true) => {
      setRandomSeed(seed)
      const { model, trainer } = makeTrainer()
      await trainer.fit(x, y, { ...quiet, epochs: 2, batchSize: 3, shuffle })
      return weightsOf(model)
    }
    const first = await run(1)
    expect(await run(1)).toEqual(first)
    expect(await run(2)).not.toEqual(first)
    expect(await run(1, false)).toEqual(await run(2, false))
  })

  it('continues where it stopped in the data when an epoch is limited in steps', async () => {
    const whole = makeTrainer()
    const limited = makeTrainer()
    const options = { ...quiet, batchSize: 5, shuffle: false }
    await whole.trainer.fit(x, y, { ...options, epochs: 2 })
    const { params, epoch } = await limited.trainer.fit(x, y, { ...options, epochs: 4, stepsPerEpoch: 2 })
    expect(params.steps).toBe(2)
    expect(epoch).toHaveLength(4)
    expect(weightsOf(limited.model)).toEqual(weightsOf(whole.model))
  })

  it('begins with the epoch it is told, and validates when it is told', async () => {
    const { trainer } = makeTrainer()
    const options = { ...quiet, initialEpoch: 2, epochs: 6, validationData: [x, y] as const }
    const every = await trainer.fit(x, y, { ...options, validationFreq: 2 })
    expect(every.epoch).toEqual([2, 3, 4, 5])
    expect(every.history.val_loss).toHaveLength(2)
    const listed = await trainer.fit(x, y, { ...options, validationFreq: [3, 5, 6], validationSteps: 1 })
    expect(listed.history.val_loss).toHaveLength(3)
  })

  it('weighs samples by class as by the same sample weights', async () => {
    const labels = x.map((_, i) => i % 3)
    const compile = {
      loss: 'sparse_categorical_crossentropy',
      weightedMetrics: ['accuracy'],
      metrics: ['accuracy'],
    }
    const options = { activation: tf.softmax as never, units: [3] }
    const byClass = makeTrainer(compile, options)
    const bySample = makeTrainer(compile, options)
    const run = { ...quiet, batchSize: 6, shuffle: false, epochs: 2 }
    const a = await byClass.trainer.fit(x, labels, { ...run, classWeight: { 1: 2, 2: 0.5 } })
    const b = await bySample.trainer.fit(x, labels, {
      ...run,
      sampleWeight: labels.map((l) => [1, 2, 0.5][l]!),
    })
    expect(Object.keys(a.history)).toEqual(['accuracy', 'loss', 'weighted_accuracy'])
    expect(a.history).toEqual(b.history)
  })

  it('trains on a Dataset and on any asynchronous stream of batches', async () => {
    const [ofArrays, ofDataset, ofStream] = [makeTrainer(), makeTrainer(), makeTrainer()]
    const options = { ...quiet, shuffle: false }
    const expected = await ofArrays.trainer.fit(x, y, { ...options, batchSize: 4 })
    const data = Dataset.fromTensors([x, y].map((a) => tf.tensor(a))).batch(4)
    expect((await ofDataset.trainer.fit(data, null, options)).history).toEqual(expected.history)
    expect((await ofStream.trainer.fit(stream(5), null, options)).history).toEqual(expected.history)
    data.dispose()
  })

  it('builds a model from the data', async () => {
    const { model, trainer } = makeTrainer({ metrics: { a: 'mae' } }, { built: false })
    expect(model.inputShapes).toBeUndefined()
    const { history } = await trainer.fit(x, y, quiet)
    expect(Object.keys(history)).toEqual(['loss', 'mae'])
  })

  it('reports losses and metrics of several outputs by their names', async () => {
    const compile = {
      loss: { a: 'mse', b: 'sparse_categorical_crossentropy' },
      lossWeights: { a: 0.5, b: 2 },
      metrics: { b: ['accuracy'], a: ['mae', 'mae'] },
      weightedMetrics: [['mae'], []] as const,
    }
    const { trainer } = makeTrainer(compile, { units: [2, 3] })
    const labels = x.map((_, i) => i % 3)
    const { history } = await trainer.fit(x, { b: labels, a: y }, { ...quiet, epochs: 1 })
    expect(Object.keys(history)).toEqual([
      'a_loss',
      'a_mae',
      'a_mae_1',
      'a_weighted_mae',
      'b_accuracy',
      'b_loss',
      'loss',
    ])
    expect(history.loss![0]).toBeCloseTo(0.5 * history.a_loss![0]! + 2 * history.b_loss![0]!, 4)
  })

  it('needs no targets for outputs without a loss', async () => {
    const { model, trainer } = makeTrainer({ loss: [null, 'mse'] }, { units: [3, 2] })
    const before = weightsOf(model)
    const { history } = await trainer.fit(x, y, { ...quiet, epochs: 1 })
    expect(Object.keys(history)).toEqual(['loss'])
    const after = weightsOf(model)
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    expect(after[2]).not.toEqual(before[2])
  })

  it('adds penalties of weights to the loss, in evaluation too', async () => {
    const { model, trainer } = makeTrainer({}, { regularizer: (w) => tf.mul(tf.sum(tf.square(w)), 0.1) })
    const plain = makeTrainer()
    const penalty = 0.1 * weightsOf(model)[0]!.reduce((sum, w) => sum + w * w, 0)
    const loss = (await trainer.evaluate(x, y, quiet)) as number
    expect(loss).toBeCloseTo(((await plain.trainer.evaluate(x, y, quiet)) as number) + penalty, 4)
  })

  it('hands running results to callbacks after each batch, the last of which is the epoch’s', async () => {
    const running: Logs[] = []
    const { trainer } = makeTrainer({ metrics: ['mae'] })
    const callbacks = { onTrainBatchEnd: (_: number, logs: Logs) => void running.push({ ...logs }) }
    const { history } = await trainer.fit(x, y, { ...quiet, batchSize: 8, callbacks })
    expect(running).toHaveLength(3)
    expect(running[2]).toEqual({ loss: history.loss![0], mae: history.mae![0] })
  })

  it('returns the History that was given as a callback', async () => {
    const { trainer } = makeTrainer()
    const history = new History()
    expect(await trainer.fit(x, y, { ...quiet, callbacks: history })).toBe(history)
  })

  it('goes on when the loss is not a number', async () => {
    const { trainer } = makeTrainer()
    const { history } = await trainer.fit([[Number.NaN, 1, 1]], [[1, 2]], { ...quiet, epochs: 2 })
    expect(history.loss).toEqual([Number.NaN, Number.NaN])
  })
})

describe('stopping', () => {
  it('ends after the epoch, or within one, when stopTraining is set', async () => {
    const { model, trainer } = makeTrainer()
    const afterEpoch = await trainer.fit(x, y, {
      ...quiet,
      epochs: 5,
      callbacks: {
        onEpochEnd(epoch) {
          model.stopTraining = epoch === 1
        },
      },
    })
    expect(afterEpoch.epoch).toEqual([0, 1])
    let batches = 0
    await trainer.fit(x, y, {
      ...quiet,
      batchSize: 1,
      callbacks: {
        onTrainBatchEnd() {
          model.stopTraining = ++batches === 3
        },
      },
    })
    expect(batches).toBe(3)
  })

  it('ends after the current step when the signal is given, and forgets the epoch', async () => {
    const { trainer } = makeTrainer()
    const controller = new AbortController()
    let batches = 0
    let ended = 0
    const { epoch } = await trainer.fit(x, y, {
      ...quiet,
      batchSize: 1,
      epochs: 3,
      signal: controller.signal,
      callbacks: {
        onTrainBatchEnd: () => void (++batches === 25 && controller.abort()),
        onTrainEnd: () => void ended++,
      },
    })
    expect([batches, epoch, ended]).toEqual([25, [0], 1])
  })

  it('gives timers their turn while it runs', async () => {
    const { trainer } = makeTrainer()
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), 50)
    // many seconds of computing; without a turn for the timer it would go on to the end
    const { epoch } = await trainer.fit(x, y, {
      ...quiet,
      batchSize: 1,
      epochs: 20_000,
      signal: controller.signal,
    })
    clearTimeout(timer)
    expect(controller.signal.aborted).toBe(true)
    expect(epoch.length).toBeLessThan(20_000)
  })
})
