import { limits } from '../../support/limits.js'
import { broken } from '../broken.js'
import { halfToNumber } from '../hdf5/numbers.js'
import { isObject, listAt, objectAt, shapeAt, textAt } from '../keras/json-checks.js'
import type { Source } from '../source-type.js'
import { product, type StoredWeight } from '../weights/stored.js'

/** What a manifest says of one weight. */
export interface ManifestWeight {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { dtype: string; scale: number; min: number } | undefined
}

/** A group of weights with the bytes of its files, one after the other. */
export interface ManifestGroup {
  readonly weights: readonly ManifestWeight[]
  readonly bytes: Uint8Array
}

const sizes: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  float16: 2,
  float64: 8,
  int64: 8,
  complex64: 8,
}

/**
 * Reads the files of a `weightsManifest`. How long they must be is known before they are read, and they lie beside the
 * model: names that lead elsewhere are refused.
 */
export async function readManifest(manifest: unknown, source: Source): Promise<ManifestGroup[]> {
  const groups: ManifestGroup[] = []
  let shards = 0
  for (const saved of listAt(manifest, 'weightsManifest')) {
    const group = objectAt(saved, 'A group of weightsManifest')
    const weights = listAt(group.weights, 'weights of weightsManifest').map(weightOf)
    const paths = listAt(group.paths, 'paths of weightsManifest').map((path) =>
      textAt(path, 'A path of weightsManifest'),
    )
    shards += paths.length
    if (shards > limits.shards) throw broken(`The model is in too many files: more than ${limits.shards}.`)
    const pieces: Uint8Array[] = []
    for (const path of paths) pieces.push(await shard(path, source))
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    const isText = weights.some(({ dtype }) => dtype === 'string')
    const wanted = weights.reduce((sum, weight) => sum + bytesOf(weight), 0)
    if (!isText && wanted !== bytes.length)
      throw broken(`${paths.join(', ')}: the weights need ${wanted} bytes. Received: ${bytes.length}.`)
    groups.push({ weights, bytes })
  }
  return groups
}

async function shard(path: string, source: Source): Promise<Uint8Array> {
  const unsafe = /^([/\\]|[a-z][a-z0-9+.-]*:)/i.test(path) || path.split(/[/\\]/).includes('..')
  if (unsafe || path.includes('\0')) throw broken(`A file of weights lies outside: ${JSON.stringify(path)}.`)
  const found = await source.beside(path)
  if (!found) throw broken(`The file of weights ${path} is missing.`, 'Put it beside model.json.')
  return found.bytes()
}

function weightOf(saved: unknown): ManifestWeight {
  const { name, shape, dtype, quantization } = objectAt(saved, 'A weight of weightsManifest')
  const what = textAt(name, 'name of a weight')
  const axes = shapeAt(shape, `shape of the weight "${what}"`)
  if (axes.includes(null)) throw broken(`shape of the weight "${what}" must be of numbers.`)
  const type = textAt(dtype, `dtype of the weight "${what}"`)
  if (type !== 'string' && !Object.hasOwn(sizes, type))
    throw broken(`The weight "${what}" has an unknown dtype: "${type}".`)
  const packed = quantizationOf(quantization, what)
  return { name: what, shape: axes as number[], dtype: type, ...(packed && { quantization: packed }) }
}

function quantizationOf(saved: unknown, name: string): ManifestWeight['quantization'] {
  if (!isObject(saved)) return undefined
  const { dtype, scale = 1, min = 0 } = saved
  const good =
    ['uint8', 'uint16', 'float16'].includes(String(dtype)) && Number.isFinite(scale) && Number.isFinite(min)
  if (good) return { dtype: String(dtype), scale: scale as number, min: min as number }
  throw broken(
    `The quantization of the weight "${name}" is not known: ${JSON.stringify(saved).slice(0, 80)}.`,
  )
}

const bytesOf = ({ dtype, shape, quantization }: ManifestWeight): number =>
  product(shape) * (sizes[quantization?.dtype ?? dtype] ?? 0)

/** The weights of all groups, as numbers. */
export function manifestWeights(groups: readonly ManifestGroup[]): StoredWeight[] {
  return groups.flatMap(({ weights, bytes }) => {
    let at = 0
    return weights.map((weight) => {
      const start = at
      at += bytesOf(weight)
      const end = at
      return {
        name: weight.name,
        shape: weight.shape,
        read: () => numbers(weight, new Uint8Array(bytes.subarray(start, end))),
      }
    })
  })
}

function numbers({ name, dtype, quantization }: ManifestWeight, raw: Uint8Array): Float32Array | Int32Array {
  const plain = rawNumbers(name, quantization?.dtype ?? dtype, raw)
  if (!quantization) return plain instanceof Int32Array ? plain : Float32Array.from(plain)
  const { scale, min, dtype: packed } = quantization
  if (packed === 'float16') return Float32Array.from(plain)
  const spread = Float32Array.from(plain, (v) => v * scale + min)
  return dtype === 'int32' ? Int32Array.from(spread, Math.round) : spread
}

function rawNumbers(name: string, dtype: string, raw: Uint8Array): ArrayLike<number> {
  const { buffer } = raw
  const count = raw.length / (sizes[dtype] ?? 1)
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer, 0, count)
    case 'float64':
      return new Float64Array(buffer, 0, count)
    case 'int32':
      return new Int32Array(buffer, 0, count)
    case 'uint16':
      return new Uint16Array(buffer, 0, count)
    case 'int16':
      return new Int16Array(buffer, 0, count)
    case 'int8':
      return new Int8Array(buffer, 0, count)
    case 'uint8':
    case 'bool':
      return raw
    case 'float16':
      return Float32Array.from(new Uint16Array(buffer, 0, count), halfToNumber)
    case 'int64':
      return Float64Array.from(new BigInt64Array(buffer, 0, count), Number)
    default:
      throw broken(`The weight "${name}" is of dtype ${dtype}, which no layer has.`)
  }
}
