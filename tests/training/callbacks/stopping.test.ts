import { describe, expect, it } from 'vitest'
import {
  EarlyStopping,
  type EarlyStoppingOptions,
  type Logs,
  ReduceLROnPlateau,
  SGD,
  TerminateOnNaN,
} from '../../../src/training/index.js'
import { makeData, makeTrainer, weightsOf } from '../trainer/make-trainer.js'

const { x, y } = makeData(12)
const quiet = { verbose: 0 } as const

/** Calls a callback with one value of `val_loss` after the other; returns the number of epochs until it stops. */
function epochsUntilStop(
  options: EarlyStoppingOptions,
  values: readonly number[],
  name = 'val_loss',
): number {
  const { model } = makeTrainer({ metrics: ['accuracy', 'mae'] })
  const callback = new EarlyStopping(options)
  callback.setModel(model)
  callback.onTrainBegin()
  model.stopTraining = false
  for (const [epoch, value] of values.entries()) {
    callback.onEpochEnd(epoch, { [name]: value })
    if (model.stopTraining) return epoch + 1
  }
  return Number.POSITIVE_INFINITY
}

describe('EarlyStopping', () => {
  const falling = [5, 4, 3, 3.5, 3.4, 3.3, 3.2]

  it.each([
    ['no patience', {}, 4],
    ['patience', { patience: 2 }, 5],
    ['a least change', { minDelta: 1.5 }, 2],
    ['epochs to wait first', { startFromEpoch: 4 }, Number.POSITIVE_INFINITY],
    ['a baseline that is never met', { baseline: 1, patience: 3 }, 4],
    ['a baseline that is met', { baseline: 4.5, patience: 1 }, 4],
    ['the other direction', { mode: 'max' }, 2],
  ] as const)('with %s', (_, options, epochs) => {
    expect(epochsUntilStop(options, falling)).toBe(epochs)
  })

  it('knows the direction of metrics by themselves', async () => {
    const { trainer } = makeTrainer({ metrics: ['mae', 'cosine_similarity'] }, { units: [2] })
    const run = async (monitor: string) =>
      (await trainer.fit(x, y, { ...quiet, epochs: 6, callbacks: new EarlyStopping({ monitor }) })).epoch
        .length
    expect(await run('mae')).toBe(6)
    expect(await run('loss')).toBe(6)
  })

  it('refuses a quantity whose direction it cannot know, and says what is missing', async () => {
    const { trainer } = makeTrainer({ metrics: [function odd(a, b) { return a.sub(b).mean(-1) }] }) // biome-ignore format: short
    const monitoring = (monitor: string) =>
      trainer.fit(x, y, { ...quiet, epochs: 3, callbacks: new EarlyStopping({ monitor }) })
    await expect(monitoring('odd')).rejects.toThrow('whether less or more of "odd" is better')
    expect((await monitoring('val_loss')).epoch).toHaveLength(3)
    expect(() => new EarlyStopping({ mode: 'least' as 'min' })).toThrow('mode="least"')
  })

  it('puts the best weights back', async () => {
    const { model, trainer } = makeTrainer({ optimizer: SGD(5) })
    const weights: number[][][] = []
    const losses: number[] = []
    const stopping = new EarlyStopping({ monitor: 'val_loss', patience: 2, restoreBestWeights: true })
    const recorder = {
      onEpochEnd(_: number, logs: Logs) {
        weights.push(weightsOf(model))
        losses.push(logs.val_loss!)
      },
    }
    await trainer.fit(x, y, { ...quiet, epochs: 20, validationData: [x, y], callbacks: [recorder, stopping] })
    expect(weights.length).toBeLessThan(20)
    expect(stopping.bestEpoch).toBe(losses.indexOf(Math.min(...losses)))
    expect(weightsOf(model)).toEqual(weights[stopping.bestEpoch])
  })
})

it('TerminateOnNaN ends training at the batch whose loss is no number', async () => {
  const { trainer } = makeTrainer()
  const broken = x.map((row, i) => (i === 5 ? [Number.NaN, 0, 0] : row))
  let batches = 0
  const count = {
    onTrainBatchEnd() {
      batches++
    },
  }
  const options = { ...quiet, batchSize: 1, epochs: 3, shuffle: false }
  const { epoch } = await trainer.fit(broken, y, { ...options, callbacks: [count, new TerminateOnNaN()] })
  expect([epoch.length, batches]).toEqual([1, 6])
  const strict = makeTrainer().trainer
  const callbacks = new TerminateOnNaN({ raiseError: true })
  await expect(strict.fit(broken, y, { ...options, callbacks })).rejects.toThrow('became NaN at batch 5')
})

describe('ReduceLROnPlateau', () => {
  it('rests after a reduction, and keeps to the lower bound', () => {
    const { model, trainer } = makeTrainer({ optimizer: SGD(1) })
    const callback = new ReduceLROnPlateau({ factor: 0.1, patience: 2, cooldown: 2, minLr: 0.05 })
    callback.setModel(model)
    callback.onTrainBegin()
    const rates = Array.from({ length: 12 }, (_, epoch) => {
      const logs: Logs = { val_loss: 1 }
      callback.onEpochEnd(epoch, logs)
      expect(logs.learning_rate).toBeDefined()
      return Number(trainer.optimizer!.learningRate.toPrecision(3))
    })
    // as Keras 3.15 with these settings
    expect(rates).toEqual([1, 1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05])
  })

  it('refuses a factor that does not reduce', () => {
    expect(() => new ReduceLROnPlateau({ factor: 1 })).toThrow('factor=1')
  })
})
