import type { tf } from '../../../engine/index.js'
import { argumentError, KeratinError } from '../../../support/errors.js'
import { checkedOptions } from '../../../support/options.js'
import { RandomStream, randomStream } from '../../../support/random.js'
import { emitWarning } from '../../../support/warn.js'
import { checkReadOptions } from '../check-read-options.js'
import type { ReadImageOptions } from '../read-image-options.js'
import { type SizeLike, sizeFrom } from '../size-from.js'
import type { ImageFolder } from './image-folder.js'
import type { LabelledFiles, LabelSource } from './label-files.js'
import type { ImageFolderPlan, LabelMode, UnreadableImage } from './plan.js'

export interface ImageFolderOptions extends ReadImageOptions {
  /** Where labels come from. Default `inferred`: from the folders the images are in. */
  labels?: LabelSource
  /** How they are written. Default `int`; null for images alone. */
  labelMode?: LabelMode
  /** The classes wanted, in their order. Default: all, by name. */
  classNames?: readonly string[]
  /** Images in a batch; null for single images. Default 32. */
  batchSize?: number | null
  /** `[height, width]`, or one number for both. Default 256. */
  imageSize?: SizeLike
  /** Whether images come in a new order in each pass. Default true. */
  shuffle?: boolean
  /** Of the order and of the split. Default: from the stream `shuffle`. */
  seed?: number
  /** The share of the images kept for validation. */
  validationSplit?: number
  /** Which side of the split; `both` gives `[training, validation]`. */
  subset?: 'training' | 'validation' | 'both'
  /** Uses only so many images, evenly from the classes. Default: all. */
  limit?: number
  /** Whether to look into folders that are symbolic links. Default false. */
  followLinks?: boolean
  /** What to do with a file that is no image or is damaged. Default `throw`, when it is its turn. */
  onError?: 'throw' | 'skip'
  /** Is told of each file that is skipped. Default: a warning of the process. */
  onSkip?: (skipped: UnreadableImage) => void
  /** Images read at a time. Default twice the batch size, 8 to 64. */
  parallel?: number
  /** Batches made ahead. Default 2. */
  prefetch?: number
}

type Labelled = [x: tf.Tensor, y: tf.Tensor]
type Both = { subset: 'both' }
type Unlabelled = { labelMode: null } | { labels: null }

const where = 'imageDatasetFromDirectory'

/**
 * The images below a folder as a data set of batches `[x, y]`, read and sized while they are asked for.
 *
 * Images are read in threads, `parallel` at a time, also while a step of training runs: ordinary JPEGs of folders of
 * 100 images and more wholly, from file to numbers, by worker threads, as many as there are cores. A folder of any size
 * takes no more memory than those images, none larger than `maxSide` squared, and `prefetch` batches. A pixel of the
 * result differs by less than 0.01 of 255 from that of Keras, also for an ordinary JPEG; where libjpeg-turbo is not
 * there (an optional package) or a JPEG is not ordinary (CMYK, a profile of its colours, turned by EXIF), sharp decodes
 * it, which differs by about 1 of 255 on average.
 *
 * @param directory a folder for each class in it, unless `labels` says otherwise; hidden files are left out
 * @param options.labels `inferred` from folders, `names` for files such as `cat.1.jpg`, a pattern, `{ csv }`, a
 *   function of the path, class numbers, or null. Default `inferred`
 * @param options.labelMode `int`, `categorical`, `binary` or null. Default `int`
 * @param options.imageSize default 256
 * @param options.batchSize default 32; null for single images
 * @param options.validationSplit, subset the share kept for validation, and which side of the split is wanted; with
 *   `subset: 'both'` the result is `[training, validation]`
 * @param options.onError `throw` or `skip` for unreadable files; those skipped are in `unreadable` of the result
 *
 * Output shape: x float32 `[batch, height, width, channels]`, 0 to 255 unless `rescale` is given; y int32 `[batch]`,
 * float32 `[batch, classes]` (`categorical`) or `[batch, 1]` (`binary`).
 *
 * @returns a Dataset that knows its `classNames`, `filePaths`, `labels` and `unreadable`
 * @throws KeratinError FILE_NOT_FOUND, DATA, ARGUMENT, UNKNOWN_NAME; while reading FILE_UNREADABLE
 * @example
 * const [train, validation] = await imageDatasetFromDirectory('photos', {
 *   imageSize: 128, rescale: 1 / 255, validationSplit: 0.2, subset: 'both', seed: 1,
 * })
 * await model.fit(train, undefined, { validationData: validation })
 * @see https://keras.io/api/data_loading/image/#image_dataset_from_directory-function
 */
export function imageDatasetFromDirectory(
  directory: string,
  options: ImageFolderOptions & Both & Unlabelled,
): Promise<[training: ImageFolder<tf.Tensor>, validation: ImageFolder<tf.Tensor>]>
export function imageDatasetFromDirectory(
  directory: string,
  options: ImageFolderOptions & Both,
): Promise<[training: ImageFolder<Labelled>, validation: ImageFolder<Labelled>]>
export function imageDatasetFromDirectory(
  directory: string,
  options: ImageFolderOptions & Unlabelled,
): Promise<ImageFolder<tf.Tensor>>
export function imageDatasetFromDirectory(
  directory: string,
  options?: ImageFolderOptions,
): Promise<ImageFolder<Labelled>>
export async function imageDatasetFromDirectory(
  directory: string,
  options: ImageFolderOptions = {},
): Promise<unknown> {
  const { validationSplit, subset, shuffle = true, seed } = checkOptions(options)
  const size = sizeFrom(where, 'imageSize', options.imageSize ?? 256)
  const { labels = 'inferred' } = options
  const source = options.labelMode === null ? null : labels
  const { ImageFolder, labelFiles, listImages } = await import('./parts.js')
  const files = await listImages(directory, options.followLinks)
  const all = limited(await labelFiles(directory, files, source, options.classNames), options.limit)
  if (all.files.length === 0) throw noImages(directory)
  const labelMode = source === null ? null : (options.labelMode ?? 'int')
  if (labelMode === 'binary' && all.classNames.length !== 2) {
    throw argumentError(where, "left out: 'binary' needs two classes", 'labelMode', all.classNames)
  }
  const orderSeed = seed ?? randomStream('shuffle').nextInt32()
  const ordered = shuffle ? reordered(all, orderSeed) : all
  const folder = (part: LabelledFiles, isShuffled: boolean) =>
    new ImageFolder<unknown>({
      ...planOf(directory, part, options),
      size,
      labelMode,
      shuffleSeed: isShuffled ? orderSeed : undefined,
    })
  if (validationSplit === undefined) return folder(ordered, shuffle)
  const [first, last] = split(ordered, validationSplit, directory)
  if (subset === 'both') return [folder(first, shuffle), folder(last, false)]
  return subset === 'training' ? folder(first, shuffle) : folder(last, shuffle)
}

function planOf(
  directory: string,
  { files, labels, classNames }: LabelledFiles,
  options: ImageFolderOptions,
) {
  const { batchSize = 32, prefetch = 2, onError = 'throw' } = options
  const parallel = options.parallel ?? Math.min(64, Math.max(8, 2 * (batchSize ?? 8)))
  const onSkip = options.onSkip ?? warn
  return {
    ...{ folder: directory, files, labels, classNames, batchSize, parallel, prefetch, onError, onSkip },
    read: options,
  } satisfies Partial<ImageFolderPlan>
}

function warn({ file, reason }: UnreadableImage): void {
  emitWarning(`${file} was skipped: ${reason}`, 'KeratinWarning')
}

/** The first images of each class in turn, up to `limit` of them. */
function limited(all: LabelledFiles, limit = Number.POSITIVE_INFINITY): LabelledFiles {
  const { files, labels, classNames } = all
  if (limit >= files.length) return all
  const taken = new Map<number, number>()
  const turns = files.map((_, i) => {
    const label = labels?.[i] ?? 0
    const turn = taken.get(label) ?? 0
    taken.set(label, turn + 1)
    return turn
  })
  const order = [...files.keys()].sort((a, b) => turns[a]! - turns[b]! || a - b)
  const kept = order.slice(0, limit).sort((a, b) => a - b)
  return {
    files: kept.map((i) => files[i]!),
    labels: labels && Int32Array.from(kept, (i) => labels[i]!),
    classNames,
  }
}

/** The images in an order that the seed decides, so that a split has some of all. */
function reordered({ files, labels, classNames }: LabelledFiles, seed: number): LabelledFiles {
  const order = new RandomStream(seed).shuffle(Int32Array.from(files.keys()))
  return {
    files: Array.from(order, (i) => files[i]!),
    labels: labels && Int32Array.from(order, (i) => labels[i]!),
    classNames,
  }
}

/** As Keras splits: the last part is for validation. */
function split(all: LabelledFiles, fraction: number, directory: string): [LabelledFiles, LabelledFiles] {
  const { files, labels, classNames } = all
  const at = files.length - Math.floor(fraction * files.length)
  if (at === files.length || at === 0) {
    const message = `validationSplit=${fraction} of the ${files.length} images in ${directory} leaves one side empty.`
    throw new KeratinError('ARGUMENT', message, { hint: 'Give more images or another fraction.' })
  }
  return [
    { files: files.slice(0, at), labels: labels?.slice(0, at), classNames },
    { files: files.slice(at), labels: labels?.slice(at), classNames },
  ]
}

function checkOptions(given: ImageFolderOptions): ImageFolderOptions {
  const options = checkedOptions(where, given)
  checkReadOptions(where, options)
  const { labelMode, batchSize, validationSplit, subset, shuffle = true, seed, onError = 'throw' } = options
  const check = (isRight: boolean, expected: string, name: keyof ImageFolderOptions, hint?: string) => {
    if (!isRight) throw argumentError(where, expected, name, options[name], hint)
  }
  const isCount = (n: unknown) => n === undefined || (Number.isInteger(n) && (n as number) > 0)
  check(
    [undefined, null, 'int', 'categorical', 'binary'].includes(labelMode),
    "'int', 'categorical', 'binary' or null",
    'labelMode',
  )
  check(batchSize === null || isCount(batchSize), 'a positive integer or null', 'batchSize')
  check(isCount(options.parallel), 'a positive integer', 'parallel')
  check(isCount(options.prefetch), 'a positive integer', 'prefetch')
  check(isCount(options.limit), 'a positive integer', 'limit')
  check(['throw', 'skip'].includes(onError), "'throw' or 'skip'", 'onError')
  check(
    validationSplit === undefined || (validationSplit > 0 && validationSplit < 1),
    'between 0 and 1',
    'validationSplit',
  )
  const subsets: unknown[] = validationSplit === undefined ? [undefined] : ['training', 'validation', 'both']
  const expected =
    validationSplit === undefined ? 'given with validationSplit' : "'training', 'validation' or 'both'"
  check(subsets.includes(subset), expected, 'subset')
  check(
    validationSplit === undefined || subset === 'both' || !shuffle || seed !== undefined,
    'given with validationSplit',
    'seed',
    'Without it the two sides, asked for one after the other, would overlap.',
  )
  return options
}

const noImages = (directory: string): KeratinError =>
  new KeratinError('DATA', `There are no images in ${directory}.`, {
    hint: 'Expected: files with endings such as .jpg or .png, in a folder for each class.',
  })
