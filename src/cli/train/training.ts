import { resolve } from 'node:path'
import type { DataSource } from '../../../datasets/root.js'
import { inBrief } from '../../../models/preparation.js'
import type { Recipe, RecipeData } from '../../../models/recipe.js'
import { engineInfo } from '../../engine/index.js'
import { hasFrozen, type Model } from '../../model/index.js'
import { loadModel } from '../../saving/index.js'
import { KeratinError } from '../../support/errors.js'
import { brief, formatBytes, formatNumber } from '../../support/format.js'
import { setRandomSeed } from '../../support/random.js'
import { type Logs, TensorBoard } from '../../training/index.js'
import { disposeModel } from '../model/dispose-model.js'
import { readKeptSamples } from '../model/kept-samples.js'
import type { Output } from '../output.js'
import { type CurvesWanted, saveCurves } from '../plot/save-curves.js'
import { decide } from './decide.js'
import { describeEnvironment } from './environment.js'
import { keepSamples } from './keep-samples.js'
import { measureMemory } from './measure-memory.js'
import { dataRows, engineRow, makePlan, type Plan, type Rows } from './plan.js'
import { RunProgress } from './progress.js'
import { Recorder } from './recorder.js'
import type { TrainResult } from './result.js'
import { removeEvents } from './run-events.js'
import type { RunFolder } from './run-folder.js'
import type { RunSettings, WantedSettings } from './settings.js'
import { sayRows } from './show-rows.js'
import { compileStage, stagesOf, trainStages } from './stages.js'

export interface TrainingOptions {
  recipe: Recipe
  settings: WantedSettings
  /** Absent for a dry run. */
  folder: RunFolder | undefined
  /** The folder as the user names it. */
  run: string
  /** Whether the folder holds a run that was interrupted. */
  resumes: boolean
  /** Pictures of its curves. */
  curves: CurvesWanted
}

/** What a model is compiled with until its learning rate is found. */
const usualRate = 0.001

/** One run, from its data to its results. */
export class Training {
  readonly #options: TrainingOptions
  readonly #output: Output
  #data: RecipeData | undefined
  #model: Model | undefined
  #recorder: Recorder | undefined
  readonly #began = performance.now()
  /** As they are known: those that are measured change. */
  #settings: RunSettings
  #isSaid = false

  constructor(options: TrainingOptions, output: Output) {
    this.#options = options
    const { epochs = 1, lr } = options.settings
    this.#settings = { ...options.settings, epochs, lr: lr === 'find' ? usualRate : lr }
    this.#output = output
  }

  async run(): Promise<TrainResult | undefined> {
    const { folder } = this.#options
    try {
      if (folder) await this.#decide(folder)
      const plan = await this.#prepare()
      this.#output.event('plan', { ...plan, run: folder ? this.#options.run : null })
      if (!folder) {
        await this.#trainOneBatch()
        return undefined
      }
      await this.#writeDown(folder, plan)
      return await this.#train(folder, plan)
    } catch (error) {
      // what was trained until then is kept
      if (folder && this.#output.io.signal.aborted && this.#recorder)
        // waited for here, before the model is freed
        return await this.#end(folder, 'interrupted')
      throw error
    } finally {
      this.#free()
    }
  }

  #free(): void {
    this.#data?.dispose()
    const parts = [...(this.#data?.stages?.map((stage) => stage.model) ?? []), this.#model]
    for (const part of new Set(parts)) if (part) disposeModel(part)
    this.#data = undefined
    this.#model = undefined
  }

  /**
   * Measures what is to be measured, with data and a model that are thrown away: the run itself is the same, to the bit,
   * as one that was told what is found here.
   */
  async #decide(folder: RunFolder): Promise<void> {
    const { settings: wanted, recipe, curves } = this.#options
    if (wanted.epochs !== undefined && wanted.lr !== 'find') return
    const began = performance.now()
    const plan = await this.#prepare()
    const prepared = (performance.now() - began) / 1000
    const passed = () => (performance.now() - this.#began) / 1000
    const [data, model] = [this.#data!, this.#model!]
    await folder.begin(room(model))
    const trial = { recipe, data, model, plan, folder, curves, prepared, passed }
    this.#settings = await decide(wanted, trial, this.#output)
    await folder.writeJson('config.json', { ...this.#settings, ...placeOf(data.source) })
    this.#free()
  }

  /** Loads the data, builds the model and says what there is. */
  async #prepare(): Promise<Plan> {
    const { recipe, folder, resumes } = this.#options
    const settings = this.#settings
    const output = this.#output
    const { signal } = output.io
    const variant = settings.variant !== undefined && { variant: settings.variant }
    setRandomSeed(settings.seed)
    const say = (rows: Rows) => this.#isSaid || sayRows(rows, output)
    say(engineRow(engineInfo()))
    const kept = resumes ? await readKeptSamples(folder!.path) : undefined
    this.#data = await recipe.load({
      ...(kept && { known: { samples: kept } }),
      ...(settings.data !== undefined && { data: resolve(output.io.cwd, settings.data) }),
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
    const { labels, input = recipe.input, train } = this.#data
    const model = this.#data.model ?? recipe.build({ labels, ...variant, ...(input && { input }) })
    this.#model = model
    model.metadata = { recipe: recipe.name, labels, input, training: trainingOf(settings) }
    const plan = makePlan(settings, this.#data, model, engineInfo())
    compileStage(recipe, settings, labels, plan.data.train, { model })
    // files hold the state of its optimizer even where only a part of it is trained
    model.optimizer?.build(model.trainableWeights)
    if (plan.data.train === 0) throw tooFewSamples(train.count, settings.valSplit)
    say(dataRows(plan))
    this.#isSaid = true
    // one that went on without its list does not get it now: what is found may not be what was trained on
    if (folder && !kept && !(await folder.has('backup.bin'))) this.#keepsSamples = true
    return plan
  }

  #keepsSamples = false

  /** Writes down what the run is, before it begins. */
  async #writeDown(folder: RunFolder, plan: Plan): Promise<void> {
    const { recipe } = this.#options
    const settings = this.#settings
    const model = this.#model!
    const data = this.#data!
    const { labels, input = recipe.input, source } = data
    await folder.begin(room(model))
    await folder.remove('result.json')
    await folder.writeJson('config.json', { ...settings, ...placeOf(source) })
    await folder.writeJson('labels.json', { labels, input: input && inBrief(input) })
    await folder.writeJson('environment.json', describeEnvironment())
    await folder.write(
      'summary.txt',
      `${model.summaryText({ lineLength: 88, showTrainable: hasFrozen(model) })}\n`,
    )
    if (this.#keepsSamples) await keepSamples(folder, data, plan.data.train, this.#output)
  }

  async #train(folder: RunFolder, plan: Plan): Promise<TrainResult> {
    const { recipe, run, curves } = this.#options
    const settings = this.#settings
    const output = this.#output
    const model = this.#model!
    const { labels } = this.#data!
    const { train: samples, validation, test } = plan.data
    const counts = { train: samples, validation, test, labels }
    // without a state it begins anew, and nobody knows what it wrote before
    if (folder.isResumed && !(await folder.has('backup.bin'))) await removeEvents(folder.path)
    const recorder = new Recorder(folder, output, recipe.monitor, validation > 0, counts, model, settings.csv)
    this.#recorder = recorder
    const stages = stagesOf(model, this.#data!)
    const epochs = stages.reduce((sum, stage) => sum + (stage.epochs ?? settings.epochs), 0)
    const { batchSize, stepsPerEpoch } = settings
    const seen = stepsPerEpoch === undefined ? samples : Math.min(samples, stepsPerEpoch * batchSize)
    const size = { epochs, samples: seen, validation, batchSize }
    const progressOf = () => RunProgress.for({ recorder, ...size }, output)
    const loggers = settings.tensorboard ? [new TensorBoard(folder.events)] : []
    const options = { recipe, settings, labels, samples, recorder, folder: folder.path, loggers, progressOf }
    const planned = await trainStages(model, stages, options, output)
    await saveCurves(recorder, run, curves, output)
    if (output.io.signal.aborted) return this.#end(folder, 'interrupted')
    if (!recorder.best) throw diverged(settings.lr)
    if (recorder.epochs.length < planned) output.warn(diverged(settings.lr).message)
    return this.#end(folder, 'completed', await this.#testBest(recorder))
  }

  /** Writes down how the run ended. */
  async #end(folder: RunFolder, status: TrainResult['status'], test?: Logs): Promise<TrainResult> {
    const recorder = this.#recorder!
    if (status === 'interrupted') await recorder.saveLast()
    const result: TrainResult = {
      status,
      run: this.#options.run,
      epochs: recorder.epochs.length,
      ...(recorder.best && { best: recorder.best }),
      ...(test && { test }),
      seconds: Math.round(performance.now() - this.#began) / 1000,
    }
    await folder.writeJson('result.json', result)
    if (status === 'completed') await folder.remove('backup.bin')
    await folder.release()
    return result
  }

  /** The results on the test set of the model as it is in `best.keras`. */
  async #testBest({ folder, best, epochs }: Recorder): Promise<Logs> {
    const { x, y } = this.#data!.test
    const { batchSize } = this.#settings
    const { signal } = this.#output.io
    const isLast = best === epochs.at(-1)
    const bestModel = isLast ? this.#model! : await loadModel(folder.file('best.keras'))
    try {
      const options = { verbose: 0, returnDict: true, signal, ...(y && { batchSize }) } as const
      const results = (await bestModel.evaluate(x, y, options)) as Logs
      signal.throwIfAborted()
      return results
    } finally {
      if (!isLast) disposeModel(bestModel)
    }
  }

  async #trainOneBatch(): Promise<void> {
    const { x, y } = this.#data!.train
    const { batchSize } = this.#settings
    const options = { stepsPerEpoch: 1, verbose: 0, ...(y && { batchSize }) } as const
    const step = () => this.#model!.fit(x, y, options)
    const loss = (await step()).history.loss?.[0] ?? Number.NaN
    if (!Number.isFinite(loss)) throw diverged(undefined)
    const memory = await measureMemory(this.#model!, step)
    this.#output.event('result', { status: 'dry run', loss, memory })
    const held = `${formatBytes(memory.held)} of it for data, weights and the optimizer`
    sayRows([['memory', `about ${formatBytes(memory.process)}, ${held}`]], this.#output)
    this.#output.note(`One batch was trained, with a loss of ${formatNumber(loss)}. Nothing was written.`)
  }
}

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
}: RunSettings) => ({
  epochs,
  batchSize,
  seed,
  valSplit,
  limit,
  textColumn,
  labelColumn,
  encoding,
})

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
