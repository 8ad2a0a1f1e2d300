import { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { mapTree, type Tree } from '../structure.js'

/** Elements as bytes: a length, a header in JSON, and the values of tensors and arrays one after another. */

type Part =
  | { kind: 'value'; value: unknown }
  | { kind: 'tensor'; dtype: 'float32' | 'int32' | 'bool'; shape: number[]; bytes: number }
  | { kind: 'array'; type: keyof typeof arrays; bytes: number }

interface Header {
  /** The element with the number of its part in place of each leaf. */
  tree: Tree<number>
  parts: Part[]
}

const arrays = {
  Float32Array,
  Float64Array,
  Int8Array,
  Int16Array,
  Int32Array,
  Uint8Array,
  Uint8ClampedArray,
  Uint16Array,
  Uint32Array,
}
const tensorArrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array }

/** The bytes of an element: its length in front, header and values. */
export function encodeElement(element: unknown): Uint8Array[] {
  const parts: Part[] = []
  const values: Uint8Array[] = []
  const add = (part: Part, bytes?: Uint8Array) => {
    if (bytes) values.push(bytes)
    return parts.push(part) - 1
  }
  const tree = mapTree(element as Tree<unknown>, (leaf, path) => {
    if (leaf instanceof tf.Tensor) {
      const dtype = leaf.dtype as 'float32' | 'int32' | 'bool'
      if (!(dtype in tensorArrays)) throw notCacheable(path, leaf.dtype)
      const bytes = bytesOf(leaf.dataSync())
      return add({ kind: 'tensor', dtype, shape: leaf.shape, bytes: bytes.length }, bytes)
    }
    if (ArrayBuffer.isView(leaf)) {
      const type = leaf.constructor.name as keyof typeof arrays
      if (!(type in arrays)) throw notCacheable(path, type)
      const bytes = bytesOf(leaf)
      return add({ kind: 'array', type, bytes: bytes.length }, bytes)
    }
    const isPlain = leaf === null || ['number', 'string', 'boolean'].includes(typeof leaf)
    if (!isPlain) throw notCacheable(path, typeof leaf)
    return add({ kind: 'value', value: leaf })
  }) as Tree<number>
  const header = Buffer.from(JSON.stringify({ tree, parts } satisfies Header))
  const lengths = new Uint32Array([header.length, values.reduce((sum, v) => sum + v.length, 0)])
  return [bytesOf(lengths), header, ...values]
}

/** The bytes that say how long the header and the values of an element are. */
export const lengthsSize = 8

/** The element of a header and its values. */
export function decodeElement(header: Uint8Array, values: Uint8Array): unknown {
  const { tree, parts } = JSON.parse(Buffer.from(header).toString('utf8')) as Header
  let at = 0
  const take = (bytes: number) => {
    at += bytes
    return values.slice(at - bytes, at).buffer
  }
  const leaves = parts.map((part) => {
    if (part.kind === 'value') return part.value
    if (part.kind === 'array') return new arrays[part.type](take(part.bytes))
    return tf.tensor(new tensorArrays[part.dtype](take(part.bytes)), part.shape, part.dtype)
  })
  return mapTree(tree, (index) => leaves[index])
}

const bytesOf = (view: ArrayBufferView): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

const notCacheable = (path: string, received: string) =>
  argumentError('Dataset.cache', 'numbers, texts, arrays and tensors', path || 'an element', received)
