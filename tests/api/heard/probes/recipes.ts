import type { Dataset } from 'keratin'
import { loadRecipe } from 'keratin/models'
import { other, put, root } from './datasets.js'
import type { Probe } from './probe.js'
import { told } from './training.js'

const labels = ['cat', 'dog']
const texts = {
  data: put(
    'kinds.csv',
    `text,more,label,kind\n${'good film,bad film,a,b\nsad film,glad film,c,d\n'.repeat(8)}`,
  ),
}

/** The first batch of the training, and what is said of the rest. */
async function loaded({ text, ...request }: Record<string, unknown>): Promise<unknown> {
  const recipe = await loadRecipe(text ? 'text' : 'cats-vs-dogs')
  const { train, test, validation, labels, input, source } = await recipe.load({ data: root, ...request })
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
  ]
}
const given = { words: { ...texts, text: true }, photo: { imageSize: 16, seed: 1, batchSize: 2 } }

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
    see: (o) => told(() => loaded(o)),
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
    },
    beside: {
      ...Object.fromEntries(
        ['data', 'limit', 'seed', 'batchSize', 'valSplit', 'imageSize', 'inputShape', 'labels'].map(
          (name) => [name, given.photo],
        ),
      ),
      textColumn: given.words,
      labelColumn: given.words,
    },
  },
}
