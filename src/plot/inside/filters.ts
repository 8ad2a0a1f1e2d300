import type { Variable } from '../../engine/index.js'
import type { Layer } from '../../layers/index.js'
import { Model } from '../../model/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { type GridCell, grid, imageHref } from '../grid.js'
import type { Picture } from '../picture.js'
import { channelOf, plainExtent, toUnit } from '../scaling.js'
import { findLayer, layerPaths } from './find-layer.js'
import { isConvolution } from './maps.js'
import { checkModel } from './run-through.js'

export interface PlotFiltersOptions {
  /** The convolution, by name or by its way through models inside. Default: the first. */
  layer?: string
  /** Which input channel is drawn. Default: all three as colours where there are three, else the mean of all. */
  channel?: number
  /** Filters drawn, the first ones. Default 64. */
  most?: number
  /** Whether each filter reaches from black to white by itself, or all together. Default `filter`. */
  scale?: 'filter' | 'layer'
  /** Filters beside each other. Default 8. */
  columns?: number
  /** Width of each filter in pixels. Default 48. */
  size?: number
  title?: string
}

/**
 * The filters of a convolution as small images.
 *
 * A filter is drawn as `(w − min) / (max − min)`, with the least and the greatest of its weights, or of all filters of
 * the layer; a filter of one value alone is black.
 *
 * @param model a model with convolutions of images
 * @param options.layer the convolution, by name or by its way through models inside, `base/conv1`. Default: the first
 * @param options.channel which input channel is drawn. Default: all three as colours where there are three, else the
 *   mean of all
 * @param options.most filters drawn. Default 64
 * @param options.scale `filter` or `layer`: what reaches from black to white. Default `filter`
 * @param options.columns (8), size (48), title
 *
 * @throws KeratinError ARGUMENT for a layer that is no convolution of images; UNKNOWN_NAME; UNSUPPORTED
 * @example
 * const net = new Sequential([Input({ shape: [8, 8, 3] }), Conv2D(4, 3), Flatten(), Dense(2)])
 * await plotFilters(net).save('filters.png')
 */
export function plotFilters(model: Model, options: PlotFiltersOptions = {}): Picture {
  const where = 'plotFilters'
  checkedOptions(where, options)
  checkModel(where, model)
  const { most = 64, scale = 'filter', columns = 8, size = 48, channel } = options
  for (const [name, value] of Object.entries({ most, columns, size }))
    if (!(Number.isInteger(value) && value > 0)) throw argumentError(where, 'a positive integer', name, value)
  if (scale !== 'filter' && scale !== 'layer')
    throw argumentError(where, '"filter" or "layer"', 'scale', scale)
  const { layer, path } = convolutionOf(where, model, options.layer)
  const { filters, height, width, inputs } = filtersOf(layer)
  if (channel !== undefined && !(Number.isInteger(channel) && channel >= 0 && channel < inputs))
    throw argumentError(where, `from 0 to ${inputs - 1}`, 'channel', channel)
  const drawn = filters.slice(0, most).map((values) => shownChannels(values, inputs, channel))
  const together = scale === 'layer' ? plainExtent(drawn.flatMap(({ values }) => [...values])) : undefined
  const cells = drawn.map(
    ({ values, channels }): GridCell => ({
      href: imageHref(toUnit(values, together), [height, width, channels], [0, 1]),
    }),
  )
  const number = `${cells.length < filters.length ? `${cells.length} of ` : ''}${filters.length}`
  const title = options.title ?? `${path}: ${number} filters of ${height}×${width}`
  const tall = Math.max(1, Math.round((size * height) / width))
  return grid(cells, { columns: Math.min(columns, cells.length), width: size, height: tall, title })
}

function convolutionOf(where: string, model: Model, name: string | undefined) {
  const paths = layerPaths(model)
  if (name !== undefined) {
    const layer = findLayer(where, model, name)
    if (isConvolution(layer)) return { layer, path: paths.get(layer)! }
    throw argumentError(where, 'a convolution of images, such as Conv2D', 'layer', name)
  }
  const first = [...paths].find(([layer]) => !(layer instanceof Model) && isConvolution(layer))
  if (first) return { layer: first[0], path: first[1] }
  throw new KeratinError('UNSUPPORTED', `${where}: the model "${model.name}" has no convolution of images.`)
}

/** The weights of each filter, `[height, width, inputs]`. */
function filtersOf(layer: Layer) {
  const { kernel, depthwiseKernel } = layer as Partial<Record<'kernel' | 'depthwiseKernel', Variable>>
  const weights = (depthwiseKernel ?? kernel)!
  const [height, width, third, fourth] = weights.shape as [number, number, number, number]
  const values = weights.data()
  // a depthwise kernel has filters of one channel; a transposed one has its outputs before its inputs
  const each = /Depthwise|Separable/.test(layer.className)
  const transposed = layer.className === 'Conv2DTranspose'
  const inputs = each ? 1 : transposed ? fourth : third
  const count = each ? third * fourth : transposed ? third : fourth
  const at = (place: number, input: number, filter: number) => {
    if (each) return place * count + filter
    return transposed ? (place * third + filter) * fourth + input : (place * third + input) * fourth + filter
  }
  const filters = Array.from({ length: count }, (_, filter) =>
    Float32Array.from(
      { length: height * width * inputs },
      (_, i) => values[at(Math.floor(i / inputs), i % inputs, filter)]!,
    ),
  )
  return { filters, height, width, inputs }
}

function shownChannels(values: Float32Array, inputs: number, channel: number | undefined) {
  if (channel !== undefined) return { values: channelOf(values, inputs, channel), channels: 1 }
  if (inputs === 1 || inputs === 3) return { values, channels: inputs }
  const mean = (_: unknown, i: number) =>
    values.subarray(i * inputs, (i + 1) * inputs).reduce((a, b) => a + b, 0) / inputs
  return { values: Float32Array.from({ length: values.length / inputs }, mean), channels: 1 }
}
