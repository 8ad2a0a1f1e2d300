import { KeratinError } from '../../src/support/errors.js'
import { unknownName } from '../../src/support/names.js'
import { catsVsDogs } from '../cats-vs-dogs.js'
import { fashionMnistFiles } from '../fashion-mnist.js'
import { findOne } from '../find-one.js'
import { gloveFiles } from '../glove.js'
import { fileNames } from '../idx-dataset.js'
import { imdbFiles, locateImdb } from '../imdb/find.js'
import { mnistFiles } from '../mnist.js'
import { type FoundFiles, findFiles } from '../root.js'
import type { DataSetEntry } from './entry.js'

export type { DataSetEntry }

/** The data sets that Keratin knows by name. */
export const dataSets: readonly DataSetEntry[] = [
  {
    name: 'mnist',
    describe: '70,000 handwritten digits, 28x28, white on black',
    kind: 'images',
    licence: 'not stated by its authors; often given as CC BY-SA 3.0',
    page: 'https://yann.lecun.com/exdb/mnist/',
    remote: mnistFiles,
    locate: () => findFiles({ dataset: 'mnist', files: fileNames }),
  },
  {
    name: 'fashion-mnist',
    describe: '70,000 pieces of clothing in the form of MNIST',
    kind: 'images',
    licence: 'MIT',
    page: 'https://github.com/zalandoresearch/fashion-mnist',
    remote: fashionMnistFiles,
    locate: () => findFiles({ dataset: 'fashion-mnist', files: fileNames }),
  },
  {
    name: 'digits',
    describe: 'digits that are drawn on the spot, in the form of MNIST',
    kind: 'images',
    licence: 'that of Keratin',
    page: 'https://www.npmjs.com/package/keratin',
  },
  {
    name: 'cats-vs-dogs',
    describe: 'photos of cats and dogs, of many sizes',
    kind: 'images',
    licence: 'no open one: of a competition, for research; not to be passed on',
    page: 'https://www.kaggle.com/c/dogs-vs-cats',
    byHand: 'Download it with an account there; put the folders train and test, with files such as cat.1.jpg',
    locate: () =>
      found(async () => {
        const { source, ...paths } = await catsVsDogs.find()
        return { source, paths }
      }),
  },
  {
    name: 'imdb',
    describe: '50,000 reviews of films, half of them positive',
    kind: 'texts',
    licence: 'not stated by its authors: for research, with a reference to Maas et al. (2011)',
    page: 'https://ai.stanford.edu/~amaas/data/sentiment/',
    remote: imdbFiles,
    locate: locateImdb,
  },
  {
    name: 'glove',
    describe: 'vectors of words',
    kind: 'vectors',
    licence: 'PDDL 1.0',
    page: 'https://nlp.stanford.edu/projects/glove/',
    byHand: 'Download glove.6B.zip there; unpack it and put a file such as glove.6B.50d.txt',
    locate: () => found(() => oneOf('glove', gloveFiles)),
  },
  {
    name: 'mnist-mlp',
    describe: 'a small network that reads digits, trained',
    kind: 'weights',
    licence: 'MIT',
    page: 'https://github.com/oreilly-japan/deep-learning-from-scratch',
    byHand: 'Take sample_weight.pkl there, write its arrays as weights.npz, and put that',
    locate: () => found(() => oneOf('mnist-mlp', ['weights.json', 'weights.npz'])),
  },
]

/**
 * The data set of that name.
 *
 * @throws KeratinError UNKNOWN_NAME with the nearest name
 */
export function findDataSet(name: string): DataSetEntry {
  const entry = dataSets.find((set) => set.name === name)
  if (entry) return entry
  throw unknownName(
    'data set',
    name,
    dataSets.map((set) => set.name),
  )
}

async function oneOf(dataset: string, files: readonly string[]): Promise<FoundFiles> {
  const { path, source } = await findOne(dataset, files, dataset)
  return { source, paths: { [path.slice(path.lastIndexOf('/') + 1)]: path } }
}

/** What is nowhere is an error to those who load it. */
async function found(find: () => Promise<FoundFiles>): Promise<FoundFiles | undefined> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof KeratinError && error.code === 'DATA') return undefined
    throw error
  }
}
