import { randomInt } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Recipe } from '../../../models/recipe.js'
import { findRecipe, recipes } from '../../../models/registry.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import { checkOnly } from '../about.js'
import { useEngine } from '../engine.js'
import type { Io } from '../io.js'
import { type OptionValues, text } from '../options/option.js'
import { trainOptions } from '../options/train-options.js'
import { flagOf, readConfigFile } from '../options/values.js'

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
}

export interface ResolvedRun {
  recipe: Recipe
  settings: RunSettings
  /** The folder of the run to go on with. */
  resume?: string
  /** The folder asked for; absent for a numbered one. */
  out?: string
}

const fileOptions = { recipe: text('recipe', { placeholder: '<name>' }), ...trainOptions }

type Given = OptionValues<typeof trainOptions>

/** What may be said of a run that is gone on with. */
const alongside = ['resume', 'curves', 'json', 'quiet', 'debug', 'printConfig']

/** The settings of a run that was interrupted, which stay as they are. */
async function resumed(
  name: string | undefined,
  given: Given & { resume: string },
  io: Io,
): Promise<ResolvedRun> {
  const folder = resolve(io.cwd, given.resume)
  const file = await readConfigFile(fileOptions, join(folder, 'config.json'))
  const settings = file as RunSettings
  const kept: Readonly<Record<string, unknown>> = { ...file }
  const other = Object.entries({ recipe: name, ...given }).find(
    ([key, value]) => value !== undefined && !alongside.includes(key) && value !== kept[key],
  )
  if (other) {
    const [key, value] = other
    const was = kept[key] === undefined ? '' : ` It was ${kept[key]}.`
    throw new KeratinError(
      'ARGUMENT',
      `--resume goes on with a run as it was set; ${key === 'recipe' ? 'the recipe' : flagOf(key)} cannot be ${value}.${was}`,
      { hint: 'Leave it out, or begin a new run.' },
    )
  }
  await useEngine(settings.engine)
  const recipe = await findRecipe(settings.recipe).load()
  if (!canGoOn(recipe, settings)) {
    throw new KeratinError('ARGUMENT', 'A run with --unfreeze on photos cannot be gone on with.', {
      hint: 'Begin a new run: the features are kept, and the head is trained in seconds.',
    })
  }
  return { recipe, settings, resume: given.resume }
}

/**
 * The settings of a run: the recipe's defaults, a configuration file over them, then environment and flags.
 *
 * @param name the recipe; undefined if the configuration file names it
 * @param given what environment and flags say
 */
export async function resolveRun(name: string | undefined, given: Given, io: Io): Promise<ResolvedRun> {
  if (given.resume !== undefined) return resumed(name, given as Given & { resume: string }, io)
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
  const entry = findRecipe(recipeName)
  // recipes are made of layers, and these of tensors: the engine comes first
  await useEngine(options.engine)
  const recipe = await entry.load()
  checkOnly('train', trainOptions, recipeName, file, (name) => `${name} in ${given.config}`)
  // KERATIN_DATA stands above the file, and is looked up by the data sets themselves
  const place = given.data ?? (io.env.KERATIN_DATA ? undefined : file.data)
  // what is written down holds in every folder
  const data = place === undefined ? undefined : resolve(io.cwd, place)
  checkBase(recipe, options)
  const base = options.base === undefined ? undefined : await baseIn(io.cwd, options.base)
  const variant = checkVariant(
    recipe,
    options.variant ?? (base === undefined ? undefined : recipe.base?.variant),
  )
  const defaults = { ...recipe.defaults, ...(variant !== undefined && recipe.variantDefaults?.[variant]) }
  const settings: RunSettings = {
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
    epochs: options.epochs ?? defaults.epochs,
    batchSize: options.batchSize ?? defaults.batchSize,
    lr: options.lr ?? defaults.learningRate,
    valSplit: options.valSplit ?? defaults.valSplit,
    seed: options.seed ?? randomInt(2 ** 31),
    engine: options.engine ?? 'auto',
  }
  return { recipe, settings, ...(options.out !== undefined && { out: options.out }) }
}

function checkVariant({ name, variants }: Recipe, given: string | undefined): string | undefined {
  const names = Object.keys(variants ?? {})
  if (given === undefined) return names[0]
  if (!names.includes(given)) throw unknownName(`variant of ${name}`, given, names)
  return given
}

/** Options about a base only where there is one. */
function checkBase(recipe: Recipe, { base, unfreeze, head, variant }: Partial<Given>): void {
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

/** Whether a run that is interrupted can be gone on with: not where it consists of several trainings. */
export const canGoOn = ({ base }: Recipe, { unfreeze = 0 }: RunSettings): boolean =>
  base?.of !== 'photos' || unfreeze === 0

/** The path of a base, unless it is no file and may be a name. */
async function baseIn(cwd: string, base: string): Promise<string> {
  const path = resolve(cwd, base)
  return stat(path).then(
    () => path,
    () => (/[/.\\]/.test(base) ? path : base),
  )
}
