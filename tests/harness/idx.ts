/** Number types of idx files by their byte, with the function that writes one value. */
export const idxTypes: Record<
  number,
  {
    Type: { from(source: { length: number }, map: () => number): ArrayLike<number> & Iterable<number> } & {
      BYTES_PER_ELEMENT: number
    }
    write: 'setUint8' | 'setInt8' | 'setInt16' | 'setInt32' | 'setFloat32' | 'setFloat64'
  }
> = {
  8: { Type: Uint8Array, write: 'setUint8' },
  9: { Type: Int8Array, write: 'setInt8' },
  11: { Type: Int16Array, write: 'setInt16' },
  12: { Type: Int32Array, write: 'setInt32' },
  13: { Type: Float32Array, write: 'setFloat32' },
  14: { Type: Float64Array, write: 'setFloat64' },
}

/** The bytes of an idx file. */
export function encodeIdx(type: number, shape: readonly number[], values: ArrayLike<number>): Buffer {
  const { Type, write } = idxTypes[type]!
  const header = 4 + 4 * shape.length
  const bytes = Buffer.alloc(header + values.length * Type.BYTES_PER_ELEMENT)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  bytes[2] = type
  bytes[3] = shape.length
  shape.forEach((d, i) => {
    view.setUint32(4 + 4 * i, d)
  })
  for (let i = 0; i < values.length; i++) view[write](header + i * Type.BYTES_PER_ELEMENT, values[i]!, false)
  return bytes
}
