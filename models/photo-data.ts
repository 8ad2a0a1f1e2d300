import type { DataSource } from '../datasets/index.js'
import { type ImageFolder, imageDatasetFromDirectory, type LabelSource } from '../src/data/index.js'
import { RandomStream } from '../src/support/random.js'
import type { DataRequest, Examples, RecipeData, RecipeDefaults } from './recipe.js'

/** Where the photos are, and what is known of them. */
export interface PhotoFolders {
  train: string
  /** Photos for validation, where they have a folder of their own. */
  validation?: string
  /** Photos for the test; a share of the training photos where there are none. */
  test?: string
  labels: LabelSource
  classNames?: readonly string[]
  source: DataSource
}

/** Sized photos up to this are kept in memory; more are read again in each epoch. */
const memoryLimit = 512 * 2 ** 20
/** The share of the photos that is kept for the test where they have no folder of their own. */
const testShare = 0.15

/**
 * Photos of folders as the data of a recipe: scaled to 0 to 1, with one-hot labels, read while they are used. Files that
 * cannot be read are skipped and reported.
 */
export async function photoData(
  folders: PhotoFolders,
  imageSize: readonly [height: number, width: number],
  request: DataRequest,
  defaults: RecipeDefaults,
): Promise<RecipeData> {
  const { batchSize = defaults.batchSize, valSplit = defaults.valSplit, seed = 0, limit, onSkip } = request
  const read = (folder: string, classNames: readonly string[] | undefined) =>
    imageDatasetFromDirectory(folder, {
      imageSize,
      batchSize,
      rescale: 1 / 255,
      labels: folders.labels,
      labelMode: 'categorical',
      shuffle: false,
      onError: 'skip',
      // enough that photos are decoded during a whole step of training
      parallel: 64,
      ...(classNames && { classNames }),
      ...(limit !== undefined && { limit }),
      ...(onSkip && { onSkip }),
    })
  const all = await read(folders.train, request.labels ?? folders.classNames)
  const { classNames } = all
  const isOwn = { test: folders.test === undefined, validation: folders.validation === undefined }
  const shares = [isOwn.test ? testShare : 0, isOwn.validation ? valSplit : 0] as const
  const sides = split(all, shares, seed)
  const test = isOwn.test ? all.select(sides.test) : await read(folders.test!, classNames)
  const hasValidation = !isOwn.validation || sides.validation.length > 0
  const validation = isOwn.validation
    ? all.select(sides.validation)
    : await read(folders.validation!, classNames)

  const bytes = imageSize[0] * imageSize[1] * 3 * 4 * (sides.train.length + validation.filePaths.length)
  const isSmall = bytes <= memoryLimit
  const train = all.select(sides.train, isSmall ? { batchSize: null } : { shuffleSeed: seed })
  const kept = isSmall ? [train.cache(), validation.cache()] : [train, validation]
  const batches = isSmall
    ? kept[0]!.shuffle(sides.train.length, { seed }).batch(batchSize).prefetch(2)
    : train
  return {
    train: examples(train, batches),
    ...(hasValidation && { validation: examples(validation, kept[1]!) }),
    test: examples(test, test),
    labels: classNames,
    input: { kind: 'image', shape: [...imageSize, 3], rescale: 1 / 255 },
    source: folders.source,
    dispose() {
      for (const data of kept) data.dispose()
    },
  }
}

type Photos = Pick<ImageFolder, 'filePaths' | 'labels' | 'unreadable'>

function examples(photos: Photos, x: Examples['x']): Examples {
  const known = () => {
    const bad = new Set(photos.unreadable.map(({ file }) => file))
    return [...photos.filePaths.keys()].filter((i) => !bad.has(photos.filePaths[i]!))
  }
  return {
    x,
    count: photos.filePaths.length,
    get classes() {
      return known().map((i) => photos.labels![i]!)
    },
    get files() {
      return known().map((i) => photos.filePaths[i]!)
    },
  }
}

/** Splits the photos of each class by the seed, so that every part has its share of each. */
function split(
  { labels, classNames }: ImageFolder,
  [testPart, validationPart]: readonly [number, number],
  seed: number,
) {
  const sides = { train: [] as number[], validation: [] as number[], test: [] as number[] }
  const random = new RandomStream(seed)
  for (const [label] of classNames.entries()) {
    const own = random.shuffle([...labels!.keys()].filter((i) => labels![i] === label))
    const test = Math.floor(own.length * testPart)
    const validation = Math.floor((own.length - test) * validationPart)
    sides.test.push(...own.slice(0, test))
    sides.validation.push(...own.slice(test, test + validation))
    sides.train.push(...own.slice(test + validation))
  }
  return sides
}
