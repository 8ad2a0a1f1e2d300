import type { Model } from '../../model/index.js'
import { limits } from '../../support/limits.js'
import { broken } from '../broken.js'
import { halfToNumber, type Numbers } from '../hdf5/numbers.js'
import { assignByNames } from '../weights/assign-by-names.js'
import { product, type StoredWeight, type Values } from '../weights/stored.js'
import type { ZipArchive } from '../zip/read-zip.js'

/** Gives a model the weights of an `.npz` archive. */
export const readNpzWeights = (zip: ZipArchive, model: Model): void => assignByNames(model, npzWeights(zip))

/** As `numpy.savez(path, *model.get_weights())` or `savez(path, **by_name)` writes them. */
function npzWeights(zip: ZipArchive): StoredWeight[] {
  if (zip.names.length > limits.arrays) throw broken(`It holds too many arrays: ${zip.names.length}.`)
  return zip.names.map((entry) => {
    const name = entry.replace(/\.npy$/, '')
    const { shape, data } = npyArray(zip.read(entry)!, name)
    return { name, shape, read: () => data }
  })
}

/**
 * An array in the format of NumPy.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyArray(bytes: Uint8Array, name: string): Values {
  const failed = (reason: string) => broken(`The array "${name}" ${reason}.`)
  const magic = Buffer.from(bytes.subarray(0, 6)).toString('latin1')
  if (magic !== '\x93NUMPY' || bytes.length < 12) throw failed('is not in the format of NumPy')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const wide = bytes[6]! > 1
  const start = wide ? 12 : 10
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true)
  if (start + length > bytes.length || length > 1e6) throw failed('is truncated')
  const header = new TextDecoder().decode(bytes.subarray(start, start + length))
  const descr = /'descr': *'([<>|=]?)([fiub])(\d+)'/.exec(header)
  const order = /'fortran_order': *(True|False)/.exec(header)
  const extents = /'shape': *\(([\d, ]*)\)/.exec(header)
  if (!descr || !order || !extents) throw failed('is of a kind that weights are not')
  const shape = extents[1]!
    .split(',')
    .map((text) => text.trim())
    .filter(Boolean)
    .map(Number)
  const [, endian, kind, width] = descr as unknown as [string, string, string, string]
  const count = product(shape)
  const raw = new Uint8Array(bytes.subarray(start + length))
  if (!Number.isSafeInteger(count) || raw.length !== count * Number(width))
    throw failed(`has ${raw.length} bytes, which is not what its shape needs`)
  const data = elements(raw, `${kind}${width}`, endian !== '>')
  if (!data) throw failed('has numbers of an unknown kind')
  return order[1] === 'True' ? { shape, data: fromFortran(data, shape) } : { shape, data }
}

function elements(raw: Uint8Array, type: string, little: boolean): Numbers | undefined {
  const view = new DataView(raw.buffer)
  const all = <T extends Numbers>(
    make: new (n: number) => T,
    size: number,
    read: (at: number) => number,
  ): T => {
    const result = new make(raw.length / size)
    for (let i = 0; i < result.length; i++) result[i] = read(i * size)
    return result
  }
  switch (type) {
    case 'f4':
      return all(Float32Array, 4, (at) => view.getFloat32(at, little))
    case 'f8':
      return all(Float64Array, 8, (at) => view.getFloat64(at, little))
    case 'f2':
      return all(Float32Array, 2, (at) => halfToNumber(view.getUint16(at, little)))
    case 'i8':
      return all(Float64Array, 8, (at) => Number(view.getBigInt64(at, little)))
    case 'u8':
      return all(Float64Array, 8, (at) => Number(view.getBigUint64(at, little)))
    case 'i4':
      return all(Int32Array, 4, (at) => view.getInt32(at, little))
    case 'u4':
      return all(Float64Array, 4, (at) => view.getUint32(at, little))
    case 'i2':
      return all(Int32Array, 2, (at) => view.getInt16(at, little))
    case 'u2':
      return all(Int32Array, 2, (at) => view.getUint16(at, little))
    case 'i1':
      return all(Int32Array, 1, (at) => view.getInt8(at))
    case 'u1':
    case 'b1':
      return all(Int32Array, 1, (at) => view.getUint8(at))
    default:
      return undefined
  }
}

/** Numbers of which the first index changes fastest, in the order of C. */
function fromFortran(data: Numbers, shape: readonly number[]): Numbers {
  const result = data.slice()
  const strides = shape.map((_, axis) => product(shape.slice(0, axis)))
  const index = shape.map(() => 0)
  for (let to = 0; to < result.length; to++) {
    result[to] = data[index.reduce((sum, i, axis) => sum + i * strides[axis]!, 0)]!
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0
  }
  return result
}
