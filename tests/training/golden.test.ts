import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { layerRegistry } from '../../src/layers/index.js'
import type { Model } from '../../src/model/index.js'
import { modelFromJSON } from '../../src/saving/index.js'
import type { CallbackLike, CompileOptions, FitOptions, Logs } from '../../src/training/index.js'
import * as training from '../../src/training/index.js'
import { type GoldenTensor, goldenSuite, isGoldenTensor, readGolden, toTensor } from '../harness/golden.js'
import { expectNoLeak } from '../harness/leaks.js'

type Tree = GoldenTensor | readonly Tree[] | { readonly [name: string]: Tree }
interface Named {
  class_name: string
  config: Record<string, unknown>
}
interface KerasCompile {
  optimizer: Named
  loss: unknown
  loss_weights?: unknown
  metrics?: unknown
  weighted_metrics?: unknown
}
type Results = Record<string, number>

interface TrainingCase {
  id: string
  model: unknown
  initial_weights: GoldenTensor[]
  compile: KerasCompile
  x: Tree
  y: Tree
  fit: Record<string, unknown> & { sample_weight?: Tree }
  validation_data?: readonly Tree[] | null
  callbacks?: readonly Named[] | null
  history: Record<string, number[]>
  history_key_order: string[]
  epochs_run: number[]
  running_logs_after_each_batch: Results[]
  final_weights: GoldenTensor[]
  optimizer_variables_final: (GoldenTensor & { path: string })[]
  predict_x: Tree | 'x'
  predictions: GoldenTensor | readonly GoldenTensor[]
  evaluate_x_y_without_weights: Results
  evaluate_with_sample_weight?: Results
}

/** The optimizers whose first steps go by the sign of a gradient, however small it is. */
const signLike = ['Adam', 'AdamW', 'Adamax', 'Nadam', 'Adadelta', 'Adafactor', 'Lion', 'RMSprop']

const camelCase = (name: string) => name.replace(/_([a-z])/g, (_, c: string) => c.toUpperCase())

/** The tensors of nested data, kept for the caller to dispose. */
function tensorsOf(tree: Tree, made: tf.Tensor[]): never {
  const convert = (value: Tree): unknown => {
    if (isGoldenTensor(value)) {
      const t = toTensor(value)
      made.push(t)
      return t
    }
    if (Array.isArray(value)) return value.map(convert)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, convert(v as Tree)]))
  }
  return convert(tree) as never
}

const compileOptions = (c: KerasCompile) =>
  ({
    optimizer: c.optimizer,
    loss: c.loss,
    lossWeights: c.loss_weights ?? null,
    metrics: c.metrics ?? null,
    weightedMetrics: c.weighted_metrics ?? null,
  }) as CompileOptions

const callbackClasses: Record<string, new (options: object) => CallbackLike> = {
  EarlyStopping: training.EarlyStopping,
  ReduceLROnPlateau: training.ReduceLROnPlateau,
}

function makeCallback({ class_name, config }: Named): CallbackLike {
  if (class_name === 'LearningRateScheduler') {
    return new training.LearningRateScheduler((epoch) => (config.table as number[])[epoch]!)
  }
  const options = Object.fromEntries(Object.entries(config).map(([k, v]) => [camelCase(k), v]))
  return new callbackClasses[class_name]!(options)
}

function setWeights(model: Model, values: readonly GoldenTensor[]): void {
  tf.tidy(() => model.setWeights(values.map(toTensor)))
}

/** Results by name; accuracies are counts, everything else within 1e-4. */
function expectResults(actual: Logs, expected: Results): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort())
  for (const [name, value] of Object.entries(expected)) {
    expect([actual[name]!], name).toBeAllclose([value], { atol: 1e-6, rtol: 1e-4 })
  }
}

function expectHistory(actual: Record<string, number[]>, c: TrainingCase): void {
  expect(Object.keys(actual)).toEqual(c.history_key_order)
  for (const [name, values] of Object.entries(c.history)) {
    expect(actual[name], name).toBeAllclose(values, { atol: 1e-6, rtol: 1e-4 })
  }
}

const allTensors = (value: unknown): tf.Tensor[] =>
  value instanceof tf.Tensor ? [value] : Object.values(value as object).flatMap(allTensors)

/** Operator by operator, and from plans. */
async function run(c: TrainingCase): Promise<void> {
  const bits: string[] = []
  for (const runEagerly of [true, false]) {
    const made: tf.Tensor[] = []
    const model = modelFromJSON(c.model)
    try {
      await train(model, c, made, runEagerly)
      const state = [...model.weights, ...model.optimizer!.variables]
      bits.push(state.map((v) => Buffer.from(v.data().buffer).toString('base64')).join())
    } finally {
      model.dispose()
      for (const t of made) t.dispose()
    }
  }
  expect(bits[1], 'the bits of what it has learnt').toBe(bits[0])
}

async function train(model: Model, c: TrainingCase, made: tf.Tensor[], runEagerly: boolean): Promise<void> {
  setWeights(model, c.initial_weights)
  model.compile({ ...compileOptions(c.compile), runEagerly })
  const x = tensorsOf(c.x, made)
  const y = tensorsOf(c.y, made)
  const { sample_weight, ...fit } = c.fit
  const sampleWeight = sample_weight && tensorsOf(sample_weight, made)
  const running: Logs[] = []
  const recorder = { onTrainBatchEnd: (_: number, logs: Logs) => void running.push({ ...logs }) }
  const options = {
    ...Object.fromEntries(Object.entries(fit).map(([k, v]) => [camelCase(k), v])),
    sampleWeight,
    validationData: c.validation_data ? tensorsOf(c.validation_data, made) : undefined,
    callbacks: [recorder, ...(c.callbacks ?? []).map(makeCallback)],
    shuffle: false,
    verbose: 0,
  } as FitOptions
  const { history, epoch } = await model.fit(x, y, options)

  expect(epoch).toEqual(c.epochs_run)
  expectHistory(history, c)
  expect(running).toHaveLength(c.running_logs_after_each_batch.length)
  c.running_logs_after_each_batch.forEach((expected, i) => {
    expectResults(running[i]!, expected)
  })
  const atol = signLike.includes(c.compile.optimizer.class_name) ? 1e-3 : 1e-4
  expect(model.weights).toHaveLength(c.final_weights.length)
  c.final_weights.forEach((expected, i) => {
    expect(model.weights[i]!.read()).toBeAllclose(expected, { atol, rtol: 0 })
  })
  const state = model.optimizer!.variables
  expect(state).toHaveLength(c.optimizer_variables_final.length)
  c.optimizer_variables_final.forEach((expected, i) => {
    expect(state[i]!.read()).toBeAllclose(expected, { atol, rtol: 1e-3 })
  })

  const predicted = await model.predict(c.predict_x === 'x' ? x : tensorsOf(c.predict_x, made), {
    verbose: 0,
  })
  const outputs = allTensors(predicted)
  made.push(...outputs)
  ;[c.predictions].flat().forEach((expected, i) => {
    expect(outputs[i]).toBeAllclose(expected, { atol: 1e-4, rtol: 1e-4 })
  })
  // losses of single outputs are means over batches, so the size of these matters
  const evaluation = { verbose: 0, returnDict: true, batchSize: c.fit.batch_size as number } as const
  expectResults(await model.evaluate(x, y, evaluation), c.evaluate_x_y_without_weights)
  if (c.evaluate_with_sample_weight) {
    expectResults(await model.evaluate(x, y, { ...evaluation, sampleWeight }), c.evaluate_with_sample_weight)
  }
}

// ---- which classes and names a case needs

const classNames = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(classNames)
  if (value === null || typeof value !== 'object') return []
  const { class_name, module } = value as { class_name?: string; module?: string }
  const own = class_name && module === 'keras.layers' ? [`layer ${class_name}`] : []
  return [...own, ...Object.values(value).flatMap(classNames)]
}

const leaves = (value: unknown): unknown[] => {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.flatMap(leaves)
  return typeof value === 'object' && !('class_name' in value)
    ? Object.values(value).flatMap(leaves)
    : [value]
}

const nameOf = (identifier: unknown): string =>
  typeof identifier === 'string' ? identifier : (identifier as Named).class_name

function needs(c: TrainingCase): string[] {
  const metrics = [...leaves(c.compile.metrics), ...leaves(c.compile.weighted_metrics)].map(nameOf)
  return [
    ...new Set([
      ...classNames(c.model),
      `optimizer ${c.compile.optimizer.class_name}`,
      ...leaves(c.compile.loss).map((l) => `loss ${nameOf(l)}`),
      ...metrics.filter((m) => m !== 'accuracy').map((m) => `metric ${m}`),
      ...(c.callbacks ?? []).map((callback) => `callback ${callback.class_name}`),
    ]),
  ]
}

const registries: Record<string, { get(identifier: string): object } | undefined> = {
  loss: training.losses,
  metric: training.metrics,
  optimizer: training.optimizers,
}

function has(need: string): boolean {
  const [kind, name] = need.split(' ') as [string, string]
  if (kind === 'layer') return name === 'InputLayer' || layerRegistry.find(name) !== undefined
  if (kind === 'callback') return name in callbackClasses || name === 'LearningRateScheduler'
  try {
    return registries[kind]!.get(name) !== undefined
  } catch (error) {
    if ((error as { code?: string }).code === 'UNKNOWN_NAME') return false
    throw error
  }
}

goldenSuite<TrainingCase>('training', { needs, has, run: (c) => expectNoLeak(() => run(c)) })

interface OnBatch {
  model: unknown
  initial_weights: GoldenTensor[]
  compile: KerasCompile
  x: GoldenTensor
  y: GoldenTensor
  batch_starts: number[]
  batch_size: number
  train_on_batch: Results[]
  test_on_first_batch: Results
  final_weights: GoldenTensor[]
}

describe('golden training.json train_on_batch', () => {
  it('takes single steps as Keras does', async () => {
    const c = readGolden<{ train_on_batch: OnBatch }>('training').train_on_batch
    const model = modelFromJSON(c.model)
    setWeights(model, c.initial_weights)
    model.compile(compileOptions(c.compile))
    const data = [toTensor(c.x), toTensor(c.y)] as const
    const batches = c.batch_starts.map((start) => data.map((t) => tf.slice(t, start, c.batch_size)))
    const options = { returnDict: true } as const
    for (const [i, [x, y]] of batches.entries()) {
      expectResults((await model.trainOnBatch(x!, y!, options)) as Logs, c.train_on_batch[i]!)
    }
    const [x, y] = batches[0]!
    expectResults((await model.testOnBatch(x!, y!, options)) as Logs, c.test_on_first_batch)
    c.final_weights.forEach((expected, i) => {
      expect(model.weights[i]!.read()).toBeAllclose(expected, { atol: 1e-4, rtol: 0 })
    })
    tf.dispose([...data, batches])
    model.dispose()
  })
})
