import type { ImageFolder } from '../src/data/index.js'
import {
  type PhotoFolders,
  type PhotoReading,
  type SplitPhotos,
  samplesOf,
  splitPhotos,
} from './photo-split.js'
import type { DataRequest, Examples, RecipeData, RecipeDefaults } from './recipe.js'

/** Sized photos up to this are kept in memory; more are read again in each epoch. */
const memoryLimit = 512 * 2 ** 20

/** Photos of folders as the data of a recipe: read while they are used, in memory where they are few. */
export async function photoData(
  folders: PhotoFolders,
  reading: PhotoReading,
  request: DataRequest,
  defaults: RecipeDefaults,
): Promise<RecipeData> {
  const { batchSize = defaults.batchSize, seed = 0 } = request
  const photos = await splitPhotos(folders, reading, request, defaults)
  return { ...inBatches(photos, reading, { batchSize, seed }), source: folders.source }
}

/** The same of photos that are split. */
export function inBatches(
  { train: photos, validation, test, classNames, folder, changes }: SplitPhotos,
  { imageSize, rescale, crop }: PhotoReading,
  { batchSize, seed }: { batchSize: number; seed: number },
): Omit<RecipeData, 'source'> {
  const bytes = imageSize[0] * imageSize[1] * 3 * 4 * (photos.filePaths.length + validation.filePaths.length)
  const isSmall = bytes <= memoryLimit
  const places = [...photos.filePaths.keys()]
  const train = photos.select(places, isSmall ? { batchSize: null } : { shuffleSeed: seed })
  const kept = isSmall ? [train.cache(), validation.cache()] : [train, validation]
  const batches = isSmall
    ? kept[0]!.shuffle(Math.max(1, places.length), { seed }).batch(batchSize).prefetch(2)
    : train
  return {
    of: 'photos',
    train: examples(train, batches, folder),
    ...(validation.filePaths.length > 0 && { validation: examples(validation, kept[1]!, folder) }),
    test: examples(test, test, folder),
    ...(changes && { changes }),
    labels: classNames,
    input: { kind: 'image', shape: [...imageSize, 3], rescale, ...(crop && { crop }) },
    dispose() {
      for (const data of kept) data.dispose()
    },
  }
}

type Photos = Pick<ImageFolder, 'filePaths' | 'labels' | 'unreadable'>

function examples(photos: Photos, x: Examples['x'], folder: string): Examples {
  const known = () => {
    const bad = new Set(photos.unreadable.map(({ file }) => file))
    return [...photos.filePaths.keys()].filter((i) => !bad.has(photos.filePaths[i]!))
  }
  return {
    x,
    count: photos.filePaths.length,
    samples: () => samplesOf(photos, folder),
    get classes() {
      return known().map((i) => photos.labels![i]!)
    },
    get files() {
      return known().map((i) => photos.filePaths[i]!)
    },
  }
}
