import type { ImageSize, ReadImageOptions } from '../read-image.js'
import type { ShapeOptions } from '../shape-image.js'

/** How images are read by a worker: what of the options is about ordinary JPEGs. */
export interface JobOptions extends ShapeOptions, Pick<ReadImageOptions, 'orient' | 'maxSide'> {
  size: ImageSize
}

/** What a worker is told to do. It answers with a list that says which of the files it has read. */
export interface Jobs {
  options: JobOptions
  files: readonly string[]
  /** Where the numbers of each go, in memory that is shared. */
  rooms: readonly Float32Array[]
}
