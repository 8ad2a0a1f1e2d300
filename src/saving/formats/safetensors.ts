import type { Model } from '../../model/index.js'
import { broken } from '../broken.js'
import { halfToNumber, type Numbers } from '../hdf5/numbers.js'
import { listAt, objectAt, parseJson, shapeAt } from '../keras/json-checks.js'
import { assignByNames } from '../weights/assign-by-names.js'
import { product, type StoredWeight } from '../weights/stored.js'
import { safetensorsHeader } from './recognise.js'

const sizes: Readonly<Record<string, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
}

/**
 * Gives a model the weights of a safetensors file.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export const readSafetensors = (bytes: Uint8Array, model: Model): void =>
  assignByNames(model, safetensorsWeights(bytes))

/** The weights of a file, none of them read yet. */
function safetensorsWeights(bytes: Uint8Array): StoredWeight[] {
  const text = safetensorsHeader(bytes)
  if (!text) throw broken('It is not a safetensors file, or its header is truncated.')
  const data = bytes.subarray(8 + text.length)
  const header = objectAt(parseJson(new TextDecoder().decode(text), 'The header'), 'The header')
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, saved]) => {
      const { dtype, shape, data_offsets } = objectAt(saved, `The tensor "${name.slice(0, 80)}"`)
      const axes = shapeAt(shape, `shape of the tensor "${name}"`) as number[]
      const [start, end] = listAt(data_offsets, `data_offsets of the tensor "${name}"`) as [number, number]
      if (typeof dtype !== 'string' || !Object.hasOwn(sizes, dtype))
        throw broken(`The tensor "${name}" has an unknown dtype: ${JSON.stringify(dtype)}.`)
      const isPart = [start, end].every(Number.isInteger) && start >= 0 && end <= data.length
      const fits = isPart && end - start === product(axes) * sizes[dtype]!
      if (!fits || axes.includes(null as never))
        throw broken(`The tensor "${name}" does not lie within the file, or has another size than its shape.`)
      return {
        name,
        shape: axes,
        read: () => numbers(dtype, new Uint8Array(data.subarray(start, end))),
      }
    })
}

function numbers(dtype: string, { buffer }: Uint8Array): Numbers {
  switch (dtype) {
    case 'F32':
      return new Float32Array(buffer)
    case 'F64':
      return new Float64Array(buffer)
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), halfToNumber)
    case 'BF16':
      // the upper half of a float32
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer)
    case 'I64':
      return Float64Array.from(new BigInt64Array(buffer), Number)
    case 'U64':
      return Float64Array.from(new BigUint64Array(buffer), Number)
    case 'U32':
      return Float64Array.from(new Uint32Array(buffer))
    case 'I32':
      return new Int32Array(buffer)
    case 'I16':
      return Int32Array.from(new Int16Array(buffer))
    case 'U16':
      return Int32Array.from(new Uint16Array(buffer))
    case 'I8':
      return Int32Array.from(new Int8Array(buffer))
    default:
      return Int32Array.from(new Uint8Array(buffer))
  }
}
