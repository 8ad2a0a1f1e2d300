import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import type { Recipe } from '../../../models/recipe.js'
import { findRecipe, recipes } from '../../../models/registry.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import { useEngine } from '../engine.js'
import type { Io } from '../io.js'
import { type OptionValues, text } from '../options/option.js'
import { trainOptions } from '../options/train-options.js'
import { readConfigFile } from '../options/values.js'

/** Everything that decides what a run computes; written into its folder, and readable by `--config`. */
export interface RunSettings {
  recipe: string
  variant?: string
  textColumn?: string
  labelColumn?: string
  /** As the user gave it. */
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
  /** The folder asked for; absent for a numbered one. */
  out?: string
}

type Given = Partial<OptionValues<typeof trainOptions>>

const fileOptions = { recipe: text('recipe', { placeholder: '<name>' }), ...trainOptions }

/**
 * The settings of a run: the recipe's defaults, a configuration file over them, then environment and flags.
 *
 * @param name the recipe; undefined if the configuration file names it
 * @param given what environment and flags say
 */
export async function resolveRun(
  name: string | undefined,
  given: OptionValues<typeof trainOptions>,
  io: Io,
): Promise<ResolvedRun> {
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
  // KERATIN_DATA stands above the file, and is looked up by the data sets themselves
  const data = given.data ?? (io.env.KERATIN_DATA ? undefined : file.data)
  checkBase(recipe, options)
  const variant = checkVariant(
    recipe,
    options.variant ?? (options.base === undefined ? undefined : recipe.base?.variant),
  )
  const defaults = { ...recipe.defaults, ...(variant !== undefined && recipe.variantDefaults?.[variant]) }
  if (options.imageSize !== undefined && recipe.input?.kind !== 'image') {
    throw argumentError(
      `keratin train ${recipe.name}`,
      'left out: this recipe is not about photos',
      '--image-size',
      options.imageSize,
    )
  }
  const settings: RunSettings = {
    recipe: recipe.name,
    ...(variant !== undefined && { variant }),
    ...(data !== undefined && { data }),
    ...(options.textColumn !== undefined && { textColumn: options.textColumn }),
    ...(options.labelColumn !== undefined && { labelColumn: options.labelColumn }),
    ...(options.limit !== undefined && { limit: options.limit }),
    ...(options.imageSize !== undefined && { imageSize: options.imageSize }),
    ...(options.base !== undefined && { base: options.base }),
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
  if (names.length === 0)
    throw argumentError(
      `keratin train ${name}`,
      'left out: this recipe has one model only',
      '--variant',
      given,
    )
  if (!names.includes(given)) throw unknownName(`variant of ${name}`, given, names)
  return given
}

/** Options about a base only where there is one. */
function checkBase(recipe: Recipe, { base, unfreeze, head, variant }: Given): void {
  const where = `keratin train ${recipe.name}`
  if (base === undefined) {
    for (const [name, value] of Object.entries({ unfreeze, head })) {
      if (value !== undefined) throw argumentError(where, 'left out without --base', `--${name}`, value)
    }
    return
  }
  if (!recipe.base) throw argumentError(where, 'left out: this recipe begins with nothing', '--base', base)
  if (recipe.base.of === 'texts' && head !== undefined) {
    throw argumentError(where, 'left out: it is about photos', '--head', head)
  }
  const only = recipe.base.variant
  if (only === undefined || variant === undefined || variant === only) return
  throw argumentError(where, `"${only}" or left out with --base`, '--variant', variant)
}
