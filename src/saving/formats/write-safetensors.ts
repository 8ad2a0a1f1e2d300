import type { Model } from '../../model/index.js'
import { toHalves } from '../weights/halves.js'
import { namedWeights } from '../weights/names.js'
import type { WriteOptions } from './format.js'

/**
 * The weights of a model as safetensors, by the names of layers.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function* safetensorsFile(model: Model, { float16 }: WriteOptions): Generator<Uint8Array> {
  const typeOf = (dtype: keyof typeof types) => (float16 && dtype === 'float32' ? half : types[dtype])
  // wider numbers come first, so that each begins where it may
  const named = namedWeights(model).sort(([, a], [, b]) => typeOf(b.dtype)[1] - typeOf(a.dtype)[1])
  const header: Record<string, object> = { __metadata__: { format: 'keras' } }
  let at = 0
  for (const [name, { dtype, shape, size }] of named) {
    const [type, bytes] = typeOf(dtype)
    header[name] = { dtype: type, shape, data_offsets: [at, at + size * bytes] }
    at += size * bytes
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  // numbers begin at a multiple of eight, as readers that map the file expect
  const padded = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20)
  new DataView(padded.buffer).setBigUint64(0, BigInt(padded.length - 8), true)
  padded.set(text, 8)
  yield padded
  for (const [name, variable] of named) {
    const data = variable.data()
    const written = float16 && variable.dtype === 'float32' ? toHalves(data, `The weight "${name}"`) : data
    yield new Uint8Array(written.buffer, written.byteOffset, written.byteLength)
  }
}

const half = ['F16', 2] as const
const types = { float32: ['F32', 4], int32: ['I32', 4], bool: ['BOOL', 1] } as const
