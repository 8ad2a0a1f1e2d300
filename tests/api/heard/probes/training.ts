import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  callbacks,
  Dense,
  findLearningRate,
  Input,
  initializers,
  optimizers,
  Sequential,
  setRandomSeed,
  tf,
} from 'keratin'
import { vi } from 'vitest'
import { readEvents } from '../../../training/callbacks/read-events.js'
import type { Probe } from './probe.js'

/** A small model whose weights are always the same. */
export function small(
  compile: object | null = { optimizer: optimizers.SGD(0.1), loss: 'mse', metrics: ['mae'] },
): Sequential {
  setRandomSeed(3)
  const kernelInitializer = initializers.RandomNormal({ seed: 1 })
  const model = Sequential(
    [
      Input({ shape: [2], name: 'in' }),
      ...[2, 1].map((units) => Dense(units, { kernelInitializer, name: `dense${units}` })),
    ],
    { name: 'small' },
  )
  if (compile) model.compile(compile)
  return model
}

const x = () => tf.tensor2d([1, 2, -1, 0.5, 3, 1, 0, 2, -2, -1, 1, 1], [6, 2])
const y = () => tf.tensor2d([1, 0, 2, -1, 0.5, 1], [6, 1])
const weight = [1, 2, 3, 1, 2, 3]

/** What is done, and what it prints. */
export async function told(run: () => unknown): Promise<unknown> {
  const printed: string[] = []
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => printed.push(String(text)) > 0),
  )
  try {
    return [await run(), printed]
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

/** What is done, or why it is not. */
export async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    return (error as Error).message.replace(/\/.*keratin-heard-[^/]*/, '')
  }
}

/** Runs with a folder of its own. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'keratin-heard-'))
  try {
    return await run(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A callback that notes what it is told. */
function noting(notes: unknown[]) {
  return new (class extends callbacks.Callback {
    override onTrainBegin() {
      notes.push(this.params)
    }
    override onEpochEnd(epoch: number, logs: object) {
      notes.push([epoch, logs])
    }
    override onTrainBatchEnd(batch: number) {
      notes.push(batch)
    }
    override onTestBatchEnd(batch: number) {
      notes.push(batch)
    }
    override onPredictBatchEnd(batch: number) {
      notes.push(batch)
    }
  })()
}

/** What a model does with its data. */
const run =
  (call: (model: ReturnType<typeof small>, options: never) => unknown): Probe['see'] =>
  (o) =>
    told(async () => {
      const model = small()
      const notes: unknown[] = []
      const result = await call(model, { verbose: 0, callbacks: [noting(notes)], ...o } as never)
      return [result instanceof callbacks.History ? result.history : result, notes, model.getWeights()]
    })

const single = { verbose: 2, callbacks: [], signal: AbortSignal.abort() }

/** How models are compiled, trained, tried and used. */
export const training: Record<string, Probe> = {
  findLearningRate: {
    see: (o) =>
      outcome(() => findLearningRate(small(), x(), y(), { steps: 30, minRate: 1e-4, maxRate: 100, ...o })),
    values: {
      minRate: 1e-3,
      maxRate: 10,
      steps: 25,
      batchSize: 2,
      stopFactor: 2,
      signal: AbortSignal.abort(),
    },
  },
  'Model.compile': {
    see: async (o) => {
      const model = small(null)
      model.compile({ loss: 'mse', optimizer: optimizers.SGD(0.1), ...o })
      return [
        await model.trainOnBatch(x(), y(), { sampleWeight: weight, returnDict: true }),
        model.getWeights(),
        model.getCompileConfig(),
      ]
    },
    values: {
      ...{ optimizer: 'adam', loss: 'mae', lossWeights: 0.5, metrics: ['mae'], weightedMetrics: ['mae'] },
      ...{ runEagerly: true, jitCompile: true },
    },
  },
  'Model.fit': {
    see: run((model, o) => model.fit(x(), y(), o)),
    values: {
      ...{
        ...single,
        batchSize: 2,
        epochs: 3,
        validationSplit: 0.5,
        validationData: [x(), y()].map((t) => tf.keep(t)),
      },
      ...{ shuffle: false, classWeight: { 0: 3 }, sampleWeight: weight, initialEpoch: 1, stepsPerEpoch: 2 },
      ...{ validationSteps: 1, validationBatchSize: 2, validationFreq: 2 },
    },
    beside: {
      signal: { epochs: 3 },
      shuffle: { batchSize: 2 },
      initialEpoch: { epochs: 3 },
      stepsPerEpoch: { batchSize: 2 },
      validationSteps: { validationSplit: 0.5, validationBatchSize: 1 },
      validationBatchSize: { validationSplit: 0.5 },
      validationFreq: { validationSplit: 0.5, epochs: 2 },
    },
  },
  'Model.evaluate': {
    see: run((model, o) => model.evaluate(x(), y(), o)),
    values: { ...single, batchSize: 2, steps: 1, sampleWeight: weight, returnDict: true },
    beside: { steps: { batchSize: 2 }, signal: { batchSize: 2 } },
  },
  'Model.predict': {
    see: run((model, o) => model.predict(x(), o)),
    values: { ...single, batchSize: 2, steps: 1 },
    beside: { steps: { batchSize: 2 }, signal: { batchSize: 2 } },
  },
  'Model.trainOnBatch': {
    see: async (o) => {
      const model = small()
      return [await model.trainOnBatch(x(), y(), o), model.getWeights()]
    },
    values: { sampleWeight: weight, returnDict: true, classWeight: { 0: 3 } },
  },
  'Model.testOnBatch': {
    see: (o) => small().testOnBatch(x(), y(), o),
    values: { sampleWeight: weight, returnDict: true },
  },
  'Model.summaryText': {
    see: (o) => Sequential([small(null), Dense(1, { name: 'top' })], { name: 'outer' }).summaryText(o),
    values: { lineLength: 120, expandNested: true, showTrainable: true },
  },
  'Model.summary': {
    see: (o) =>
      told(() => Sequential([small(null), Dense(1, { name: 'top' })], { name: 'outer' }).summary(o)),
    values: { lineLength: 120, expandNested: true, showTrainable: true, printFn: () => {} },
  },
  'Optimizer.excludeFromWeightDecay': {
    see: async (o) => {
      const model = small({
        optimizer: optimizers.AdamW({ learningRate: 0.1, weightDecay: 0.5 }),
        loss: 'mse',
      })
      const { variables } = o
      model.optimizer!.excludeFromWeightDecay(variables ? { variables: [model.trainableWeights[0]!] } : o)
      await model.trainOnBatch(x(), y())
      return model.getWeights()
    },
    values: { variables: [], names: ['bias', 'kernel'] },
  },
}

interface Epoch {
  val_loss: number
  accuracy: number
  loss: number
}

const course: Epoch[] = [5, 4, 4.5, 3.9, 3.95, 3.96, 3.97, 3.98, 3.99, 3.8, 3.85, 3.87, 3.9].map(
  (loss, i) => ({
    ...{ val_loss: loss, loss: loss / 2, accuracy: 0.3 + i / 50 },
  }),
)

/** What a callback does in a course of epochs, each of two batches. */
async function through(callback: callbacks.Callback, epochs = course): Promise<unknown> {
  const model = small()
  callback.setModel(model as never)
  await callback.onTrainBegin({})
  const notes: unknown[] = []
  for (const [epoch, logs] of epochs.entries()) {
    await callback.onEpochBegin(epoch, {})
    for (const batch of [0, 1]) {
      await callback.onTrainBatchBegin(batch, {})
      await callback.onTrainBatchEnd(batch, { ...logs })
    }
    model.setWeights(model.getWeights().map((w) => tf.add(w, 1)))
    await callback.onEpochEnd(epoch, { ...logs })
    notes.push([model.stopTraining, model.optimizer!.learningRate])
  }
  await callback.onTrainEnd({})
  return [notes, model.getWeights()]
}

const watching = { monitor: 'accuracy', mode: 'max', verbose: 1 }

/** Callbacks. */
export const callbackProbes: Record<string, Probe> = {
  'callbacks.EarlyStopping': {
    see: (o) => told(() => through(callbacks.EarlyStopping(o))),
    values: {
      ...watching,
      minDelta: 1,
      patience: 2,
      baseline: 3.85,
      restoreBestWeights: true,
      startFromEpoch: 4,
    },
    beside: { monitor: { mode: 'min' }, baseline: { patience: 3 }, minDelta: { patience: 1 } },
  },
  'callbacks.ReduceLROnPlateau': {
    see: (o) => told(() => through(callbacks.ReduceLROnPlateau({ patience: 1, ...o }))),
    values: { ...watching, minDelta: 0.3, factor: 0.5, patience: 2, cooldown: 2, minLr: 0.05 },
    beside: { monitor: { mode: 'min' } },
  },
  'callbacks.LearningRateScheduler': {
    see: (o) => told(() => through(callbacks.LearningRateScheduler((_, rate) => rate / 2, o))),
    values: { verbose: 1 },
  },
  'callbacks.TerminateOnNaN': {
    see: (o) =>
      told(() => through(callbacks.TerminateOnNaN(o), [{ loss: Number.NaN, val_loss: 1, accuracy: 1 }])),
    values: { raiseError: true },
    refused: { raiseError: /NaN/ },
  },
  'callbacks.ModelCheckpoint': {
    see: (o) =>
      inFolder(async (folder) => {
        const file = o.saveWeightsOnly ? 'm-{epoch}.weights.h5' : 'm-{epoch}.keras'
        const [, printed] = (await told(() =>
          through(callbacks.ModelCheckpoint(join(folder, file), o), course.slice(0, 4)),
        )) as [unknown, string[]]
        return [await readdir(folder), printed.map((text) => text.replaceAll(folder, ''))]
      }),
    values: {
      ...watching,
      mode: 'max',
      saveBestOnly: true,
      saveWeightsOnly: true,
      saveFreq: 3,
      initialValueThreshold: 4.2,
    },
    beside: {
      monitor: { saveBestOnly: true, mode: 'min' },
      mode: { saveBestOnly: true },
      initialValueThreshold: { saveBestOnly: true },
    },
  },
  'callbacks.BackupAndRestore': {
    see: (o) =>
      inFolder(async (folder) => {
        const found: unknown[] = []
        const looking = {
          onTrainBatchEnd: async () => void found.push(await readdir(folder, { recursive: true })),
        }
        const settings = { verbose: 0, batchSize: 2, epochs: 2 } as const
        await small().fit(x(), y(), {
          ...settings,
          callbacks: [callbacks.BackupAndRestore(join(folder, 'b'), o), looking],
        })
        return [found, await readdir(folder, { recursive: true })]
      }),
    values: { saveFreq: 1, deleteCheckpoint: false },
  },
  'callbacks.CSVLogger': {
    see: (o) =>
      inFolder(async (folder) => {
        const file = join(folder, 'log.csv')
        await through(callbacks.CSVLogger(file), course.slice(0, 1))
        await through(callbacks.CSVLogger(file, o), course.slice(0, 2))
        return readFile(file, 'utf8')
      }),
    values: { separator: ';', append: true },
  },
  'callbacks.TensorBoard': {
    see: (o) =>
      inFolder(async (folder) => {
        await through(callbacks.TensorBoard(folder, o), course.slice(0, 1))
        return readEvents(join(folder, 'train'))
      }),
    values: { updateFreq: 'batch' },
  },
  'callbacks.LambdaCallback': {
    see: (o) =>
      told(async () => {
        const called: string[] = []
        const given = Object.fromEntries(Object.keys(o).map((name) => [name, () => void called.push(name)]))
        const model = small()
        const own = { verbose: 0 as const, callbacks: [callbacks.LambdaCallback(given)] }
        await model.fit(x(), y(), own)
        await model.evaluate(x(), y(), own)
        await model.predict(x(), own)
        return called
      }),
    values: Object.fromEntries(
      ['Train', 'Epoch', 'TrainBatch', 'Batch', 'Test', 'TestBatch', 'Predict', 'PredictBatch'].flatMap(
        (what) => ['Begin', 'End'].map((when) => [`on${what}${when}`, true]),
      ),
    ),
  },
}
