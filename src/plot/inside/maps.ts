import { tf } from '../../engine/index.js'
import type { ObservedLayer } from '../../graph/forward-pass.js'
import { Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D } from '../../layers/index.js'
import { Model } from '../../model/index.js'

/** A map that a layer made of an image, in the order that layers ran. */
export interface SeenMap {
  layer: ObservedLayer
  /** With its channels last. */
  shape: readonly [batch: number, height: number, width: number, channels: number]
}

/** Tells of maps where their channels are: layers before the one that made it say so. */
export class MapReader {
  #channelsFirst = false

  /** A map with its channels last; undefined where the output of a layer is none. */
  read(layer: ObservedLayer, output: tf.Tensor): tf.Tensor4D | undefined {
    const { dataFormat } = layer as { dataFormat?: unknown }
    if (typeof dataFormat === 'string') this.#channelsFirst = dataFormat === 'channels_first'
    if (output.rank !== 4 || output.dtype === 'string') return undefined
    return (this.#channelsFirst ? tf.transpose(output, [0, 2, 3, 1]) : output) as tf.Tensor4D
  }

  /** The reverse of `read`, for what has the shape of a map. */
  restore(map: tf.Tensor): tf.Tensor {
    return this.#channelsFirst ? tf.transpose(map, [0, 3, 1, 2]) : map
  }
}

export const isConvolution = (layer: ObservedLayer): boolean =>
  [Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D].some((kind) => layer instanceof kind)

/**
 * The layer whose map Grad-CAM looks at: the last of those after the last convolution that keep the size of its map, such
 * as its normalization and activation.
 */
export function lastMap(seen: readonly SeenMap[]): SeenMap | undefined {
  const layers = seen.filter(({ layer }) => !(layer instanceof Model))
  const at = layers.findLastIndex(({ layer, shape }) => isConvolution(layer) && shape[1] * shape[2] > 1)
  if (at < 0) return undefined
  const [, height, width] = layers[at]!.shape
  const after = layers.slice(at).findIndex(({ shape }) => shape[1] !== height || shape[2] !== width)
  return layers[after < 0 ? layers.length - 1 : at + after - 1]
}
