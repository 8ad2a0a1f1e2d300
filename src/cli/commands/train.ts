import { findRecipe, recipes } from '../../../models/registry.js'
import { command } from '../command.js'
import { trainOptions } from '../options/train-options.js'

export const train = command({
  name: 'train',
  describe: 'train a recipe and write a run folder',
  arguments: [
    {
      name: 'recipe',
      describe: 'what to train; may come from --config',
      optional: true,
      choices: Object.fromEntries(recipes.map((recipe) => [recipe.name, recipe.describe])),
    },
  ],
  options: trainOptions,
  examples: ['train mnist', 'train digits --epochs 2 --seed 1 --out runs/first'],
  details: 'keratin train <recipe> --help tells the variants and the defaults of a recipe.',
  about: aboutRecipe,
  load: async () => (await import('../train/command.js')).trainCommand,
})

const bases = {
  photos: 'model to train further: a file, a folder or a name such as MobileNetV2',
  texts: 'file with vectors of words to begin with',
}

/** The help of a recipe is its own: what it takes, its variants, what it uses unless told otherwise. */
function aboutRecipe(name: string) {
  const { describe, defaults, variants = {}, variantDefaults = {}, base, needsData } = findRecipe(name)
  const names = Object.keys(variants)
  const { epochs, batchSize, learningRate, valSplit } = { ...defaults, ...variantDefaults[names[0]!] }
  const place = needsData ? ` --data ${base?.of ?? 'folder'}` : ''
  return {
    describe: `train the recipe ${name}: ${describe}`,
    options: {
      ...(needsData && { data: { default: undefined } }),
      ...(base && { base: { describe: bases[base.of] } }),
      ...(base?.of === 'texts' && { unfreeze: { describe: '1 to train the vectors of words too' } }),
      epochs: { default: String(epochs) },
      batchSize: { default: String(batchSize) },
      lr: { default: String(learningRate) },
      valSplit: { default: String(valSplit) },
      variant: { default: names[0]!, choices: names },
      out: { default: `runs/${name}-<n>` },
    },
    examples: [
      `train ${name}${place}`,
      `train ${name}${place} --epochs 2 --seed 1 --out runs/first`,
      ...(names.length > 1 ? [`train ${name}${place} --variant ${names[1]}`] : []),
    ],
    details: '',
    ...(names.length > 0 && { lists: { Variants: variantsOf(name) } }),
  }
}

/** The variants of a recipe, and what each uses unless told otherwise. */
function variantsOf(name: string): [string, string][] {
  const { defaults, variants = {}, variantDefaults = {} } = findRecipe(name)
  return Object.entries(variants).map(([variant, describe]) => {
    const { epochs, batchSize, learningRate } = { ...defaults, ...variantDefaults[variant] }
    return [variant, `${describe} (epochs ${epochs}, batch size ${batchSize}, learning rate ${learningRate})`]
  })
}
