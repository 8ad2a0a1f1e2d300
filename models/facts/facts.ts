import type { RecipeFacts } from '../recipe.js'
import { photoDefaults, photoVariantDefaults, photoVariants } from './photos.js'
import { textFacts, textVariantNames } from './texts.js'

const digits = { epochs: 3, batchSize: 64, learningRate: 0.001, valSplit: 0.1 }

const photos = {
  variants: photoVariants,
  defaults: photoDefaults,
  monitor: 'loss',
  variantDefaults: photoVariantDefaults,
  base: { of: 'photos', variant: 'transfer' },
} as const
const ofPhotos = ['data', 'variant', 'imageSize', 'base', 'unfreeze', 'head'] as const

/** What is known of each recipe without its code, which is made of tensors. */
export const facts = {
  mnist: {
    describe: 'handwritten digits, 28x28: a convolutional network on the MNIST data set',
    defaults: digits,
    monitor: 'loss',
    takes: ['data'],
  },
  digits: {
    describe: 'digits that are drawn on the spot: the network of mnist; needs no files and no downloads',
    defaults: digits,
    monitor: 'loss',
    takes: [],
  },
  'cats-vs-dogs': {
    describe: 'photos of cats and dogs: a convolutional network trained from nothing',
    ...photos,
    takes: ofPhotos,
  },
  images: {
    describe: 'your own photos, in a folder for each class: the network of cats-vs-dogs; needs --data',
    ...photos,
    takes: ofPhotos,
    needsData: true,
  },
  imdb: {
    describe: 'film reviews, positive or negative: recurrent and other networks on the IMDB data set',
    ...textFacts(textVariantNames),
    takes: ['data', 'variant', 'base', 'unfreeze'],
  },
  text: {
    describe: 'texts of your own in classes: --data with a .csv or .jsonl file, or a folder',
    // for a few short texts the mean of the words is the best
    ...textFacts(['bag', ...textVariantNames.filter((name) => name !== 'bag')]),
    takes: ['data', 'variant', 'base', 'unfreeze', 'textColumn', 'labelColumn', 'encoding'],
    needsData: true,
  },
} as const satisfies Readonly<Record<string, RecipeFacts>>
