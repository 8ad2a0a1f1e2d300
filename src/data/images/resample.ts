import { type Interpolation, type Taps, tapsFor } from './interpolation.js'
import { isInKernel, resampleKernel } from './kernel.js'

/** Pixels in a rectangle, row by row. */
export interface Pixels {
  data: Uint8Array | Float32Array
  width: number
  height: number
  /** 1 to 4. */
  channels: number
}

/** A rectangle of an image. */
export interface Region {
  left: number
  top: number
  width: number
  height: number
}

export interface ResampleOptions {
  width: number
  height: number
  interpolation: Interpolation
  /** Default false. */
  antialias?: boolean
  /** What of the image is used. Default all. */
  region?: Region
  /** What pixels of the result are multiplied with. Default 1. */
  factor?: number
  /** Where the result goes. Default: memory of its own. */
  room?: Float32Array
}

/**
 * The same picture with another number of pixels, as float32; values outside of 0 to 255 are possible.
 *
 * The work is done by a WebAssembly kernel of its own (assembly/resample.ts), on any engine: photos take more time to
 * size than to read otherwise.
 */
export function resample(image: Pixels, options: ResampleOptions): Float32Array {
  const { data, width: imageWidth, channels } = image
  const { width, height, interpolation, antialias, factor = 1 } = options
  const { room: out = new Float32Array(width * height * channels) } = options
  const region = options.region ?? { left: 0, top: 0, width: imageWidth, height: image.height }
  const columns = tapsAt(region.width, width, interpolation, antialias)
  const rows = tapsAt(region.height, height, interpolation, antialias)
  const line = imageWidth * channels
  const start = region.top * line + region.left * channels
  const used = data.subarray(start, start + (region.height - 1) * line + region.width * channels)
  const isPlaced = isInKernel(data)
  const bytesUsed = used.byteLength

  const slots = rows.count + 1
  const room = roomFor(4 * width * channels)
  // weights of zero may touch what follows the image
  const slack = columns.count * channels * data.BYTES_PER_ELEMENT
  const x = isPlaced ? used.byteOffset : 0
  // one behind the other: the image, taps, narrowed rows, the result
  const columnsAt = roomFor(x + bytesUsed + slack)
  const rowsAt = columnsAt + roomFor(4 * width * (1 + columns.count))
  const heldAt = rowsAt + roomFor(4 * height * (1 + rows.count))
  const y = heldAt + roomFor(slots * (room + 4))
  const { resampleBytes, resampleFloats, memory } = resampleKernel(y + roomFor(4 * width * height * channels))
  const { buffer } = memory
  putTaps(buffer, columnsAt, columns)
  putTaps(buffer, rowsAt, rows)
  const isBytes = data instanceof Uint8Array
  if (!isPlaced) {
    if (isBytes) new Uint8Array(buffer).set(used)
    else new Float32Array(buffer).set(used)
  }
  // any byte is a finite number
  if (!isBytes) new Uint8Array(buffer, bytesUsed, slack + 16).fill(0)
  const run = isBytes ? resampleBytes : resampleFloats
  const bytes = line * data.BYTES_PER_ELEMENT
  // biome-ignore format: in the groups of the kernel
  run(
    x, bytes, channels, columnsAt, columns.count, width,
    rowsAt, rows.count, height, y, factor, heldAt, room,
  )
  out.set(new Float32Array(buffer, y, out.length))
  return out
}

function putTaps(buffer: ArrayBuffer, at: number, { first, weights }: Taps): void {
  new Int32Array(buffer, at).set(first)
  new Float32Array(buffer, at + first.byteLength).set(weights)
}

/** Bytes with room for a vector behind them. */
const roomFor = (bytes: number): number => ((bytes + 15) & ~15) + 16

/** Taps of the sizes that came last: folders of photos have many of the same size. */
const known = new Map<string, Taps>()

function tapsAt(from: number, to: number, interpolation: Interpolation, antialias = false): Taps {
  const key = `${from} ${to} ${interpolation} ${antialias}`
  let taps = known.get(key)
  if (!taps) {
    if (known.size >= 1024) known.clear()
    taps = tapsFor(from, to, interpolation, antialias)
    known.set(key, taps)
  }
  return taps
}
