import { tf } from '../../engine/index.js'
import type { ObservedLayer } from '../../graph/forward-pass.js'
import type { Layer } from '../../layers/index.js'
import { AveragePooling2D, MaxPooling2D } from '../../layers/index.js'
import type { Model } from '../../model/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { findLayer, layerPaths } from './find-layer.js'
import { isConvolution, MapReader } from './maps.js'
import { checkModel, type ModelInputs, runThrough, tensorsOf } from './run-through.js'

export interface FeatureMapsOptions {
  /** Names of layers, or ways through models inside, `base/conv1`. Default: all convolutions and poolings. */
  layers?: readonly string[]
}

/**
 * What layers make of images: the maps of features, channels last.
 *
 * @param model a model of images
 * @param x images as the model takes them; for several inputs a list or a record of tensors
 * @param options.layers names of layers, or ways through models inside, `base/conv1`. Default: all convolutions and
 *   poolings, those of models inside too
 * @returns the maps by layer, in the order that layers ran; of a layer that is called several times, of its first call.
 *   They are the caller's to dispose
 *
 * Input shape: that of the model. Output shape: `[batch, height, width, channels]` each.
 *
 * @throws KeratinError ARGUMENT for a layer without maps; UNKNOWN_NAME; UNSUPPORTED if no layer has any
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 1] }), Conv2D(4, 3, { name: 'edges' }), Flatten(), Dense(2)])
 * featureMaps(net, tf.ones([1, 8, 8, 1])).edges!.shape // [1, 6, 6, 4]
 * @see https://keras.io/getting_started/faq/#how-can-i-obtain-the-output-of-an-intermediate-layer-feature-extraction
 */
export function featureMaps(
  model: Model,
  x: ModelInputs,
  options?: FeatureMapsOptions,
): Record<string, tf.Tensor4D> {
  const where = 'featureMaps'
  const { layers: names } = checkedOptions(where, options)
  checkModel(where, model)
  const wanted = names && new Map(names.map((name) => [findLayer(where, model, name), name]))
  const paths = layerPaths(model)
  const found: Record<string, tf.Tensor4D> = {}
  const reader = new MapReader()
  tf.tidy(() => {
    runThrough(model, tensorsOf(x), (layer, value) => {
      const map = reader.read(layer, value)
      const name = wanted ? wanted.get(layer as Layer) : isShown(layer) && paths.get(layer as Layer)
      if (map && name && !Object.hasOwn(found, name)) found[name] = tf.keep(map.clone())
      return value
    })
  })
  const missing = names?.find((name) => !Object.hasOwn(found, name))
  if (missing === undefined && Object.keys(found).length > 0) return found
  for (const map of Object.values(found)) map.dispose()
  if (missing !== undefined) {
    const expected = 'layers whose output has shape [batch, height, width, channels]'
    throw argumentError(where, expected, 'layers', missing)
  }
  throw new KeratinError('UNSUPPORTED', `${where}: the model "${model.name}" makes no maps of images.`, {
    hint: 'Name layers whose output has shape [batch, height, width, channels]: { layers }.',
  })
}

const isShown = (layer: ObservedLayer): boolean =>
  isConvolution(layer) || layer instanceof MaxPooling2D || layer instanceof AveragePooling2D
