import type { ColorMode } from './colour.js'
import type { Interpolation } from './interpolation.js'

/** How an image file becomes numbers. */
export interface ReadImageOptions {
  /** Default `rgb`. */
  colorMode?: ColorMode
  /** How a value between pixels is found. Default `bilinear`, as in Keras and OpenCV. */
  interpolation?: Interpolation
  /** Whether an image that gets smaller is smoothed first. Default false, as in Keras and OpenCV. */
  antialias?: boolean
  /** Cuts the image to the proportions of the size instead of stretching it. Default false. */
  cropToAspectRatio?: boolean
  /** Fills up to the proportions of the size with black instead of stretching it. Default false. */
  padToAspectRatio?: boolean
  /** What pixels are multiplied with; `1 / 255` gives 0 to 1. Default 1: they are 0 to 255. */
  rescale?: number
  /**
   * What transparent pixels show where the color mode has no alpha: red, green and blue of 0 to 255. `null` drops alpha
   * and keeps what is underneath, as Keras does. Default white.
   */
  background?: readonly [number, number, number] | null
  /** Turns images upright as their EXIF orientation says; Keras leaves them as they lie. Default true. */
  orient?: boolean
  /** Takes what there is of a file that ends too early. Default false: it counts as unreadable. */
  allowTruncated?: boolean
  /**
   * Images whose longer side is longer than this are first reduced to it with smoothing, JPEGs while they are decoded,
   * so that no image takes more memory than a square of this side. Keras never does so. Default: 8 times the longer side
   * of the result, at least 4096; without a size, images are never reduced.
   */
  maxSide?: number
}

export interface ImageSize {
  height: number
  width: number
}

/** An image as float32, row by row, its channels together. */
export interface ReadImage extends ImageSize {
  data: Float32Array
  channels: number
}
