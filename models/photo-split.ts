import { relative, sep } from 'node:path'
import type { DataSource } from '../datasets/index.js'
import { joinedFolders } from '../src/data/images/folder/image-folder.js'
import { type ImageFolder, imageDatasetFromDirectory, type LabelSource } from '../src/data/index.js'
import { RandomStream } from '../src/support/random.js'
import { testShare } from '../src/support/test-share.js'
import type { DataRequest, RecipeDefaults } from './recipe.js'
import type { DataChanges } from './samples/changes.js'
import { choose, type Known } from './samples/choose.js'
import { fileKeys } from './samples/file-keys.js'
import type { Samples } from './samples/samples.js'

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

/** How pixels of 0 to 255 become the numbers of a recipe, and whether the middle is cut out. */
export interface PhotoReading {
  imageSize: readonly [height: number, width: number]
  rescale: number
  crop?: boolean
}

/** Photos of folders, split; nothing is read yet. */
export interface SplitPhotos {
  train: ImageFolder
  validation: ImageFolder
  test: ImageFolder
  classNames: readonly string[]
  /** The folder that holds all of them. */
  folder: string
  changes?: DataChanges
}

/**
 * The photos of folders, with one-hot labels, split where they are not. Files that cannot be read are skipped and
 * reported.
 */
export async function splitPhotos(
  folders: PhotoFolders,
  { imageSize, rescale, crop = false }: PhotoReading,
  request: DataRequest,
  defaults: RecipeDefaults,
): Promise<SplitPhotos> {
  const { batchSize = defaults.batchSize, valSplit = defaults.valSplit, seed = 0, known, onSkip } = request
  // what is known may be anywhere
  const limit = known ? undefined : request.limit
  const read = (folder: string, classNames: readonly string[] | undefined) =>
    imageDatasetFromDirectory(folder, {
      imageSize,
      batchSize,
      rescale,
      cropToAspectRatio: crop,
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
  const folder = folders.source.folder ?? folders.train
  if (known) {
    const readOwn = async (path?: string) => (path === undefined ? undefined : read(path, classNames))
    const [validation, test] = [await readOwn(folders.validation), await readOwn(folders.test)]
    return knownPhotos(folder, { train: all, validation, test }, known, request)
  }
  const isOwn = { test: folders.test === undefined, validation: folders.validation === undefined }
  const shares = [isOwn.test ? testShare.photos : 0, isOwn.validation ? valSplit : 0] as const
  const sides = split(all, shares, seed)
  return {
    train: all.select(sides.train),
    validation: isOwn.validation ? all.select(sides.validation) : await read(folders.validation!, classNames),
    test: isOwn.test ? all.select(sides.test) : await read(folders.test!, classNames),
    classNames,
    folder,
  }
}

/** The photos of a run, or those that a model is measured on, wherever they are now. */
async function knownPhotos(
  folder: string,
  {
    train,
    validation,
    test,
  }: Record<'train', ImageFolder> & Record<'validation' | 'test', ImageFolder | undefined>,
  known: Known,
  { limit, signal }: DataRequest,
): Promise<SplitPhotos> {
  const parts = [train, validation, test].filter((part) => part !== undefined)
  const all = joinedFolders(folder, parts)
  const first = all.filePaths.length - (test?.filePaths.length ?? 0)
  const ownTest = test && { ownTest: [...all.filePaths.keys()].slice(first) }
  const { classNames } = all
  const samples = await samplesOf(all, folder, signal)
  const chosen = choose(
    known,
    { ...samples, of: 'photos', labels: classNames, where: folder, grows: true, ...ownTest },
    limit,
  )
  return {
    train: all.select(chosen.train),
    validation: all.select(chosen.validation),
    test: all.select(chosen.test),
    classNames,
    folder,
    ...(chosen.changes && { changes: chosen.changes }),
  }
}

/** What tells photos apart: their content, classes and names. */
export async function samplesOf(
  { filePaths, labels }: Pick<ImageFolder, 'filePaths' | 'labels'>,
  folder: string,
  signal?: AbortSignal,
): Promise<Samples> {
  const names = filePaths.map((file) => relative(folder, file).replaceAll(sep, '/'))
  return { keys: await fileKeys(filePaths, names, signal), classes: labels!, names }
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
