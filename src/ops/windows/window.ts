import { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { channelsLast, inFormat } from './channels.js'
import { type DataFormat, dataFormat, extents, type Padding, paddingOf } from './data-format.js'

/** Settings of operations on windows, as they are given. */
export interface WindowSettings {
  strides?: number | readonly number[] | null
  padding?: Padding
  dataFormat?: DataFormat | null
  dilationRate?: number | readonly number[]
}

/** Settings that are checked, for two axes at least, as the engine takes them. */
export interface Window {
  strides: number[]
  dilations: number[]
  pad: 'valid' | 'same'
}

/**
 * Runs an operator over [batch, ...axes, channels] on a tensor in the format of the settings. A single axis is preceded
 * by one of extent 1, so that the operator sees two axes at least.
 */
export function onWindows(
  where: string,
  x: tf.Tensor,
  settings: WindowSettings,
  operate: (x: tf.Tensor, window: Window, wide: (list: readonly number[]) => number[]) => tf.Tensor,
): tf.Tensor {
  const rank = x.rank - 2
  if (rank < 1 || rank > 3) throw argumentError(where, 'of 3 to 5 axes', 'inputs', x.shape)
  const format = dataFormat(where, settings.dataFormat)
  const wide = (list: readonly number[]) => (rank === 1 ? [1, ...list] : [...list])
  const last = channelsLast(x, format)
  const y = operate(
    rank === 1 ? tf.expandDims(last, 1) : last,
    {
      strides: wide(extents(where, 'strides', settings.strides ?? 1, rank)),
      dilations: wide(extents(where, 'dilationRate', settings.dilationRate ?? 1, rank)),
      pad: paddingOf(where, settings.padding, ['valid', 'same']) as 'valid' | 'same',
    },
    wide,
  )
  return inFormat(rank === 1 ? tf.squeeze(y, [1]) : y, format)
}
