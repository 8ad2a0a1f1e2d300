import { join, relative } from 'node:path'
import type { tf } from '../../../engine/index.js'
import { checkedOptions } from '../../../support/options.js'
import { Dataset } from '../../dataset.js'
import type { ImageFolderPlan, UnreadableImage } from './plan.js'
import { Reader } from './reader.js'

let planOf: (folder: ImageFolder) => ImageFolderPlan

/**
 * The images of a folder, read while they are asked for: see `imageDatasetFromDirectory`.
 */
export class ImageFolder<T = [x: tf.Tensor, y: tf.Tensor]> extends Dataset<T> {
  /** The name of each class, by number. */
  readonly classNames: readonly string[]
  /** The files, by path, in the order without shuffling. */
  readonly filePaths: readonly string[]
  /** The class number of each file; undefined without labels. */
  readonly labels: Int32Array | undefined
  /** The files that could not be read and were skipped up to now. */
  readonly unreadable: readonly UnreadableImage[]

  readonly #plan: ImageFolderPlan

  static {
    planOf = (folder) => folder.#plan
  }

  constructor(plan: ImageFolderPlan) {
    const reader = new Reader(plan)
    const { batchSize } = plan
    const counted = (read: number) => (batchSize === null ? read : Math.ceil(read / batchSize))
    super(
      {
        get size() {
          return counted(plan.files.length - reader.unreadable.length)
        },
        open: () => reader.open() as AsyncIterable<T>,
      },
      () => {},
    )
    this.classNames = plan.classNames
    this.filePaths = plan.files.map((file) => join(plan.folder, file))
    this.labels = plan.labels
    this.unreadable = reader.unreadable
    this.#plan = plan
  }

  /**
   * The same with some of the files only, by their places in `filePaths`: for splits of one's own.
   *
   * @param options batchSize, and shuffleSeed: the seed of the orders. Default: as here, in the order given
   */
  select<U = T>(indices: readonly number[], options: SelectOptions = {}): ImageFolder<U> {
    const { batchSize = this.#plan.batchSize, shuffleSeed } = checkedOptions('ImageFolder.select', options)
    const { files, labels } = this.#plan
    return new ImageFolder<U>({
      ...this.#plan,
      files: indices.map((i) => files[i]!),
      labels: labels && Int32Array.from(indices, (i) => labels[i]!),
      batchSize,
      shuffleSeed,
    })
  }
}

/**
 * The images of several folders one after another, read as those of the first; their classes have the same numbers.
 *
 * @param folder where all of them are, for messages
 */
export function joinedFolders(folder: string, parts: readonly ImageFolder[]): ImageFolder {
  const plans = parts.map((part) => planOf(part))
  return new ImageFolder({
    ...plans[0]!,
    folder,
    files: parts.flatMap(({ filePaths }) => filePaths.map((file) => relative(folder, file))),
    labels: plans[0]!.labels && Int32Array.from(plans.flatMap(({ labels }) => [...labels!])),
  })
}

/** What a selection of files does differently. */
export interface SelectOptions {
  batchSize?: number | null
  shuffleSeed?: number
}
