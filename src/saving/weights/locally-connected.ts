import type { Layer } from '../../layers/index.js'
import { LocallyConnected } from '../../layers/legacy/locally-connected.js'
import { windowed } from '../../ops/windows/data-format.js'
import { showShape } from '../../support/errors.js'
import { broken } from '../broken.js'
import type { Numbers } from '../hdf5/numbers.js'
import type { Recipe } from './recurrent.js'
import { product, type Values } from './stored.js'

/**
 * How the kernel of a locally connected layer comes from one that Keras stored in its second way (every input to every
 * output, most of them unused) or its third (only what is used, in one list).
 */
export function localRecipe(layer: Layer, shapes: readonly (readonly number[])[]): Recipe | undefined {
  if (!(layer instanceof LocallyConnected) || !layer.builtShape) return undefined
  const rank = shapes[0]?.length
  if (rank !== 2 * (layer.rank + 1) && rank !== 1) return undefined
  const kernel = ([stored]: readonly Values[]): Values => gathered(layer, stored!)
  return layer.bias ? [kernel, ([, bias]) => bias!] : [kernel]
}

interface Grid {
  /** Extents of inputs and outputs, and how far the first window begins before the first input. */
  readonly inputs: readonly number[]
  readonly outputs: readonly number[]
  readonly before: readonly number[]
  readonly channels: number
}

function gridOf(layer: LocallyConnected): Grid {
  const shape = layer.builtShape as readonly number[]
  const first = layer.dataFormat === 'channels_first'
  const inputs = first ? shape.slice(2) : shape.slice(1, -1)
  const windows = inputs.map((n, axis) =>
    windowed(n, layer.kernelSize[axis]!, layer.strides[axis]!, 1, layer.padding),
  )
  return {
    inputs,
    outputs: windows.map((w) => w.outputs),
    before: windows.map((w) => w.before),
    channels: first ? shape[1]! : shape.at(-1)!,
  }
}

/** The kernel [places, window · channels, filters] of one that names inputs and outputs by their places. */
function gathered(layer: LocallyConnected, { shape: stored, data }: Values): Values {
  const grid = gridOf(layer)
  const [places, size, filters] = layer.kernel.shape as [number, number, number]
  const inputCount = product(grid.inputs) * grid.channels
  const outputCount = places * filters
  const isList = stored.length === 1
  // a list leaves out what the borders cut off: a part of each window at most
  const fits = isList ? data.length * 64 >= places * size * filters : data.length === inputCount * outputCount
  if (!fits)
    throw broken(
      `Layer "${layer.name}" (${layer.className}): the kernel of shape ${showShape(stored)} is not its own.`,
    )
  const result = new (data.constructor as Float32ArrayConstructor)(places * size * filters)
  const first = layer.dataFormat === 'channels_first'
  // where numbers come from, by output and input as Keras counts them
  const found = isList ? listed(layer, grid, inputCount, data.length) : undefined
  for (let place = 0; place < places; place++) {
    for (let at = 0; at < size; at++) {
      const { input, channel } = inputAt(layer, grid, place, at)
      if (input === undefined) continue
      for (let filter = 0; filter < filters; filter++) {
        const from = first ? channel * product(grid.inputs) + input : input * grid.channels + channel
        const to = first ? filter * places + place : place * filters + filter
        const index = found ? found.get(to * inputCount + from)! : from * outputCount + to
        result[(place * size + at) * filters + filter] = data[index]!
      }
    }
  }
  return { shape: layer.kernel.shape, data: result as Numbers }
}

/** The place and channel of the input that an element of the window at a place of the output sees. */
function inputAt(layer: LocallyConnected, grid: Grid, place: number, at: number) {
  const window = layer.kernelSize
  const channelsFirst = layer.dataFormat === 'channels_first' && layer.rank === 2
  const channel = channelsFirst ? Math.floor(at / product(window)) : at % grid.channels
  let within = channelsFirst ? at % product(window) : Math.floor(at / grid.channels)
  let left = place
  let input: number | undefined = 0
  let stride = 1
  for (let axis = window.length - 1; axis >= 0; axis--) {
    const output = left % grid.outputs[axis]!
    left = Math.floor(left / grid.outputs[axis]!)
    const step = within % window[axis]!
    within = Math.floor(within / window[axis]!)
    const i = output * layer.strides[axis]! + step - grid.before[axis]!
    if (i < 0 || i >= grid.inputs[axis]!) return { input: undefined, channel }
    input += i * stride
    stride *= grid.inputs[axis]!
  }
  return { input, channel }
}

/** Places in the list of all that is used, which is sorted by output, then by input. */
function listed(layer: LocallyConnected, grid: Grid, inputCount: number, count: number): Map<number, number> {
  const [places, size, filters] = layer.kernel.shape as [number, number, number]
  const first = layer.dataFormat === 'channels_first'
  const keys: number[] = []
  for (let place = 0; place < places; place++) {
    for (let at = 0; at < size; at++) {
      const { input, channel } = inputAt(layer, grid, place, at)
      if (input === undefined) continue
      const from = first ? channel * product(grid.inputs) + input : input * grid.channels + channel
      for (let filter = 0; filter < filters; filter++)
        keys.push((first ? filter * places + place : place * filters + filter) * inputCount + from)
    }
  }
  if (keys.length !== count)
    throw broken(
      `Layer "${layer.name}" (${layer.className}) uses ${keys.length} weights, the file holds ${count}.`,
    )
  return new Map(keys.sort((a, b) => a - b).map((key, i) => [key, i]))
}
