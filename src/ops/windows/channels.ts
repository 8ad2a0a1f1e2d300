import { tf } from '../../engine/index.js'
import type { Shape } from '../../graph/shape.js'
import type { DataFormat } from './data-format.js'

/** A tensor [batch, ...axes, channels] of one in the given format. */
export function channelsLast(x: tf.Tensor, format: DataFormat): tf.Tensor {
  if (format === 'channels_last') return x
  const axes = x.shape.map((_, i) => i)
  return tf.transpose(x, [0, ...axes.slice(2), 1])
}

/** A tensor [batch, ...axes, channels] in the given format. */
export function inFormat(y: tf.Tensor, format: DataFormat): tf.Tensor {
  if (format === 'channels_last') return y
  const axes = y.shape.map((_, i) => i)
  return tf.transpose(y, [0, y.rank - 1, ...axes.slice(1, -1)])
}

/** The first of the axes between batch and channels. */
export const firstAxis = (format: DataFormat): number => (format === 'channels_last' ? 1 : 2)

/** Extents of the axes between batch and channels. */
export const innerExtents = (shape: Shape, format: DataFormat): Shape =>
  format === 'channels_last' ? shape.slice(1, -1) : shape.slice(2)

export const channelsIn = (shape: Shape, format: DataFormat): number | null =>
  (format === 'channels_last' ? shape.at(-1) : shape[1]) ?? null

/** A shape in the given format. */
export const formatted = (
  batch: number | null,
  extents: Shape,
  channels: number | null,
  format: DataFormat,
): Shape => (format === 'channels_last' ? [batch, ...extents, channels] : [batch, channels, ...extents])
