import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  CSVLogger,
  LambdaCallback,
  LearningRateScheduler,
  ModelCheckpoint,
  SGD,
} from '../../../src/training/index.js'
import { makeData, makeTrainer } from '../trainer/make-trainer.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

const { x, y } = makeData(12)
const quiet = { verbose: 0 } as const
const at = (name: string) => join(folder, name)

describe('ModelCheckpoint', () => {
  /** The files that were saved, given `val_loss` after each epoch. */
  async function saved(callback: ModelCheckpoint, losses: readonly number[]): Promise<string[]> {
    const { model } = makeTrainer()
    callback.setModel(model)
    for (const [epoch, val_loss] of losses.entries()) {
      callback.onEpochBegin(epoch)
      await callback.onEpochEnd(epoch, { val_loss })
    }
    return model.saved.map((path) => path.slice(folder.length + 1))
  }

  it('saves after each epoch, with the placeholders filled in', async () => {
    const callback = new ModelCheckpoint(at('new/{epoch:02d}-{val_loss:.2f}.keras'))
    expect(await saved(callback, [0.5, 0.25])).toEqual(['new/01-0.50.keras', 'new/02-0.25.keras'])
  })

  it('saves only what is better, from a threshold on', async () => {
    const best = new ModelCheckpoint(at('{epoch}.keras'), { saveBestOnly: true })
    expect(await saved(best, [3, 4, 2, 2, 1])).toEqual(['1.keras', '3.keras', '5.keras'])
    const options = { saveBestOnly: true, initialValueThreshold: 1.5 }
    expect(await saved(new ModelCheckpoint(at('{epoch}.keras'), options), [3, 4, 2, 2, 1])).toEqual([
      '5.keras',
    ])
    const most = new ModelCheckpoint(at('{epoch}.keras'), { saveBestOnly: true, mode: 'max' })
    expect(await saved(most, [3, 4, 2])).toEqual(['1.keras', '2.keras'])
  })

  it('saves after so many batches, over the bounds of epochs', async () => {
    const { model, trainer } = makeTrainer()
    const callbacks = new ModelCheckpoint(at('{epoch}-{batch}.weights.h5'), {
      saveFreq: 4,
      saveWeightsOnly: true,
    })
    await trainer.fit(x, y, { ...quiet, batchSize: 2, epochs: 2, callbacks })
    expect(model.saved).toEqual([at('1-4.weights.h5'), at('2-2.weights.h5'), at('2-6.weights.h5')])
  })

  it('refuses other endings, other frequencies, and unknown placeholders', async () => {
    expect(() => new ModelCheckpoint('model.onnx')).toThrow('a name ending in .keras, .h5 or model.json')
    expect(() => new ModelCheckpoint('a.h5', { saveWeightsOnly: true })).toThrow('.weights.h5')
    expect(() => new ModelCheckpoint('a.keras', { saveFreq: 0 })).toThrow('saveFreq=0')
    await expect(saved(new ModelCheckpoint(at('{val_los}.keras')), [1])).rejects.toThrow(
      'Did you mean "val_loss"?',
    )
  })
})

describe('CSVLogger', () => {
  const run = async (name: string, options = {}, fit = {}) => {
    const { trainer } = makeTrainer({ optimizer: SGD(0) })
    const { history } = await trainer.fit(x, y, {
      ...quiet,
      shuffle: false,
      epochs: 2,
      callbacks: new CSVLogger(at(name), options),
      ...fit,
    })
    return { text: readFileSync(at(name), 'utf8'), loss: history.loss![0]! }
  }

  it('writes a line for each epoch; what is not there is NA', async () => {
    const { text, loss } = await run('a.csv')
    expect(text).toBe(`epoch,loss,val_loss\r\n0,${loss},NA\r\n1,${loss},NA\r\n`)
  })

  it('continues a file, with one header', async () => {
    const options = { append: true, separator: ';' }
    await run('b.csv', options, { validationData: [x, y] })
    const { text } = await run('b.csv', options, { validationData: [x, y] })
    expect(text.split('\r\n').map((line) => line.split(';')[0])).toEqual(['epoch', '0', '1', '0', '1', ''])
  })

  it('says where it cannot write', async () => {
    await expect(run('none/c.csv')).rejects.toThrow(/Cannot write .*none\/c.csv: its folder does not exist/)
  })
})

it('LearningRateScheduler sets the rate of each epoch and logs it', async () => {
  const { trainer } = makeTrainer()
  const callbacks = new LearningRateScheduler((epoch, rate) => (epoch === 0 ? 0.5 : rate / 2))
  const { history } = await trainer.fit(x, y, { ...quiet, epochs: 3, callbacks })
  expect(Object.keys(history)).toEqual(['loss', 'learning_rate'])
  expect(history.learning_rate).toEqual([0.5, 0.25, 0.125])
  const broken = new LearningRateScheduler(() => undefined as never)
  await expect(trainer.fit(x, y, { ...quiet, callbacks: broken })).rejects.toThrow('learning rate=undefined')
})

it('LambdaCallback is made of functions', async () => {
  const { trainer } = makeTrainer()
  const calls: string[] = []
  const callbacks = new LambdaCallback({
    onTrainBegin: () => void calls.push('begin'),
    onEpochEnd: (epoch, logs) => void calls.push(`${epoch} ${Object.keys(logs)}`),
  })
  await trainer.fit(x, y, { ...quiet, callbacks })
  expect(calls).toEqual(['begin', '0 loss'])
  expect(() => new LambdaCallback({ onEpoch() {} } as never)).toThrow(
    'LambdaCallback: unknown option "onEpoch"',
  )
})

it('calls every hook in Keras’ order', async () => {
  const { trainer } = makeTrainer()
  const calls: string[] = []
  const names = [
    'onTrainBegin',
    'onTrainEnd',
    'onEpochBegin',
    'onEpochEnd',
    'onTrainBatchBegin',
    'onTrainBatchEnd',
  ]
  const tests = ['onTestBegin', 'onTestEnd', 'onTestBatchBegin', 'onTestBatchEnd']
  const hooks = Object.fromEntries([...names, ...tests].map((name) => [name, () => void calls.push(name)]))
  await trainer.fit(x, y, { ...quiet, batchSize: 6, validationSplit: 0.5, callbacks: hooks })
  const batch = ['onTrainBatchBegin', 'onTrainBatchEnd']
  const test = ['onTestBegin', 'onTestBatchBegin', 'onTestBatchEnd', 'onTestEnd']
  expect(calls).toEqual(['onTrainBegin', 'onEpochBegin', ...batch, ...test, 'onEpochEnd', 'onTrainEnd'])
})
