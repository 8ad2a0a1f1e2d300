import type { SymbolicTensor } from '../graph/symbolic.js'
import { VarianceScaling } from '../initializers/index.js'

/** Part of a network: from a map to a map. */
export type Part = (x: SymbolicTensor) => SymbolicTensor

/** A number of channels that is a multiple of 8, not more than a tenth below. */
export function divisible(channels: number, divisor = 8): number {
  const near = Math.max(divisor, Math.floor(Math.trunc(channels + divisor / 2) / divisor) * divisor)
  return near < 0.9 * channels ? near + divisor : near
}

/**
 * The zeros around a map before a convolution of every second place, so that the places are those of Keras' padding
 * `same` in TensorFlow.
 */
export function evenPadding(
  { shape }: SymbolicTensor,
  kernelSize: number,
): [[number, number], [number, number]] {
  const [, height, width] = shape
  const half = Math.floor(kernelSize / 2)
  const less = (d: number | null | undefined) => (height === null || d === null ? 1 : 1 - (d! % 2))
  return [
    [half - less(height), half],
    [half - less(width), half],
  ]
}

/** The channels of a map. */
export const channelsOf = ({ shape }: SymbolicTensor): number => shape.at(-1)!

/** What kernels of EfficientNet are drawn from. */
export const kernelsOfEfficientNet = () =>
  new VarianceScaling({ scale: 2, mode: 'fan_out', distribution: 'truncated_normal' })

/** What the classifier of EfficientNet is drawn from. */
export const classifierOfEfficientNet = () =>
  new VarianceScaling({ scale: 1 / 3, mode: 'fan_out', distribution: 'uniform' })
