import { type ActivationIdentifier, getActivation } from '../activations/index.js'
import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import type { FrameOptions } from './frame.js'
import { drawnPlot } from './line-plot.js'
import type { Picture } from './picture.js'
import { type Series, toSeries } from './series.js'

export interface PlotActivationsOptions extends Omit<FrameOptions, 'xRange' | 'yScale'> {
  /** From where to where. Default -5 to 5. */
  xRange?: readonly [number, number]
  /** Whether the slopes are drawn too, dashed. Default false. */
  derivatives?: boolean
  /** How many values are computed. Default 401. */
  resolution?: number
}

/** The threshold of the perceptron, which no network can learn with: 1 above 0, else 0. */
const step = { name: 'step', fn: (x: tf.Tensor): tf.Tensor => tf.cast(tf.greater(x, 0), 'float32') }

/**
 * Activation functions beside each other.
 *
 * Each curve is `y = f(x)`; the slope is the central difference `(f(x + h) − f(x − h)) / 2h` with `h = 0.001`.
 *
 * @param names names of activations, `step` for that of the perceptron, or functions of a tensor. Default: step,
 *   sigmoid and relu
 * @param options.xRange from where to where. Default -5 to 5
 * @param options.derivatives whether the slopes are drawn too, dashed. Default false
 * @param options.resolution how many values are computed. Default 401
 * @param options.yRange, title, xLabel, yLabel, width (480), height (320)
 *
 * @throws KeratinError UNKNOWN_NAME; ARGUMENT
 * @example plotActivations(['step', 'sigmoid', 'relu', 'gelu'], { yRange: [-1, 2] })
 * @see https://keras.io/api/layers/activations/
 */
export function plotActivations(
  names: readonly ActivationIdentifier[] = ['step', 'sigmoid', 'relu'],
  options: PlotActivationsOptions = {},
): Picture {
  const where = 'plotActivations'
  checkedOptions(where, options)
  const { xRange = [-5, 5], derivatives = false, resolution = 401, ...rest } = options
  if (!Array.isArray(names) || names.length === 0)
    throw argumentError(where, 'a list of names', 'names', names)
  if (!(Number.isInteger(resolution) && resolution > 1))
    throw argumentError(where, 'an integer above 1', 'resolution', resolution)
  const [from, to] = xRange
  if (!(from < to)) throw argumentError(where, 'two numbers, the smaller first', 'xRange', xRange)
  const x = Array.from({ length: resolution }, (_, i) => from + ((to - from) * i) / (resolution - 1))
  const found = names.map((name) => (name === 'step' ? step : getActivation(name)))
  const valuesAt = (fn: (t: tf.Tensor) => tf.Tensor, shift: number) =>
    Array.from(tf.tidy(() => fn(tf.tensor1d(x.map((v) => v + shift))).dataSync()))
  const curves = found.map(({ name, fn }): Series => ({ label: name, x, y: valuesAt(fn, 0) }))
  const h = 1e-3
  const slopes = found.map(({ name, fn }): Series => {
    const [above, below] = [valuesAt(fn, h), valuesAt(fn, -h)]
    const y = above.map((value, n) => (value - below[n]!) / (2 * h))
    // a leap has no slope, and would hide all others
    const shown = y.map((value) => (Math.abs(value) > 100 ? Number.NaN : value))
    return { label: `${name}′`, x, y: shown, dashed: true }
  })
  // made apart, each slope has the colour of its curve
  const drawn = [...toSeries(where, curves), ...(derivatives ? toSeries(where, slopes) : [])]
  return drawnPlot(where, drawn, { xLabel: 'x', ...rest, xRange })
}
