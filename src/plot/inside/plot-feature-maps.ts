import type { Model } from '../../model/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { type GridCell, grid, hrefOf } from '../grid.js'
import { brightness, colored } from '../heat.js'
import type { Picture } from '../picture.js'
import { encodePNG } from '../png.js'
import { channelOf, plainExtent, spread, toUnit } from '../scaling.js'
import { stack } from '../stack.js'
import { type FeatureMapsOptions, featureMaps } from './feature-maps.js'
import type { ModelInputs } from './run-through.js'

export interface PlotFeatureMapsOptions extends FeatureMapsOptions {
  /** The sample whose maps are drawn. Default 0. */
  sample?: number
  /** Channels drawn of each layer, the first ones. Default 16. */
  channels?: number
  /** Layers drawn where none are named, spread over all. Default 6. */
  most?: number
  /** Whether each map reaches from dark to bright by itself, or all of a layer together. Default `map`. */
  scale?: 'map' | 'layer'
  /** Maps beside each other. Default 8. */
  columns?: number
  /** Width of each map in pixels. Default 64. */
  size?: number
  title?: string
}

/**
 * What layers make of an image: their maps of features, dark where a value is least and bright where it is greatest.
 *
 * A map is drawn as `(v − min) / (max − min)`, with the least and the greatest value of the map, or of all maps of the
 * layer; a map of one value alone is dark.
 *
 * @param model a model of images
 * @param x images as the model takes them
 * @param options.layers names of layers, or ways through models inside. Default: convolutions and poolings, at most `most`
 * @param options.sample the sample whose maps are drawn. Default 0
 * @param options.channels channels drawn of each layer. Default 16
 * @param options.most layers drawn where none are named, spread over all. Default 6
 * @param options.scale `map` or `layer`: what reaches from dark to bright. Default `map`
 * @param options.columns (8), size (64), title
 *
 * Input shape: that of the model.
 *
 * @throws KeratinError as `featureMaps`
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 1] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * await plotFeatureMaps(net, tf.ones([1, 8, 8, 1])).save('maps.png')
 * @see https://keras.io/getting_started/faq/#how-can-i-obtain-the-output-of-an-intermediate-layer-feature-extraction
 */
export function plotFeatureMaps(model: Model, x: ModelInputs, options: PlotFeatureMapsOptions = {}): Picture {
  const where = 'plotFeatureMaps'
  checkedOptions(where, options)
  const { layers, sample = 0, channels = 16, most = 6, scale = 'map', columns = 8, size = 64 } = options
  for (const [name, value] of Object.entries({ channels, most, columns, size }))
    if (!(Number.isInteger(value) && value > 0)) throw argumentError(where, 'a positive integer', name, value)
  if (scale !== 'map' && scale !== 'layer') throw argumentError(where, '"map" or "layer"', 'scale', scale)
  const maps = featureMaps(model, x, { ...(layers && { layers }) })
  try {
    const shown = layers ? Object.entries(maps) : spread(Object.entries(maps), most)
    const bands = shown.map(([name, map]) => {
      const [count, height, width, all] = map.shape
      if (!(Number.isInteger(sample) && sample >= 0 && sample < count))
        throw argumentError(where, `from 0 to ${count - 1}`, 'sample', sample)
      const one = height * width * all
      const values = map.dataSync().subarray(sample * one, (sample + 1) * one)
      const drawn = Math.min(channels, all)
      const extent = scale === 'layer' ? plainExtent(values) : undefined
      const cells = Array.from({ length: drawn }, (_, k): GridCell => {
        const unit = toUnit(channelOf(values, all, k), extent)
        return { href: hrefOf(encodePNG(colored(unit, brightness), width, height, 3)) }
      })
      const title = `${name}: ${drawn < all ? `${drawn} of ` : ''}${all} maps of ${height}×${width}`
      const tall = Math.max(1, Math.round((size * height) / width))
      return grid(cells, { columns, width: size, height: tall, title })
    })
    return stack(bands, { title: options.title ?? `What the layers of ${model.name} make of it` })
  } finally {
    for (const map of Object.values(maps)) map.dispose()
  }
}
