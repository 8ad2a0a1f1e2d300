import { argumentError } from '../../support/errors.js'

/** Where the channels of images and sequences are: the last axis, or the second. */
export type DataFormat = 'channels_last' | 'channels_first'

export function dataFormat(where: string, value: DataFormat | null | undefined): DataFormat {
  const given = value ?? 'channels_last'
  if (given !== 'channels_last' && given !== 'channels_first') {
    throw argumentError(where, '"channels_last" or "channels_first"', 'dataFormat', given)
  }
  return given
}

/** How the edges of a window are treated. */
export type Padding = 'valid' | 'same' | 'causal'

export function paddingOf(where: string, value: Padding | undefined, allowed: readonly Padding[]): Padding {
  const given = (value ?? 'valid').toLowerCase() as Padding
  if (!allowed.includes(given)) {
    throw argumentError(where, allowed.map((p) => `"${p}"`).join(' or '), 'padding', value)
  }
  return given
}

/** An extent given once for all axes, or for each: `3` → `[3, 3]`. */
export function extents(where: string, name: string, value: unknown, axes: number): number[] {
  const list = typeof value === 'number' ? Array<number>(axes).fill(value) : value
  const good = Array.isArray(list) && list.length === axes && list.every((n) => Number.isInteger(n) && n > 0)
  if (!good) {
    const what = axes === 1 ? 'a positive integer' : `a positive integer or a list of ${axes} of them`
    throw argumentError(where, what, name, value)
  }
  return list as number[]
}

/** How far a window reaches along one axis: `outputs` positions of an axis of `inputs`, and the padding before and after. */
export function windowed(inputs: number, size: number, stride: number, dilation: number, padding: Padding) {
  const reach = (size - 1) * dilation + 1
  if (padding === 'valid') {
    return { outputs: Math.max(0, Math.ceil((inputs - reach + 1) / stride)), before: 0, after: 0 }
  }
  if (padding === 'causal') return { outputs: Math.ceil(inputs / stride), before: reach - 1, after: 0 }
  const outputs = Math.ceil(inputs / stride)
  const total = Math.max(0, (outputs - 1) * stride + reach - inputs)
  return { outputs, before: total >> 1, after: total - (total >> 1) }
}
