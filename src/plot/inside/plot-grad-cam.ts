import type { TensorLike } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import type { Picture } from '../picture.js'
import { type GradCamOptions, gradCamOf } from './grad-cam.js'
import { heatSheet, type SheetOptions } from './heat-sheet.js'
import { type ModelInputs, withoutTensors } from './run-through.js'
import { probabilitiesFor } from './scores.js'

export interface PlotGradCamOptions extends GradCamOptions, SheetOptions {
  /** The photos as they are shown, where the model takes them prepared. Default: `x`. */
  images?: TensorLike
}

/**
 * Where a network looks for a class, laid over the photos: each photo, and beside it what Grad-CAM found.
 *
 * @param model a classifier of images
 * @param x images as the model takes them
 * @param options.layer, classIndex, output as for `gradCam`
 * @param options.images the photos as they are shown, where the model takes them prepared. Default: `x`
 * @param options.labels the name of each class. Default: their numbers
 * @param options.captions further lines below each photo, such as its file
 * @param options.alpha how much the map covers the photo, from 0 to 1. Default 0.5
 * @param options.columns photos beside each other, each with its map. Default: at most 2
 * @param options.size width of each in pixels. Default 192
 * @param options.title
 *
 * Input shape: that of the model.
 *
 * @throws KeratinError as `gradCam`; SHAPE if the photos are no images
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 3] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * await plotGradCam(net, tf.ones([1, 8, 8, 3]), { labels: ['cat', 'dog'] }).save('looks.png')
 * @see https://keras.io/examples/vision/grad_cam/
 */
export function plotGradCam(model: Model, x: ModelInputs, options: PlotGradCamOptions = {}): Picture {
  const where = 'plotGradCam'
  checkedOptions(where, options)
  const images = options.images ?? onlyImages(where, x)
  return withoutTensors(() => {
    const { map, classes, output, layer } = gradCamOf(where, model, x, options)
    const title = options.title ?? `Where ${model.name} looks: Grad-CAM of ${layer.name}`
    return heatSheet(where, images, map, classes, probabilitiesFor(output, classes), { ...options, title })
  })
}

/** The inputs as images, where there is one input. */
export function onlyImages(where: string, x: ModelInputs): TensorLike {
  const isOne =
    x instanceof tf.Tensor || ArrayBuffer.isView(x) || (Array.isArray(x) && !(x[0] instanceof tf.Tensor))
  if (isOne) return x as TensorLike
  throw argumentError(where, 'given where a model has several inputs', 'images', undefined)
}
