export { cacheFolder } from '../src/support/cache-folder.js'
export { type CatsVsDogs, type CatsVsDogsOptions, catsVsDogs } from './cats-vs-dogs.js'
export { type DigitsOptions, digits } from './digits.js'
export { fashionMnist } from './fashion-mnist.js'
export { type Glove, glove } from './glove.js'
export type { IdxDataset, IdxLoadOptions } from './idx-dataset.js'
export type { ImageDataset, ImageFormat, ImageLimit, LabelledImages } from './image-dataset.js'
export {
  type ImdbOptions,
  type ImdbSequences,
  type ImdbTextOptions,
  type ImdbTexts,
  imdb,
  type LabelledSequences,
  type LabelledTexts,
} from './imdb/index.js'
export { mnist } from './mnist.js'
export { type MnistMlp, type MnistMlpWeights, mnistMlp } from './mnist-mlp.js'
export type { DataOrigin, DataSource } from './root.js'
export { type LabelledTextOptions, type LabelledTextParts, labelledTexts } from './texts/index.js'
