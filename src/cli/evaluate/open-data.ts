import { resolve } from 'node:path'
import type { Preparation } from '../../../models/preparation.js'
import type { DataRequest, Recipe, RecipeData } from '../../../models/recipe.js'
import { findRecipe } from '../../../models/registry.js'
import { KeratinError } from '../../support/errors.js'
import { disposeModel } from '../model/dispose-model.js'
import { readKeptSamples } from '../model/kept-samples.js'
import { type OpenModel, openModel } from '../model/open-model.js'
import { readRunJson } from '../model/run-json.js'
import type { OptionValues } from '../options/option.js'
import type { Output } from '../output.js'
import type { RunSettings } from '../train/settings.js'
import type { evaluateOptions } from './options.js'

/** What data a model is looked at with. */
type DataOptions = Pick<
  OptionValues<typeof evaluateOptions>,
  'data' | 'recipe' | 'on' | 'limit' | 'textColumn' | 'labelColumn' | 'encoding' | 'batchSize'
>

/** A model, and the labelled samples that it is measured on. */
export interface OpenEvaluation extends Omit<OpenModel, 'recipe'> {
  recipe: Recipe
  /** The samples are those of its test. */
  data: RecipeData
  batchSize: number
  /** The variant of the recipe that it was trained as, where that is known. */
  variant: { variant?: string }
  on: NonNullable<DataOptions['on']>
  /** Frees the model and the data. */
  dispose(): void
}

/**
 * The model that a path leads to, with the samples that it is measured on: those of its run, unless told otherwise.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE, DATA; ARGUMENT if it is not known what data the model is for
 */
export async function openForEvaluation(
  path: string,
  options: DataOptions,
  output: Output,
): Promise<OpenEvaluation> {
  const { io } = output
  const opened = await openModel(path, io.cwd)
  const { model, run } = opened
  try {
    const settings = run ? ((await readRunJson(run, 'config.json')) as Partial<RunSettings>) : undefined
    const name = options.recipe ?? settings?.recipe ?? opened.recipe ?? recipeFor(opened.preparation)
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
    return {
      ...opened,
      recipe,
      data,
      batchSize: options.batchSize ?? settings?.batchSize ?? recipe.defaults.batchSize,
      variant,
      on,
      dispose: () => {
        data.dispose()
        disposeModel(model)
      },
    }
  } catch (error) {
    disposeModel(model)
    throw error
  }
}

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
  options: DataOptions,
  settings: Partial<RunSettings> | undefined,
): Pick<DataRequest, 'textColumn' | 'labelColumn' | 'encoding'> {
  const { textColumn = settings?.textColumn, labelColumn = settings?.labelColumn } = options
  const { encoding = settings?.encoding } = options
  return {
    ...(textColumn !== undefined && { textColumn }),
    ...(labelColumn !== undefined && { labelColumn }),
    ...(encoding !== undefined && { encoding }),
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
