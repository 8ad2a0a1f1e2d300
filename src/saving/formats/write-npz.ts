import type { Variable } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { toHalves } from '../weights/halves.js'
import { namedWeights } from '../weights/names.js'
import { writeZip } from '../zip/write-zip.js'
import type { WriteOptions } from './format.js'

/**
 * The weights of a model as an archive of NumPy arrays, by the names of layers and in the order of
 * `model.get_weights()`: `model.set_weights(list(np.load(path).values()))` in Keras.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export const npzFile = (model: Model, { float16 }: WriteOptions): Uint8Array[] =>
  writeZip(
    namedWeights(model).map(([name, weight]) => ({
      name: `${name}.npy`,
      data: npyFile(name, weight, float16),
    })),
  )

const types = { float32: '<f4', int32: '<i4', bool: '|b1' } as const

function npyFile(name: string, variable: Variable, float16: boolean): Uint8Array {
  const isHalf = float16 && variable.dtype === 'float32'
  const values = variable.data()
  const data = isHalf ? toHalves(values, `The weight "${name}"`) : values
  const { shape } = variable
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const type = isHalf ? '<f2' : types[variable.dtype]
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${extents}), }`
  // head and all are a multiple of 64 bytes, the last of them a line break
  const length = Math.ceil((10 + text.length + 1) / 64) * 64
  const bytes = Buffer.alloc(length + data.byteLength)
  bytes.write('\x93NUMPY\x01\x00', 'latin1')
  bytes.writeUInt16LE(length - 10, 8)
  bytes.write(`${text.padEnd(length - 11)}\n`, 10, 'latin1')
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), length)
  return bytes
}
