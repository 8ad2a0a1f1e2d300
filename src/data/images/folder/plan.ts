import type { ImageSize, ReadImageOptions } from '../read-image.js'

/** A file that could not be read, and why. */
export interface UnreadableImage {
  file: string
  reason: string
}

/** How labels are written: class numbers, one-hot vectors, 0 and 1 of two classes, or not at all. */
export type LabelMode = 'int' | 'categorical' | 'binary' | null

/** Images of a folder, their labels, and how both are read; all of it has been checked. */
export interface ImageFolderPlan {
  folder: string
  /** Paths from the folder on. */
  files: readonly string[]
  /** The class number of each; undefined without labels. */
  labels: Int32Array | undefined
  classNames: readonly string[]
  labelMode: LabelMode
  /** null: single images. */
  batchSize: number | null
  size: ImageSize
  read: ReadImageOptions
  /** The seed of the orders; undefined for the order of files. */
  shuffleSeed: number | undefined
  parallel: number
  prefetch: number
  onError: 'throw' | 'skip'
  onSkip: (skipped: UnreadableImage) => void
}
