import { type ImageFolder, type ImageFolderOptions, imageDatasetFromDirectory } from '../src/data/index.js'
import type { tf } from '../src/engine/index.js'
import { cacheFolder } from '../src/support/cache-folder.js'
import { KeratinError } from '../src/support/errors.js'
import { checkedOptions } from '../src/support/options.js'
import { type DataSource, findFiles } from './root.js'

/** Options of `imageDatasetFromDirectory`, and where the photos are. */
export interface CatsVsDogsOptions
  extends Omit<ImageFolderOptions, 'labels' | 'classNames' | 'subset' | 'batchSize'> {
  /** The folder that holds `train` and `test`, or a data root with `cats-vs-dogs` in it. */
  data?: string
  /** Default 32. */
  batchSize?: number
}

type Photos = ImageFolder<[x: tf.Tensor, y: tf.Tensor]>

/** Photos of cats and dogs in batches, read while they are used. */
export interface CatsVsDogs {
  train: Photos
  /** The share of the training photos that `validationSplit` keeps. */
  validation?: Photos
  /** In the order of the files. */
  test: Photos
  classNames: readonly string[]
  source: DataSource
}

const name = 'cats-vs-dogs'
const classNames = ['cat', 'dog'] as const

/** Where the photos are: folders `train` and `test` with files such as `cat.1.jpg`. */
async function find(data?: string): Promise<{ source: DataSource; train: string; test: string }> {
  const found = await findFiles({
    dataset: name,
    files: ['train', 'test'],
    ...(data !== undefined && { data }),
  })
  if (found) return { source: found.source, ...found.paths }
  throw new KeratinError('DATA', `The photos of ${name} are nowhere to be found.`, {
    hint: `They cannot be downloaded without an account. Put the folders train and test, with files such as cat.1.jpg, into ${cacheFolder(name)}, or say where they are with --data or KERATIN_DATA.`,
  })
}

/**
 * Cats vs dogs: photos of many sizes, from the competition of that name; the class is in the name of the file.
 *
 * `load({ data, imageSize = 128, rescale = 1 / 255, labelMode = 'categorical', ... })` takes the options of
 * `imageDatasetFromDirectory`, and looks for folders `train` and `test` in `data`, or else under `KERATIN_DATA` and in
 * the cache. `find(data)` tells where they are.
 *
 * Output shape: x float32 `[batch, 128, 128, 3]` from 0 to 1; y float32 `[batch, 2]`: a cat is `[1, 0]`, a dog `[0, 1]`.
 *
 * @throws KeratinError DATA; while reading FILE_UNREADABLE
 * @example
 * const { train, test } = await catsVsDogs.load({ seed: 1 })
 * await model.fit(train)
 */
export const catsVsDogs = {
  name,
  classNames: classNames as readonly string[],
  find,

  async load(options: CatsVsDogsOptions = {}): Promise<CatsVsDogs> {
    const { data, validationSplit, ...given } = checkedOptions('catsVsDogs.load', options)
    const { source, train, test } = await find(data)
    const reading = {
      imageSize: 128,
      rescale: 1 / 255,
      labelMode: 'categorical',
      ...given,
      labels: 'names',
      classNames,
    } satisfies ImageFolderOptions
    const held = await imageDatasetFromDirectory(test, { ...reading, shuffle: false })
    const rest = { test: held, classNames, source }
    if (validationSplit === undefined)
      return { train: await imageDatasetFromDirectory(train, reading), ...rest }
    const sides = { ...reading, validationSplit, subset: 'both' } as const
    const [first, validation] = await imageDatasetFromDirectory(train, sides)
    return { train: first, validation, ...rest }
  },
}
