import type { UnreadableImage } from './folder/plan.js'

/** Least, middle and greatest. */
export interface Spread {
  min: number
  median: number
  max: number
}

/** What was found in a folder of images. Files are named from the folder on. */
export interface ImageReport {
  folder: string
  images: number
  /** Images of each class, for each part of the data; the part is empty where the data is in one. */
  parts: { part: string; classes: Record<string, number> }[]
  width: Spread
  height: Spread
  bytes: number
  unreadable: UnreadableImage[]
  /** Files of less than 16 pixels on a side, and less than half of what is usual among them. */
  tiny: string[]
  /** Files with the same content. */
  duplicates: string[][]
  /** Files that look alike without being the same. */
  nearDuplicates: string[][]
  /** Of these, groups that are in more than one part: a test on them tests nothing. */
  leaks: string[][]
}

export interface VerifyImagesOptions {
  /** Is told of each image that is done. */
  onImage?: (done: number, total: number) => void
  signal?: AbortSignal
}
