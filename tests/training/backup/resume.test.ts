import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  BackupAndRestore,
  BatchNormalization,
  Callback,
  type CallbackLike,
  CSVLogger,
  Dataset,
  Dense,
  Dropout,
  EarlyStopping,
  type FitOptions,
  GaussianNoise,
  Input,
  LearningRateScheduler,
  LSTM,
  Model,
  optimizers,
  ReduceLROnPlateau,
  Sequential,
  schedules,
  setRandomSeed,
  TensorBoard,
  tf,
} from '../../../src/index.js'
import { KeratinError } from '../../../src/support/errors.js'
import { drawAnywhere, drawShare } from '../../harness/share.js'
import { readEvents } from '../callbacks/read-events.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keratin-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const samples = 22
const values = (count: number, seed: number) => tf.randomUniform([count], -1, 1, 'float32', seed).dataSync()

/** A program: a model, its data and callbacks, made anew each time as in another process. */
interface Program {
  epochs: number
  model(): Model
  data(): [x: unknown, y?: unknown]
  options?: FitOptions
  callbacks?: () => CallbackLike[]
}

const mlp =
  (optimizer: () => optimizers.Optimizer | string = () => 'adam') =>
  () => {
    const model = new Sequential([
      Input({ shape: [4] }),
      Dense(6, { activation: 'relu' }),
      BatchNormalization(),
      Dropout(0.3),
      GaussianNoise(0.1, { seed: 5 }),
      Dense(1),
    ])
    model.compile({ optimizer: optimizer(), loss: 'mse', metrics: ['mae'] })
    return model
  }
const x = () => tf.tensor2d(values(samples * 4, 1), [samples, 4])
const y = () => tf.tensor2d(values(samples, 2), [samples, 1])
const inMemory = (): [unknown, unknown] => [x(), y()]

class OwnStep extends Model {
  readonly first = Dense(5)
  readonly second = Dense(1)
  readonly other = optimizers.Adam({ learningRate: 0.01 })
  override call(input: tf.Tensor) {
    return this.second(this.first(input)) as tf.Tensor
  }
  override trainStep(data: unknown) {
    const [input, target] = data as [tf.Tensor, tf.Tensor]
    const loss = () => tf.losses.meanSquaredError(target, this.callOn(input, true) as tf.Tensor) as tf.Scalar
    // two optimizers, of which the model was compiled with one
    const variables = this.trainableWeights
    for (const optimizer of [this.other, this.optimizer!]) {
      const { grads } = tf.variableGrads(loss, variables.map((v) => v.read()) as never)
      optimizer.apply(
        variables.map((v) => grads[v.read().name]!),
        variables,
      )
    }
    return { loss: loss() }
  }
}

const programs: Record<string, Program> = {
  'a shuffled MLP with dropout, noise of a seed of its own and moving statistics': {
    epochs: 3,
    model: mlp(),
    data: inMemory,
    options: { batchSize: 5, validationSplit: 0.2 },
  },
  'a schedule of the learning rate, momentum and averaged weights': {
    epochs: 3,
    model: mlp(() =>
      optimizers.SGD({
        learningRate: schedules.ExponentialDecay(0.1, 3, 0.9),
        momentum: 0.9,
        useEma: true,
        emaOverwriteFrequency: 4,
      }),
    ),
    data: inMemory,
    options: { batchSize: 5 },
  },
  'callbacks that change the learning rate': {
    epochs: 4,
    model: mlp(),
    data: inMemory,
    options: { batchSize: 6, validationSplit: 0.2 },
    callbacks: () => [
      new LearningRateScheduler((_, rate) => rate * 0.7),
      new ReduceLROnPlateau({ monitor: 'val_loss', patience: 1, factor: 0.5, minDelta: 1 }),
    ],
  },
  'early stopping that puts the best weights back': {
    epochs: 8,
    model: mlp(),
    data: inMemory,
    options: { batchSize: 8, validationSplit: 0.2 },
    callbacks: () => [new EarlyStopping({ patience: 2, restoreBestWeights: true, minDelta: 0.3 })],
  },
  'a data set with orders of its own, cut into epochs of three batches': {
    epochs: 4,
    model: mlp(),
    data: () => [Dataset.fromTensors([x(), y()]).shuffle(samples, { seed: 3 }).batch(5).repeat()],
    options: { stepsPerEpoch: 3 },
  },
  'a data set shuffled by the common stream': {
    epochs: 3,
    model: mlp(),
    data: () => [
      Dataset.fromTensors([x(), y()])
        .map((row) => row)
        .shuffle(9)
        .batch(6)
        .prefetch(),
    ],
  },
  'a stateful LSTM with recurrent dropout': {
    epochs: 3,
    model: () => {
      const model = new Sequential([
        Input({ batchShape: [2, 3, 2] }),
        LSTM(3, { stateful: true, dropout: 0.2, recurrentDropout: 0.2, seed: 9 }),
        Dense(1),
      ])
      model.compile({ optimizer: 'rmsprop', loss: 'mse' })
      return model
    },
    data: () => [tf.tensor3d(values(48, 4), [8, 3, 2]), tf.tensor2d(values(8, 5), [8, 1])],
    options: { batchSize: 2, shuffle: false },
  },
  'a step of its own with two optimizers': {
    epochs: 3,
    model: () => {
      const model = new OwnStep({ name: 'own' })
      model.compile({ optimizer: 'sgd' })
      return model
    },
    data: inMemory,
    options: { batchSize: 7 },
  },
}

class Interrupt extends Error {}

/** After so many steps the process ends: politely by a signal, or at once. */
class EndAfter extends Callback {
  #left: number
  constructor(
    steps: number,
    readonly end: () => void,
  ) {
    super()
    this.#left = steps
  }
  override onTrainBatchEnd(): void {
    if (--this.#left === 0) this.end()
  }
}

interface Outcome {
  weights: number[][]
  history: Record<string, number[]>
  steps: number
}

/** One process: runs the program, perhaps until it is ended after some steps. */
async function run(
  { epochs, model: make, data, options, callbacks = () => [] }: Program,
  how: { backup?: CallbackLike; stopAfter?: number; killAfter?: number } = {},
): Promise<Outcome | undefined> {
  setRandomSeed(11)
  const model = make()
  const stop = new AbortController()
  let steps = 0
  const counter = { onTrainBatchEnd: () => void steps++ }
  const kill = () => {
    throw new Interrupt()
  }
  const [inputs, targets] = data()
  try {
    const { history } = await model.fit(inputs as tf.Tensor, targets as tf.Tensor, {
      ...options,
      epochs,
      verbose: 0,
      signal: stop.signal,
      callbacks: [
        ...callbacks(),
        counter,
        ...(how.backup ? [how.backup] : []),
        ...(how.stopAfter ? [new EndAfter(how.stopAfter, () => stop.abort())] : []),
        ...(how.killAfter ? [new EndAfter(how.killAfter, kill)] : []),
      ],
    })
    if (stop.signal.aborted) return undefined
    return { weights: model.weights.map((v) => [...v.data()]), history, steps }
  } catch (error) {
    if (error instanceof Interrupt) return undefined
    throw error
  } finally {
    model.dispose()
  }
}

describe.each(Object.entries(programs).filter(drawShare('programs that go on', 3)))('%s', (name, program) => {
  test('goes on to the bit wherever a signal ends it, and wherever it is killed', async () => {
    const whole = (await run(program))!
    expect(whole.weights.flat().every(Number.isFinite)).toBe(true)
    for (const way of ['stopAfter', 'killAfter'] as const) {
      const isDrawn = drawAnywhere(`${name} ${way}`, process.env.KERATIN_ENGINE === 'cpu' ? 12 : 7)
      for (let after = 1; after < whole.steps; after++) {
        if (!isDrawn()) continue
        const backup = () => BackupAndRestore(join(folder, `${way}-${after}`))
        expect(await run(program, { backup: backup(), [way]: after })).toBeUndefined()
        const resumed = (await run(program, { backup: backup() }))!
        expect(resumed.weights, `${way} ${after}`).toEqual(whole.weights)
        expect(resumed.history, `${way} ${after}`).toEqual(whole.history)
        // what a signal ended is not done again
        if (way === 'stopAfter') expect(resumed.steps).toBe(whole.steps - after)
        expect(readdirSync(join(folder, `${way}-${after}`))).toEqual([])
      }
    }
  })
})

describe('BackupAndRestore', () => {
  const program = programs['a shuffled MLP with dropout, noise of a seed of its own and moving statistics']!

  test('goes on after an interruption of what went on', async () => {
    const whole = (await run(program))!
    const backup = () => BackupAndRestore(folder)
    for (const stopAfter of [2, 1, 3, 4])
      expect(await run(program, { backup: backup(), stopAfter })).toBeUndefined()
    expect((await run(program, { backup: backup() }))!.weights).toEqual(whole.weights)
  })

  test('keeps the state within epochs, too, if it is told to', async () => {
    const whole = (await run(program))!
    const backup = () => BackupAndRestore(folder, { saveFreq: 2 })
    expect(await run(program, { backup: backup(), killAfter: 3 })).toBeUndefined()
    const resumed = (await run(program, { backup: backup() }))!
    expect(resumed.weights).toEqual(whole.weights)
    expect(resumed.steps).toBe(whole.steps - 2)
  })

  test('keeps the file of a run that has ended if it is told to, which is then not run again', async () => {
    const backup = () => BackupAndRestore(folder, { deleteCheckpoint: false })
    const whole = (await run(program, { backup: backup() }))!
    const again = (await run(program, { backup: backup() }))!
    expect(again).toEqual({ ...whole, steps: 0 })
  })

  test('the log of epochs is whole, without those that were trained twice', async () => {
    const path = (name: string) => join(folder, name)
    const logged = (name: string, append = false) => ({
      ...program,
      callbacks: () => [new CSVLogger(path(name), { append })],
    })
    await run(logged('whole.csv'))
    const backup = () => BackupAndRestore(path('backup'))
    writeFileSync(path('more.csv'), 'from before\r\n')
    for (const [name, append] of [
      ['part.csv', false],
      ['more.csv', true],
    ] as const) {
      await run(logged(name, append), { backup: backup(), killAfter: 6 })
      await run(logged(name, append), { backup: backup() })
    }
    const whole = readFileSync(path('whole.csv'), 'utf8')
    expect(readFileSync(path('part.csv'), 'utf8')).toBe(whole)
    const lines = whole.split('\r\n').slice(1).join('\r\n')
    expect(readFileSync(path('more.csv'), 'utf8')).toBe(`from before\r\n${lines}`)
  })

  test('what TensorBoard reads is whole, without what was trained twice', async () => {
    const path = (name: string) => join(folder, name)
    const logged = (name: string) => ({
      ...program,
      callbacks: () => [new TensorBoard(path(name), { updateFreq: 1 })],
    })
    await run(logged('whole'))
    const backup = () => BackupAndRestore(path('backup'))
    await run(logged('part'), { backup: backup(), killAfter: 6 })
    // a process may be killed while it writes
    const [name] = readdirSync(path('part/train'))
    appendFileSync(path(`part/train/${name}`), 'half')
    await run(logged('part'), { backup: backup(), stopAfter: 2 })
    await run(logged('part'), { backup: backup() })
    expect(readdirSync(path('part/train'))).toHaveLength(3)
    for (const part of ['train', 'validation']) {
      const whole = readEvents(path(`whole/${part}`))
      expect(whole.length).toBeGreaterThan(3)
      expect(readEvents(path(`part/${part}`))).toEqual(whole)
    }
  })

  test.each([
    ['damaged', (bytes: Buffer) => bytes.fill(7, bytes.length - 9), /is damaged/],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 40), /is damaged/],
    ['something else', () => Buffer.from('hello'), /not a backup of a run/],
  ])('a file that is %s is refused', async (_, change, message) => {
    const backup = () => BackupAndRestore(folder)
    await run(program, { backup: backup(), stopAfter: 2 })
    const [name] = readdirSync(folder)
    const path = join(folder, name!)
    writeFileSync(path, change(readFileSync(path)))
    const failed = run(program, { backup: backup() })
    await expect(failed).rejects.toThrow(message)
    await expect(failed).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })

  test('the state of another model is refused, and of less data', async () => {
    const backup = () => BackupAndRestore(folder)
    await run(program, { backup: backup(), stopAfter: 6 })
    const other = { ...program, model: programs['a step of its own with two optimizers']!.model }
    await expect(run(other, { backup: backup() })).rejects.toThrow(KeratinError)
    const less = {
      ...program,
      data: (): [unknown, unknown] => [tf.zeros([4, 4]), tf.zeros([4, 1])],
    }
    await run(program, { backup: backup(), stopAfter: 1 })
    await expect(run(less, { backup: backup() })).rejects.toThrow(/The data ends before/)
  })

  test.each([
    [() => BackupAndRestore(''), /backupDir/],
    [() => BackupAndRestore(folder, { saveFreq: 0 }), /saveFreq/],
    [() => BackupAndRestore(folder, { save_freq: 3 } as never), /saveFreq/],
  ])('refuses what it cannot do', (make, message) => {
    expect(make).toThrow(message)
  })
})
