import { relative, resolve } from 'node:path'
import type { DataSource } from '../../../datasets/root.js'
import { inBrief } from '../../../models/preparation.js'
import type { Examples, RecipeData, Stage } from '../../../models/recipe.js'
import type { Dataset } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import { hasFrozen, type Model } from '../../model/index.js'
import { loadModel } from '../../saving/index.js'
import { ExitCode, KeratinError } from '../../support/errors.js'
import { brief, formatNumber } from '../../support/format.js'
import { setRandomSeed } from '../../support/random.js'
import { BackupAndRestore, type Logs, TerminateOnNaN } from '../../training/index.js'
import { disposeModel, disposeOptimizer } from '../model/dispose-model.js'
import { readKeptSamples } from '../model/kept-samples.js'
import type { Output } from '../output.js'
import { type CurvesWanted, saveCurves } from '../plot/save-curves.js'
import { describeEnvironment } from './environment.js'
import { keepSamples } from './keep-samples.js'
import { makePlan, showPlan } from './plan.js'
import { trainingProgress } from './progress.js'
import { type EpochRecord, Recorder } from './recorder.js'
import { RunFolder } from './run-folder.js'
import type { ResolvedRun } from './settings.js'

export interface TrainOptions extends ResolvedRun {
  /** Replace the run in the folder. */
  force?: boolean
  /** Stop after one batch, and write nothing. */
  dryRun?: boolean
  /** Pictures of its curves. Default `all`. */
  curves?: CurvesWanted
}

/** How a run ended. */
export interface TrainResult {
  status: 'completed' | 'interrupted'
  /** The folder of the run, as it was given or from the working folder. */
  run: string
  epochs: number
  /** The epoch with the best results; absent if none was finished. */
  best?: EpochRecord
  /** Results of the best weights on the test set; absent if the run was interrupted. */
  test?: Logs
  /** Seconds that training took. */
  seconds: number
}

/**
 * Trains a recipe and writes its run folder. The best epoch is chosen by validation; the test set is used once, at the
 * end, with the weights of that epoch.
 *
 * @returns how it ended; undefined after a dry run
 * @throws KeratinError for data that cannot be had, a folder that cannot be written, or a loss that is not finite; what
 *   was made is taken away again, unless an epoch was finished
 */
export async function train(options: TrainOptions, output: Output): Promise<TrainResult | undefined> {
  const { recipe, settings, out, resume, force = false, dryRun } = options
  const { cwd, signal } = output.io
  const variant = { ...(settings.variant !== undefined && { variant: settings.variant }) }
  setRandomSeed(settings.seed)
  const folder = dryRun
    ? undefined
    : resume !== undefined
      ? await RunFolder.resume(resolve(cwd, resume))
      : out !== undefined
        ? await RunFolder.at(resolve(cwd, out), force)
        : await RunFolder.next(resolve(cwd, 'runs'), recipe.name)
  let recorder: Recorder | undefined
  let data: RecipeData | undefined
  let model: Model | undefined
  try {
    // from here on the run can be gone on with; one that is replaced stays until its successor can begin
    if (!force) await folder?.writeJson('config.json', settings)
    const kept = resume !== undefined ? await readKeptSamples(resolve(cwd, resume)) : undefined
    data = await recipe.load({
      ...(kept && { known: { samples: kept } }),
      ...(settings.data !== undefined && { data: resolve(cwd, settings.data) }),
      ...(settings.limit !== undefined && { limit: settings.limit }),
      ...(settings.imageSize !== undefined && { imageSize: settings.imageSize }),
      ...variant,
      ...(settings.textColumn !== undefined && { textColumn: settings.textColumn }),
      ...(settings.labelColumn !== undefined && { labelColumn: settings.labelColumn }),
      ...(settings.encoding !== undefined && { encoding: settings.encoding }),
      ...(settings.base !== undefined && { base: settings.base }),
      ...(settings.unfreeze !== undefined && { unfreeze: settings.unfreeze }),
      ...(settings.head !== undefined && { head: settings.head }),
      seed: settings.seed,
      batchSize: settings.batchSize,
      valSplit: settings.valSplit,
      quiet: output.quiet,
      signal,
      onSkip: ({ file, reason }) => output.warn(`skipped: ${file}: ${reason}`),
    })
    signal.throwIfAborted()
    const input = data.input ?? recipe.input
    const { labels } = data
    model = data.model ?? recipe.build({ labels, ...variant, ...(input && { input }) })
    model.metadata = { recipe: recipe.name, labels, input, training: trainingOf(settings) }
    const plan = makePlan(recipe, settings, data, model)
    const stepsOf = (epochs: number) => epochs * Math.ceil(plan.data.train / settings.batchSize)
    const compile = (part: Model, { epochs = settings.epochs, rate = 1 }: Partial<Stage>) => {
      disposeOptimizer(part)
      const learningRate = settings.lr * rate
      part.compile(recipe.compile({ learningRate, labels, steps: stepsOf(epochs), ...variant }))
    }
    compile(model, {})
    // files hold the state of its optimizer even where only a part of it is trained
    model.optimizer?.build(model.trainableWeights)
    if (plan.data.train === 0) throw tooFewSamples(data.train.count, settings.valSplit)
    const run = folder ? (resume ?? out ?? relative(cwd, folder.path)) : 'none: this is a dry run'
    output.event('plan', { ...plan, run: folder ? run : null })
    output.note(showPlan(plan, recipe.describe, run))
    if (!folder) {
      await trainOneBatch(model, data, settings.batchSize, output)
      return undefined
    }
    await folder.begin(room(model))
    await folder.remove('result.json')
    await folder.writeJson('config.json', { ...settings, ...placeOf(data.source) })
    await folder.writeJson('labels.json', { labels, input: input && inBrief(input) })
    await folder.writeJson('environment.json', describeEnvironment())
    await folder.write(
      'summary.txt',
      `${model.summaryText({ lineLength: 88, showTrainable: hasFrozen(model) })}\n`,
    )

    // one that went on without its list does not get it now: what is found may not be what was trained on
    if (!kept && !(await folder.has('backup.bin'))) await keepSamples(folder, data, plan.data.train, output)

    const began = performance.now()
    const { train: trainCount, validation: heldCount, test } = plan.data
    const counts = { train: trainCount, validation: heldCount, test, labels }
    recorder = new Recorder(folder, output, recipe.monitor, heldCount > 0, counts, model)
    const keeping = new BackupAndRestore(folder.path, { deleteCheckpoint: false })
    let planned = 0
    const stages = data.stages ?? [wholeOf(model, data)]
    for (const stage of stages) {
      const { train, validation, epochs = settings.epochs } = stage
      if (signal.aborted || recorder.epochs.length < planned) break
      stage.begin?.()
      if (stage.model !== model || planned > 0) compile(stage.model, stage)
      if (stage.describe !== undefined) output.note(`Training ${stage.describe}`)
      const progress = trainingProgress(stage.model, output)
      await stage.model.fit(train.x, train.y, {
        initialEpoch: planned,
        epochs: planned + epochs,
        ...(train.y && { batchSize: settings.batchSize }),
        ...(train.y && !validation && { validationSplit: settings.valSplit }),
        ...(validation && { validationData: validationOf(validation) }),
        verbose: 0,
        signal,
        callbacks: [
          new TerminateOnNaN(),
          ...(progress ? [progress] : []),
          recorder,
          // what is kept is of one model: a run of several trainings cannot be gone on with
          ...(stages.length === 1 ? [keeping] : []),
        ],
      })
      planned += epochs
    }
    const seconds = Math.round(performance.now() - began) / 1000
    await saveCurves(recorder, run, options.curves ?? 'all', output)
    const result: TrainResult = {
      status: 'completed',
      run,
      epochs: recorder.epochs.length,
      ...(recorder.best && { best: recorder.best }),
      seconds,
    }
    if (!signal.aborted) {
      if (!recorder.best) throw diverged(settings.lr)
      if (recorder.epochs.length < planned) output.warn(diverged(settings.lr).message)
      result.test = await testBest(model, data, recorder, settings.batchSize, output)
    }
    if (signal.aborted) {
      await recorder.saveLast()
      result.status = 'interrupted'
      delete result.test
    }
    await folder.writeJson('result.json', result)
    if (result.status === 'completed') await folder.remove('backup.bin')
    await folder.release()
    return result
  } catch (error) {
    // a run that has diverged shows how
    if (recorder?.epochs.length) await folder?.release()
    else await folder?.discard()
    throw error
  } finally {
    data?.dispose()
    for (const part of new Set([...(data?.stages?.map((stage) => stage.model) ?? []), model]))
      if (part) disposeModel(part)
  }
}

/** The results on the test set of the model as it is in `best.keras`. */
async function testBest(
  model: Model,
  data: RecipeData,
  recorder: Recorder,
  batchSize: number,
  output: Output,
) {
  const { folder, best, epochs } = recorder
  const isLast = best === epochs.at(-1)
  const bestModel = isLast ? model : await loadModel(folder.file('best.keras'))
  try {
    const { signal } = output.io
    const options = { verbose: 0, returnDict: true, signal, ...(data.test.y && { batchSize }) } as const
    return (await bestModel.evaluate(data.test.x, data.test.y, options)) as Logs
  } finally {
    if (!isLast) disposeModel(bestModel)
  }
}

async function trainOneBatch(
  model: Model,
  data: RecipeData,
  batchSize: number,
  output: Output,
): Promise<void> {
  const { x, y } = data.train
  const options = { stepsPerEpoch: 1, verbose: 0, ...(y && { batchSize }) } as const
  const results = (await model.fit(x, y, options)).history
  const loss = results.loss?.[0] ?? Number.NaN
  if (!Number.isFinite(loss)) throw diverged(undefined)
  output.event('result', { status: 'dry run', loss })
  output.note(`One batch was trained, with a loss of ${formatNumber(loss)}. Nothing was written.`)
}

/** One training of the whole model. */
const wholeOf = (model: Model, { train, validation }: RecipeData): Stage => ({
  model,
  train,
  ...(validation && { validation }),
})

/** Where the environment had the data: a run that is gone on with finds it there. */
const placeOf = ({ from, folder }: DataSource) => (from === 'environment' && folder ? { data: folder } : {})
/** What a training that goes on elsewhere needs to know of this one; not where the data was. */
const trainingOf = ({
  epochs,
  batchSize,
  seed,
  valSplit,
  limit,
  textColumn,
  labelColumn,
  encoding,
}: ResolvedRun['settings']) => ({
  epochs,
  batchSize,
  seed,
  valSplit,
  limit,
  textColumn,
  labelColumn,
  encoding,
})

const validationOf = ({ x, y }: Examples) => (y ? ([x as tf.Tensor, y] as const) : (x as Dataset<unknown>))

/** What the files of a run take at most: weights and two slots of the optimizer, twice, and one temporary copy. */
const room = (model: Model): number => model.countParams() * 4 * 3 * 3 + 1_000_000

function tooFewSamples(count: number, valSplit: number): KeratinError {
  return new KeratinError(
    'DATA',
    `With a validation share of ${brief(valSplit)}, ${count} samples leave none to train on.`,
    {
      hint: 'Raise --limit or lower --val-split.',
    },
  )
}

function diverged(lr: number | undefined): KeratinError {
  return new KeratinError('DIVERGED', 'The loss is not a finite number any more.', {
    hint:
      lr === undefined
        ? 'Lower the learning rate with --lr.'
        : `Lower the learning rate with --lr. It was ${brief(lr)}.`,
  })
}

/** The exit code of a run. */
export const exitCodeOf = (result: TrainResult | undefined): ExitCode =>
  result?.status === 'interrupted' ? ExitCode.interrupted : ExitCode.ok
