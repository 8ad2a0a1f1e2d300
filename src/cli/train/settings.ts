import { randomInt } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findRecipe, type RecipeEntry, recipes } from '../../../models/registry.js'
import type { EngineName } from '../../engine/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import { checkOnly } from '../about.js'
import type { Io } from '../io.js'
import { integer, type OptionValues, text } from '../options/option.js'
import { trainOptions } from '../options/train-options.js'
import { readConfigFile } from '../options/values.js'

/** Everything that decides what a run computes; written into its folder, and readable by `--config`. */
export interface RunSettings {
  recipe: string
  variant?: string
  textColumn?: string
  labelColumn?: string
  encoding?: string
  /** The folder of the data, or a data root. */
  data?: string
  limit?: number
  imageSize?: number
  /** What is trained further: a path as the user gave it, or a name. */
  base?: string
  unfreeze?: number
  head?: number
  epochs: number
  batchSize: number
  lr: number
  valSplit: number
  seed: number
  engine: 'auto' | 'tensorflow' | 'wasm' | 'cpu'
  /** The time that epochs were fitted to; the learning rate ends with it. */
  minutes?: number
  /** Epochs without a better result after which training ends. */
  earlyStop?: number
  /** Whether the history is written as a table as well. */
  csv?: boolean
  /** Whether the results are written for TensorBoard as well. */
  tensorboard?: boolean
  /** Where not even one epoch fits into the time. */
  stepsPerEpoch?: number
}

/** The same before everything is measured: without epochs these are fitted to the minutes. */
export interface WantedSettings extends Omit<RunSettings, 'epochs' | 'lr'> {
  epochs?: number
  lr: number | 'find'
}

export interface ResolvedRun {
  entry: RecipeEntry
  settings: WantedSettings
  /** What the user should know of how they were found. */
  notes?: readonly string[]
  /** The engine that the run was begun with, where it is gone on with. */
  engine?: EngineName
  /** The folder of the run to go on with. */
  resume?: string
  /** The folder asked for; absent for a numbered one. */
  out?: string
}

export const fileOptions = {
  recipe: text('recipe', { placeholder: '<name>' }),
  ...trainOptions,
  stepsPerEpoch: integer('steps of an epoch, where the time is too short for a whole one', { min: 1 }),
}

export type Given = OptionValues<typeof trainOptions>

/**
 * The settings of a run: the recipe's defaults, a configuration file over them, then environment and flags.
 *
 * @param name the recipe; undefined if the configuration file names it
 * @param given what environment and flags say
 */
export async function resolveRun(name: string | undefined, given: Given, io: Io): Promise<ResolvedRun> {
  const file = given.config ? await readConfigFile(fileOptions, resolve(io.cwd, given.config)) : {}
  if (name !== undefined && file.recipe !== undefined && file.recipe !== name) {
    const hint = `Run keratin train ${file.recipe}, or take another file.`
    throw new KeratinError(
      'ARGUMENT',
      `${given.config} is for the recipe "${file.recipe}", not for "${name}".`,
      { hint },
    )
  }
  const recipeName = name ?? file.recipe
  if (recipeName === undefined) {
    const hint = `Known: ${recipes.map((r) => r.name).join(', ')}. See keratin train --help.`
    throw new KeratinError('ARGUMENT', 'keratin train: the recipe is missing.', { hint })
  }
  const options = { ...file, ...given }
  const recipe = findRecipe(recipeName)
  checkOnly('train', trainOptions, recipeName, file, (name) => `${name} in ${given.config}`)
  // KERATIN_DATA stands above the file, and is looked up by the data sets themselves; data of one's own is in none of them
  const isFound = io.env.KERATIN_DATA && !recipe.needsData
  const place = given.data ?? (isFound ? undefined : file.data)
  // what is written down holds in every folder
  const data = place === undefined ? undefined : resolve(io.cwd, place)
  checkBase(recipe, options)
  const base = options.base === undefined ? undefined : await baseIn(io.cwd, options.base)
  const variant = checkVariant(
    recipe,
    options.variant ?? (base === undefined ? undefined : recipe.base?.variant),
  )
  const defaults = { ...recipe.defaults, ...(variant !== undefined && recipe.variantDefaults?.[variant]) }
  const fitted = timeOf(recipe, file, given)
  // each of two trainings has its own results
  if (options.earlyStop !== undefined && (options.unfreeze ?? 0) > 0)
    throw argumentError(
      `keratin train ${recipe.name}`,
      'left out with --unfreeze',
      '--early-stop',
      options.earlyStop,
    )
  if (recipe.needsData && place === undefined && !given.printConfig) {
    const what = recipe.base?.of ?? 'data'
    throw new KeratinError('ARGUMENT', `keratin train ${recipe.name}: --data is missing.`, {
      hint: `Say where your ${what} are: keratin train ${recipe.name} --data ${what}`,
    })
  }
  const settings: WantedSettings = {
    recipe: recipe.name,
    ...(variant !== undefined && { variant }),
    ...(data !== undefined && { data }),
    ...(options.textColumn !== undefined && { textColumn: options.textColumn }),
    ...(options.labelColumn !== undefined && { labelColumn: options.labelColumn }),
    ...(options.encoding !== undefined && { encoding: options.encoding }),
    ...(options.limit !== undefined && { limit: options.limit }),
    ...(options.imageSize !== undefined && { imageSize: options.imageSize }),
    ...(base !== undefined && { base }),
    ...(options.unfreeze !== undefined && { unfreeze: options.unfreeze }),
    ...(options.head !== undefined && { head: options.head }),
    ...(fitted ?? { epochs: options.epochs ?? defaults.epochs }),
    ...(options.earlyStop !== undefined && { earlyStop: options.earlyStop }),
    batchSize: options.batchSize ?? defaults.batchSize,
    lr: options.lr ?? defaults.learningRate,
    valSplit: options.valSplit ?? defaults.valSplit,
    seed: options.seed ?? randomInt(2 ** 31),
    engine: options.engine ?? 'auto',
    ...(options.csv && { csv: true }),
    ...(options.tensorboard && { tensorboard: true }),
  }
  return { entry: recipe, settings, ...(options.out !== undefined && { out: options.out }) }
}

/**
 * What is trained where a time is given: to be measured, or as it was measured in the run that a file is of.
 *
 * @throws KeratinError ARGUMENT for epochs beside a time
 */
function timeOf(
  { name }: RecipeEntry,
  file: OptionValues<typeof fileOptions>,
  given: Given,
): Pick<WantedSettings, 'minutes' | 'epochs' | 'stepsPerEpoch'> | undefined {
  const where = `keratin train ${name}`
  if (given.minutes !== undefined && given.epochs !== undefined)
    throw argumentError(where, 'left out with --minutes', '--epochs', given.epochs)
  // what is said now stands above what a file says of the other
  if (given.epochs !== undefined) return undefined
  const { minutes = file.minutes } = given
  if (minutes === undefined) return undefined
  if ((given.unfreeze ?? file.unfreeze ?? 0) > 0)
    throw argumentError(where, 'left out with --unfreeze', '--minutes', minutes)
  const { epochs, stepsPerEpoch } = file
  const isMeasured = given.minutes === undefined && epochs !== undefined
  return { minutes, ...(isMeasured && { epochs, ...(stepsPerEpoch !== undefined && { stepsPerEpoch }) }) }
}

function checkVariant({ name, variants }: RecipeEntry, given: string | undefined): string | undefined {
  const names = Object.keys(variants ?? {})
  if (given === undefined) return names[0]
  if (!names.includes(given)) throw unknownName(`variant of ${name}`, given, names)
  return given
}

/** Options about a base only where there is one. */
function checkBase(recipe: RecipeEntry, { base, unfreeze, head, variant }: Partial<Given>): void {
  const where = `keratin train ${recipe.name}`
  if (base === undefined) {
    for (const [name, value] of Object.entries({ unfreeze, head })) {
      if (value !== undefined) throw argumentError(where, 'left out without --base', `--${name}`, value)
    }
    return
  }
  const only = recipe.base?.variant
  if (only === undefined || variant === undefined || variant === only) return
  throw argumentError(where, `"${only}" or left out with --base`, '--variant', variant)
}

/** The path of a base, unless it is no file and may be a name. */
async function baseIn(cwd: string, base: string): Promise<string> {
  const path = resolve(cwd, base)
  return stat(path).then(
    () => path,
    () => (/[/.\\]/.test(base) ? path : base),
  )
}
