import { clearSession, type Dataset, type Model } from 'keratin'
import { loadRecipe } from 'keratin/models'
import { architecture } from './applications.js'
import { other, put, root } from './datasets.js'
import type { Probe } from './probe.js'
import { told } from './training.js'
import { baseFile, withoutCache } from './transfer.js'

const labels = ['cat', 'dog']
const texts = {
  data: put(
    'kinds.csv',
    `text,more,label,kind\n${'good film,bad film,a,b\nsad film,glad film,c,d\n'.repeat(8)}`,
  ),
}

const made = (model: Model | undefined) => model && architecture(model)

/** The first batch of the training, and what is said of the rest. */
async function loaded({ text, ...request }: Record<string, unknown>): Promise<unknown> {
  const recipe = await loadRecipe(text ? 'text' : 'cats-vs-dogs')
  clearSession()
  const loading = await recipe.load({ data: root, ...request })
  const { train, test, validation, labels, input, source, model, stages, notes } = loading
  const shapes: unknown[] = []
  if (train.y) shapes.push(train.x, train.y)
  else for await (const batch of train.x as Dataset<unknown>) shapes.push(batch)
  return [
    shapes,
    train.count,
    train.classes,
    test.count,
    validation?.count,
    labels,
    input,
    source,
    train.files,
    made(model),
    stages?.map((stage) => [stage.describe, made(stage.model)]),
    notes,
  ]
}
const photo = { imageSize: 16, seed: 1, batchSize: 2 }
const given = {
  words: { ...texts, text: true },
  photo,
  base: { ...photo, variant: 'transfer', base: baseFile, quiet: true },
}

/** Recipes: those of photos and of texts. */
export const recipes: Record<string, Probe> = {
  'Recipe.build': {
    see: async (o) => {
      const model = (await loadRecipe('cats-vs-dogs')).build({ labels, ...o })
      return [model.countParams(), model.inputShapes, model.outputShapes]
    },
    values: {
      variant: 'classic',
      labels: ['a', 'b', 'c'],
      input: { kind: 'image', shape: [64, 64, 3] },
      inputShape: [64, 64, 3],
    },
  },
  'Recipe.compile': {
    see: async (o) => (await loadRecipe('cats-vs-dogs')).compile({ learningRate: 0.1, labels, ...o }),
    values: { learningRate: 0.2, variant: 'classic', steps: 9 },
  },
  'Recipe.load': {
    see: (o) => withoutCache(() => told(() => loaded(o))),
    values: {
      ...{
        data: other,
        limit: 2,
        seed: 5,
        variant: 'classic',
        batchSize: 1,
        valSplit: 0.5,
        imageSize: 8,
        labels: ['dog', 'cat'],
      },
      ...{ inputShape: [8, 8, 3], textColumn: 'more', labelColumn: 'kind' },
      ...{ base: put('words.txt', 'film 1 2\ngood 3 4\n'), unfreeze: 1, head: 7 },
    },
    beside: {
      ...Object.fromEntries(
        ['data', 'limit', 'seed', 'batchSize', 'valSplit', 'imageSize', 'inputShape', 'labels'].map(
          (name) => [name, given.photo],
        ),
      ),
      textColumn: given.words,
      labelColumn: given.words,
      base: given.words,
      unfreeze: given.base,
      head: given.base,
    },
  },
}
