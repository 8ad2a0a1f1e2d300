import type { Interpolation } from './interpolation.js'
import { type Pixels, resample } from './resample.js'

/** How an image gets the size that is wanted: by its own shape lost, cut, or kept with a border. */
export type ResizeMode = 'stretch' | 'crop' | 'pad'

export interface FitOptions {
  width: number
  height: number
  mode: ResizeMode
  interpolation: Interpolation
  antialias?: boolean
  /** What pixels are multiplied with. Default 1. */
  factor?: number
  /** Where the result goes. Default: memory of its own. */
  room?: Float32Array
}

/**
 * An image in the size wanted, as float32 of the same channels.
 *
 * `stretch` uses all of it and changes its proportions, `crop` the largest rectangle of the right proportions in its
 * middle, `pad` all of it in its own proportions with black around it; as Keras' `image_dataset_from_directory` does.
 */
export function fitImage(image: Pixels, options: FitOptions): Float32Array {
  const { width, height, mode } = options
  if (mode === 'crop') return resample(image, { ...options, region: middle(image, width / height) })
  if (mode === 'stretch') return resample(image, options)
  const ratio = Math.max(image.width / width, image.height / height)
  // the side that decides comes out whole but for rounding
  const side = (length: number) => Math.max(1, Math.floor(length / ratio + 1e-6))
  const size = { width: side(image.width), height: side(image.height) }
  const left = Math.max(0, Math.floor((width - image.width / ratio) / 2))
  const top = Math.max(0, Math.floor((height - image.height / ratio) / 2))
  const pixels = resample(image, { ...options, ...size, room: undefined })
  const { channels } = image
  const out = options.room?.fill(0) ?? new Float32Array(width * height * channels)
  const line = size.width * channels
  for (let y = 0; y < size.height; y++) {
    out.set(pixels.subarray(y * line, (y + 1) * line), ((top + y) * width + left) * channels)
  }
  return out
}

/** The largest rectangle with these proportions in the middle of an image. */
function middle({ width, height }: Pixels, proportions: number) {
  const inner = {
    width: Math.max(1, Math.min(width, Math.trunc(height * proportions))),
    height: Math.max(1, Math.min(height, Math.trunc(width / proportions))),
  }
  return {
    ...inner,
    left: Math.trunc((width - inner.width) / 2),
    top: Math.trunc((height - inner.height) / 2),
  }
}
