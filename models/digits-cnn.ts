import { digits } from '../datasets/index.js'
import { argumentError } from '../src/support/errors.js'
import { facts } from './facts/facts.js'
import { imageData } from './image-data.js'
import { mnistCnn } from './mnist-cnn.js'
import type { Recipe } from './recipe.js'

const counts = { train: 8000, test: 2000 }

/**
 * The network of the recipe `mnist` on digits that are drawn on the spot, 8000 to train and 2000 to test. They are
 * easier than those that people write.
 */
export const digitsCnn: Recipe = {
  ...mnistCnn,
  name: 'digits',
  ...facts.digits,

  async load({ data, seed = 0, ...request }) {
    if (data !== undefined) throw argumentError('digits', 'left out: its data is drawn', 'data', data)
    return imageData((limit) => {
      const most = typeof limit === 'number' ? { train: limit, test: limit } : (limit ?? {})
      const { train = counts.train, test = counts.test } = most
      return digits.load({ train: Math.min(counts.train, train), test: Math.min(counts.test, test), seed })
    }, request)
  },
}
