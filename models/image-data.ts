import type { ImageDataset, LabelledImages } from '../datasets/index.js'
import type { Examples, RecipeData } from './recipe.js'

/** A labelled image data set with integer labels as the data of a recipe. */
export function imageData({ train, test, classNames, source }: ImageDataset): RecipeData {
  const tensors = [train.x, train.y, test.x, test.y]
  return {
    train: examples(train),
    test: examples(test),
    labels: classNames,
    source,
    dispose() {
      for (const tensor of tensors) tensor.dispose()
    },
  }
}

const examples = ({ x, y }: LabelledImages): Examples => ({
  x,
  y,
  classes: y.dataSync().slice(),
  count: x.shape[0]!,
})
