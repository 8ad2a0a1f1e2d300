import { openZip } from '../../src/saving/zip/read-zip.js'
import { KeratinError } from '../../src/support/errors.js'
import { limits } from '../../src/support/limits.js'
import { readFileBytes } from '../../src/support/read-file.js'
import { readPickledArray } from './pickle.js'

/** The arrays of an `.npz` file by name: numbers, or lists where it holds objects. */
export async function readNpz(path: string): Promise<(name: string) => ArrayLike<number> | unknown[]> {
  const bytes = await readFileBytes(path, 'arrays')
  return inFile(path, () => {
    const most = limits.unpackedBytes(bytes.length)
    const zip = openZip(bytes, { entryBytes: most, totalBytes: most })
    return (name) =>
      inFile(path, () => {
        const entry = zip.read(`${name}.npy`)
        if (!entry) throw broken(`it has no array "${name}"`)
        return readNpy(entry)
      })
  })
}

function inFile<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (!(cause instanceof KeratinError)) throw cause
    throw new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: ${cause.message}`, { cause })
  }
}

const broken = (why: string): KeratinError => new KeratinError('FILE_UNREADABLE', `${why}.`)

const numbers: Record<string, (view: DataView, at: number) => number> = {
  '|b1': (v, at) => v.getUint8(at),
  '|i1': (v, at) => v.getInt8(at),
  '|u1': (v, at) => v.getUint8(at),
  '<i2': (v, at) => v.getInt16(at, true),
  '<i4': (v, at) => v.getInt32(at, true),
  '<i8': (v, at) => Number(v.getBigInt64(at, true)),
  '<f4': (v, at) => v.getFloat32(at, true),
  '<f8': (v, at) => v.getFloat64(at, true),
}

/**
 * The values of an array in numpy's format, row by row.
 *
 * @throws KeratinError FILE_UNREADABLE
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
function readNpy(bytes: Uint8Array): ArrayLike<number> | unknown[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12 || Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== '\x93NUMPY')
    throw broken('an entry is no array of numpy')
  const isOld = view.getUint8(6) === 1
  const start = isOld ? 10 : 12
  const size = isOld ? view.getUint16(8, true) : view.getUint32(8, true)
  const header = Buffer.from(bytes.subarray(start, start + size)).toString('latin1')
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1] ?? ''
  const axes = /'shape':\s*\(([\d,\s]*)\)/.exec(header)?.[1]
  if (axes === undefined || /'fortran_order':\s*True/.test(header))
    throw broken(`an array must be stored row by row: ${header.trim()}`)
  const count = axes.split(',').reduce((n, d) => n * (d.trim() ? Number(d) : 1), 1)
  if (!Number.isSafeInteger(count)) throw broken(`an array must have a shape: ${header.trim()}`)
  const data = bytes.subarray(start + size)
  if (type.endsWith('O')) {
    const items = readPickledArray(data)
    if (items.length !== count) throw broken(`an array has ${items.length} items instead of ${count}`)
    return items
  }
  const read = numbers[type]
  if (!read) throw broken(`numbers of type ${JSON.stringify(type)} are not supported`)
  const width = Number(type[2])
  if (data.length < count * width) throw broken('an array is cut short')
  return Float64Array.from({ length: count }, (_, i) => read(view, start + size + i * width))
}
