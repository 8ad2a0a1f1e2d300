import { resolve } from 'node:path'
import type { Preparation } from '../../../models/preparation.js'
import { findRecipe } from '../../../models/registry.js'
import { ExitCode, KeratinError } from '../../support/errors.js'
import { writeFileAtomic } from '../../support/files.js'
import { formatNumber } from '../../support/format.js'
import type { CommandCall } from '../command.js'
import { useEngine } from '../engine.js'
import { disposeModel } from '../model/dispose-model.js'
import { readKeptSamples } from '../model/kept-samples.js'
import type { OpenModel } from '../model/open-model.js'
import type { OptionValues } from '../options/option.js'
import type { RunSettings } from '../train/settings.js'
import { showChanges } from './changes.js'
import { showMistakes } from './mistakes.js'
import type { evaluateOptions } from './options.js'
import { showReport } from './report.js'
import { meets, parseThreshold } from './threshold.js'

/** `keratin evaluate` */
export async function evaluateCommand(call: CommandCall<typeof evaluateOptions>): Promise<ExitCode> {
  const { args, options, output, io } = call
  const threshold = options.min === undefined ? undefined : parseThreshold(options.min)
  const entry = options.recipe === undefined ? undefined : findRecipe(options.recipe)
  await useEngine(options.engine)
  const { openModel } = await import('../model/open-model.js')
  const { readRunJson } = await import('../model/run-json.js')
  const { evaluateModel } = await import('./evaluate.js')
  const opened = await openModel(args[0]!, io.cwd)
  const { model, run, file } = opened
  try {
    const settings = run ? ((await readRunJson(run, 'config.json')) as Partial<RunSettings>) : undefined
    const name = entry?.name ?? settings?.recipe ?? opened.recipe ?? recipeFor(opened.preparation)
    const recipe = await findRecipe(name).load()
    // the data of the run, wherever other data may be
    const folder = options.data ?? settings?.data
    const isOwnData =
      options.data === undefined ||
      (settings?.data !== undefined && resolve(io.cwd, options.data) === resolve(io.cwd, settings.data))
    const isOwnRecipe = name === settings?.recipe
    const variant = { ...(isOwnRecipe && settings.variant !== undefined && { variant: settings.variant }) }
    const { on = 'test' } = options
    const samples = run ? await readKeptSamples(run) : undefined
    const isOwn = isOwnData && isOwnRecipe
    // a run that does not say its samples was tested on the first ones
    const limit = options.limit ?? (samples ? undefined : settings?.limit)
    const input = inputOf(opened)
    const data = await recipe.load({
      ...(folder !== undefined && { data: resolve(io.cwd, folder) }),
      ...(limit !== undefined && { limit }),
      // what is drawn is drawn as for the run
      ...(settings?.seed !== undefined && isOwnRecipe && { seed: settings.seed }),
      known: { ...(samples && { samples }), on, isOwn },
      ...variant,
      ...(options.batchSize !== undefined && { batchSize: options.batchSize }),
      ...((run || opened.recipe !== undefined) && { labels: opened.labels }),
      inputShape: model.inputShapes![0]!.slice(1),
      ...columnsOf(options, settings),
      ...(input && { input }),
      quiet: output.quiet,
      signal: io.signal,
      onSkip: ({ file, reason }) => output.warn(`skipped: ${file}: ${reason}`),
    })
    try {
      const batchSize = options.batchSize ?? settings?.batchSize ?? recipe.defaults.batchSize
      const evaluation = await evaluateModel(model, recipe, data.test, data.labels, {
        batchSize,
        ...variant,
        signal: io.signal,
        ...(options.mistakes !== undefined && { mistakes: options.mistakes }),
      })
      const passed = threshold ? meets(threshold, evaluation.metrics) : undefined
      const result = {
        model: file,
        recipe: recipe.name,
        on,
        ...evaluation,
        ...(data.changes && { data: data.changes }),
        ...(threshold && { threshold: { ...threshold, passed } }),
      }
      if (options.output !== undefined) {
        await writeFileAtomic(resolve(io.cwd, options.output), `${JSON.stringify(result, null, 2)}\n`)
      }
      output.document(result)
      for (const line of showChanges(data.changes, data.of, on, args[0]!)) output.note(line)
      const values = Object.entries(evaluation.metrics).map(
        ([metric, value]) => `${metric} ${formatNumber(value)}`,
      )
      output.result(`${values.join(', ')} on ${evaluation.samples} ${onWhat[on]}\n`)
      output.result(showReport(evaluation.classes, evaluation.confusion))
      if (evaluation.mistakes) output.result(`\n${showMistakes(evaluation.mistakes)}`)
      if (passed !== false) return ExitCode.ok
      const value = evaluation.metrics[threshold!.metric]!
      io.stderr.write(`check failed: ${threshold!.metric} is ${value}, less than ${threshold!.least}\n`)
      return ExitCode.checkFailed
    } finally {
      data.dispose()
    }
  } finally {
    disposeModel(model)
  }
}

/** What the samples are that it is measured on. */
const onWhat = {
  test: 'samples',
  new: 'new samples',
  all: 'samples',
  validation: 'samples that the run chose by',
  train: 'samples that it was trained on',
} as const

/** How samples become input: as the file says, else as its input suggests, where it does. */
function inputOf({ input, preparation }: OpenModel): Preparation | undefined {
  try {
    return input ?? preparation()
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'UNSUPPORTED') return undefined
    throw error
  }
}

function columnsOf(
  options: OptionValues<typeof evaluateOptions>,
  settings: Partial<RunSettings> | undefined,
): { textColumn?: string; labelColumn?: string } {
  const { textColumn = settings?.textColumn, labelColumn = settings?.labelColumn } = options
  return {
    ...(textColumn !== undefined && { textColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
  }
}

/** A bare file tells its recipe by what its input is. */
function recipeFor(preparation: () => { kind: string }): string {
  try {
    if (preparation().kind === 'digit') return 'mnist'
  } catch (error) {
    if (!(error instanceof KeratinError)) throw error
  }
  throw new KeratinError('ARGUMENT', 'It is not known what data this model is for.', {
    hint: 'Name its recipe with --recipe.',
  })
}
