import type { TensorLike } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import type { Picture } from '../picture.js'
import { heatSheet, type SheetOptions } from './heat-sheet.js'
import { checkModel, runThrough, tensorsOf, withoutTensors } from './run-through.js'
import { type ClassIndex, probabilitiesFor, wantedClasses } from './scores.js'

export interface OcclusionOptions {
  /** Height and width of what is covered, in pixels. Default: an eighth of the image. */
  patch?: number
  /** From one place to the next, in pixels. Default: half of the patch. */
  stride?: number
  /** What the covered pixels become. Default: the mean of the image. */
  fill?: number
  /** The class that is asked about, for all samples or for each. Default: what the model takes each for. */
  classIndex?: ClassIndex
}

export interface PlotOcclusionOptions extends OcclusionOptions, SheetOptions {
  /** The photos as they are shown, where the model takes them prepared. Default: `x`. */
  images?: TensorLike
}

/** Places computed at a time. */
const together = 32

/**
 * How much a model needs each part of an image: by how much the probability of a class falls when that part is covered.
 *
 * `map[i, j] = p(class | x) − p(class | x with the patch at i · stride, j · stride covered)`
 *
 * @param model a classifier of images, with one input
 * @param x images as the model takes them
 * @param options.patch height and width of what is covered. Default: an eighth of the image
 * @param options.stride from one place to the next. Default: half of the patch
 * @param options.fill what the covered pixels become. Default: the mean of the image
 * @param options.classIndex the class, for all samples or one for each. Default: what the model takes each for
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, rows, columns]` of places.
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME, SHAPE; UNSUPPORTED if the model is no classifier
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 1] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * occlusionMap(net, tf.ones([1, 8, 8, 1]), { patch: 4 }).shape // [1, 3, 3]
 */
export function occlusionMap(model: Model, x: TensorLike, options?: OcclusionOptions): tf.Tensor3D {
  const where = 'occlusionMap'
  return tf.tidy(() => occlusionOf(where, model, x, checkedOptions(where, options)).map)
}

/**
 * What a model needs of images, laid over them: red where the probability of the class falls most when it is covered.
 *
 * @param model a classifier of images, with one input
 * @param x images as the model takes them
 * @param options.patch, stride, fill, classIndex as for `occlusionMap`
 * @param options.images, labels, captions, alpha, columns, size, title as for `plotGradCam`
 *
 * Input shape: `[batch, height, width, channels]`.
 *
 * @throws KeratinError as `occlusionMap`
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 1] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * await plotOcclusion(net, tf.ones([1, 8, 8, 1])).save('needs.png')
 */
export function plotOcclusion(model: Model, x: TensorLike, options: PlotOcclusionOptions = {}): Picture {
  const where = 'plotOcclusion'
  checkedOptions(where, options)
  return withoutTensors(() => {
    const { map, classes, probabilities } = occlusionOf(where, model, x, options)
    const most = tf.max(map, [1, 2], true)
    const divisor = tf.where(tf.greater(most, 0), most, tf.onesLike(most))
    const title = options.title ?? `What ${model.name} needs`
    const shown = tf.relu(tf.div(map, divisor)) as tf.Tensor3D
    return heatSheet(where, options.images ?? x, shown, classes, probabilities, { ...options, title })
  })
}

function occlusionOf(where: string, model: Model, given: TensorLike, options: OcclusionOptions) {
  checkModel(where, model)
  const x = tensorsOf(given) as tf.Tensor4D
  if (!(x instanceof tf.Tensor) || x.rank !== 4) {
    const shape = x instanceof tf.Tensor ? showShape(x.shape) : 'several inputs'
    const message = `${where}: images have shape [batch, height, width, channels]. Received: ${shape}.`
    throw new KeratinError('SHAPE', message)
  }
  const [count, height, width] = x.shape
  const { patch = Math.max(1, Math.round(Math.min(height, width) / 8)), classIndex, fill } = options
  const { stride = Math.max(1, Math.floor(patch / 2)) } = options
  for (const [name, value] of Object.entries({ patch, stride }))
    if (!(Number.isInteger(value) && value > 0 && value <= Math.min(height, width)))
      throw argumentError(where, `from 1 to ${Math.min(height, width)}`, name, value)
  const places = (length: number) =>
    Array.from({ length: Math.floor((length - patch) / stride) + 1 }, (_, i) => i * stride)
  const [tops, lefts] = [places(height), places(width)]
  const [output] = runThrough(model, x) as [tf.Tensor]
  const classes = wantedClasses(where, output, classIndex)
  const probabilities = probabilitiesFor(output, classes)
  const map = new Float32Array(count * tops.length * lefts.length)
  const corners = tops.flatMap((top) => lefts.map((left) => ({ top, left })))
  for (let n = 0; n < count; n++) {
    for (let start = 0; start < corners.length; start += together) {
      const some = corners.slice(start, start + together)
      const values = tf.tidy(() => {
        const image = tf.slice(x, [n, 0, 0, 0], [1, -1, -1, -1])
        const color = fill ?? tf.mean(image)
        const covered = tf.stack(some.map((at) => coverAt(at, height, width, patch)))
        const shown = tf.where(tf.cast(covered, 'bool'), tf.mul(tf.onesLike(image), color), image)
        const [altered] = runThrough(model, shown) as [tf.Tensor]
        return probabilitiesFor(altered, Array<number>(some.length).fill(classes[n]!))
      })
      values.forEach((p, i) => {
        map[n * corners.length + start + i] = probabilities[n]! - p
      })
    }
  }
  return { map: tf.tensor3d(map, [count, tops.length, lefts.length]), classes, probabilities }
}

/** 1 where an image is covered, `[height, width, 1]`. */
function coverAt({ top, left }: { top: number; left: number }, height: number, width: number, patch: number) {
  const cover = new Float32Array(height * width)
  for (let y = top; y < top + patch; y++) cover.fill(1, y * width + left, y * width + left + patch)
  return tf.tensor3d(cover, [height, width, 1])
}
