import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventRecord } from '../../../src/training/events/event-record.js'
import { TensorBoard, type TensorBoardOptions } from '../../../src/training/index.js'
import { makeData, makeTrainer } from '../trainer/make-trainer.js'
import { readEvents } from './read-events.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What TensorBoard 2.21 writes: `RecordWriter(file).write(Event(...).SerializeToString())`. */
describe('a record', () => {
  it('is to the byte what TensorBoard writes', () => {
    expect(Buffer.from(eventRecord({ fileVersion: 'brain.Event:2' }, 1.5)).toString('hex')).toBe(
      '1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e4576656e743a322a28646c',
    )
    const scalars = { epoch_loss: 0.1, epoch_größe: Number.NaN }
    expect(Buffer.from(eventRecord({ step: 300, scalars }, 1790000000.25)).toString('hex')).toBe(
      '3700000000000000e7e8ca5909000010e04eacda4110ac022a290a110a0a65706f63685f6c6f737315cdcccc3d0a140a0d65706f63685f6772' +
        'c3b6c39f65150000c07f45760c97',
    )
    const long = eventRecord({ step: 2 ** 40 + 1, scalars: { ['x'.repeat(200)]: -2 } }, 2)
    expect(Buffer.from(long).toString('hex')).toBe(
      `e60000000000000071234f87090000000000000040108180808080202ad3010ad0010ac801${'78'.repeat(200)}15000000c032d148e7`,
    )
  })
})

/** What a training of two epochs with three batches writes, by tag and step. */
async function written(options?: TensorBoardOptions) {
  const { trainer } = makeTrainer({ metrics: ['mae'] })
  const { x, y } = makeData(6)
  const callbacks = [new TensorBoard(folder, options)]
  const given = { batchSize: 2, epochs: 2, validationData: [x, y] as const, verbose: 0 as const, callbacks }
  const { history } = await trainer.fit(x, y, given)
  const tags = (part: string) => readEvents(join(folder, part)).map(([tag, step]) => [tag, step])
  return { history, train: tags('train'), validation: tags('validation') }
}

const both = (tag: (name: string) => string, step: number) => [
  [tag('loss'), step],
  [tag('mae'), step],
]
const epoch = (step: number) => both((name) => `epoch_${name}`, step)
const rate = (step: number) => ['epoch_learning_rate', step]
const evaluation = (step: number) => both((name) => `evaluation_${name}_vs_iterations`, step)
const batch = (step: number) => both((name) => `batch_${name}`, step)

describe('TensorBoard', () => {
  it('writes what Keras does, under the same names and steps', async () => {
    const { history, train, validation } = await written()
    expect(train).toEqual([...epoch(0), rate(0), ...epoch(1), rate(1)])
    expect(validation).toEqual([...evaluation(3), ...epoch(0), ...evaluation(6), ...epoch(1)])
    const values = new Map(
      readEvents(join(folder, 'train')).map(([tag, step, value]) => [`${tag} ${step}`, value]),
    )
    expect(values.get('epoch_loss 1')).toBe(Math.fround(history.loss![1]!))
    expect(values.get('epoch_learning_rate 0')).toBe(Math.fround(0.01))
  })

  it('writes the results of batches where it is told to', async () => {
    const { train } = await written({ updateFreq: 'batch' })
    expect(train).toEqual([
      ...[1, 2, 3].flatMap(batch),
      ...epoch(0),
      rate(0),
      ...[4, 5, 6].flatMap(batch),
      ...epoch(1),
      rate(1),
    ])
    rmSync(join(folder, 'train'), { recursive: true })
    expect((await written({ updateFreq: 2 })).train).toEqual([
      ...batch(2),
      ...epoch(0),
      rate(0),
      ...[4, 6].flatMap(batch),
      ...epoch(1),
      rate(1),
    ])
  })

  it('writes an evaluation at once, after a training that failed too', async () => {
    const { trainer } = makeTrainer()
    const { x, y } = makeData(4)
    const callbacks = [new TensorBoard(folder)]
    const fail = { onEpochBegin: () => Promise.reject(new Error('failed')) }
    await expect(trainer.fit(x, y, { verbose: 0, callbacks: [...callbacks, fail] })).rejects.toThrow('failed')
    await trainer.evaluate(x, y, { verbose: 0, callbacks })
    expect(readEvents(join(folder, 'validation')).map(([tag, step]) => [tag, step])).toEqual([
      ['evaluation_loss_vs_iterations', 0],
    ])
  })

  it('refuses other folders and frequencies, and says what it cannot write', async () => {
    expect(() => new TensorBoard('')).toThrow(/logDir/)
    expect(() => new TensorBoard('logs', { updateFreq: 0 })).toThrow(/updateFreq/)
    expect(() => new TensorBoard('logs', { updateFreq: 'step' as never })).toThrow(/updateFreq/)
    writeFileSync(join(folder, 'train'), '')
    await expect(written()).rejects.toMatchObject({ code: 'FILE_UNWRITABLE' })
  })

  it('leaves the files of others alone when a training goes on', () => {
    const first = new TensorBoard(folder)
    first.setModel(makeTrainer().model)
    const before = first.getState()
    first.onEpochEnd(0, { loss: 1 })
    new TensorBoard(folder).setModel(makeTrainer().model)
    writeFileSync(join(folder, 'train/events.out.tfevents.1.other'), '')
    const [name] = readdirSync(join(folder, 'train')).filter((other) => other.includes('keratin'))
    const second = new TensorBoard(folder)
    second.setModel(makeTrainer().model)
    second.onEpochEnd(0, { loss: 3 })
    const again = new TensorBoard(folder)
    again.setModel(makeTrainer().model)
    again.setState(before)
    const names = readdirSync(join(folder, 'train'))
    expect(names).toContain('events.out.tfevents.1.other')
    expect(names).not.toContain(name)
    expect(names).toHaveLength(2)
  })
})
