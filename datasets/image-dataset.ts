import { filledTensor, tf } from '../src/engine/index.js'
import { argumentError, KeratinError } from '../src/support/errors.js'
import { checkOptionNames, isPlainObject } from '../src/support/options.js'
import type { DataSource } from './root.js'

/** In which form images and labels are handed out. */
export interface ImageFormat {
  /** Pixels in 0..1 instead of 0..255. Default true. */
  normalize?: boolean
  /** Images as `[n, height * width]` instead of `[n, height, width, 1]`. Default false. */
  flatten?: boolean
  /** Labels as float32 `[n, classes]` instead of int32 `[n]`. Default false. */
  oneHot?: boolean
}

/** How many images to hand out: of both parts, or of each. */
export type ImageLimit = number | { train?: number; test?: number }

/** Images with their labels. The caller disposes the tensors. */
export interface LabelledImages {
  x: tf.Tensor
  y: tf.Tensor
}

/** A labelled image data set, split into a training and a test part. */
export interface ImageDataset {
  train: LabelledImages
  test: LabelledImages
  /** The name of each class, by label. */
  classNames: readonly string[]
  /** Where the data came from. */
  source: DataSource
}

/** Grey images as bytes, row by row, with their labels. */
export interface ImageBytes {
  images: Uint8Array
  labels: Uint8Array
  height: number
  width: number
}

/** Turns bytes into the tensors of the format asked for. */
export function toTensors(bytes: ImageBytes, classes: number, format: ImageFormat = {}): LabelledImages {
  const { images, labels, height, width } = bytes
  const n = labels.length
  const shape = format.flatten ? [n, height * width] : [n, height, width, 1]
  const x = filledTensor(shape, (values) => scaleInto(values, images, format.normalize ?? true))
  if (!format.oneHot) return { x, y: tf.tensor1d(Int32Array.from(labels), 'int32') }
  const y = new Float32Array(n * classes)
  for (let i = 0; i < n; i++) y[i * classes + labels[i]!] = 1
  return { x, y: tf.tensor2d(y, [n, classes]) }
}

/** The first `limit` images, or all. */
export function takeImages(bytes: ImageBytes, limit: number | undefined): ImageBytes {
  if (limit === undefined || limit >= bytes.labels.length) return bytes
  const size = bytes.height * bytes.width
  return { ...bytes, images: bytes.images.subarray(0, limit * size), labels: bytes.labels.subarray(0, limit) }
}

/** The limit of each part. */
export function limits(limit: ImageLimit | undefined): { train?: number; test?: number } {
  if (isPlainObject(limit)) checkOptionNames('limit of load', limit, ['train', 'test'])
  const each = typeof limit === 'number' ? { train: limit, test: limit } : (limit ?? {})
  for (const part of [each.train, each.test]) {
    if (part !== undefined && !(Number.isInteger(part) && part > 0)) {
      throw argumentError('load', 'a positive integer', 'limit', part)
    }
  }
  return each
}

/** Checks that labels name classes; `path` is named in the error. */
export function checkLabels(labels: Uint8Array, classes: number, path: string): void {
  const wrong = labels.findIndex((label) => label >= classes)
  if (wrong < 0) return
  const expected = `Expected: 0 to ${classes - 1}. Received: ${labels[wrong]} at index ${wrong}.`
  throw new KeratinError('DATA', `${path} has a label that is no class. ${expected}`, {
    hint: 'Check that it is the file of this data set.',
  })
}

function scaleInto(values: Float32Array, images: Uint8Array, normalize: boolean): void {
  const level = Float32Array.from({ length: 256 }, (_, v) => (normalize ? v / 255 : v))
  for (let i = 0; i < images.length; i++) values[i] = level[images[i]!]!
}
