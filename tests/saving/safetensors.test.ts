import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Dense, Input } from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
const path = join(folder, 'weights.safetensors')
afterAll(() => rmSync(folder, { recursive: true }))

const bias = new Float32Array([5])
const kernelAt = (dtype: unknown, data: NodeJS.ArrayBufferView, shape: unknown = [4, 1]) => ({
  'layer.kernel': { dtype, shape, data_offsets: [4, 4 + data.byteLength] },
  'layer.bias': { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
})

/** A file of a kernel and a bias, as https://github.com/huggingface/safetensors describes it. */
function write(data: NodeJS.ArrayBufferView, header: object | string, length?: bigint): void {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(length ?? BigInt(text.length))
  const bytes = [bias, data].map((a) => Buffer.from(a.buffer, a.byteOffset, a.byteLength))
  writeFileSync(path, Buffer.concat([size, text, ...bytes]))
}

/** The kernel of a layer after the file is read. */
async function kernelRead(): Promise<number[]> {
  const model = new Sequential([Input({ shape: [4] }), Dense(1, { name: 'layer' })])
  try {
    await model.loadWeights(path)
    expect([...model.weights[1]!.data()]).toEqual([5])
    return [...model.weights[0]!.data()]
  } finally {
    model.dispose()
  }
}

// bits of bfloat16 and float16 by NumPy and ml_dtypes
test.each<[string, NodeJS.ArrayBufferView, number[]]>([
  ['F64', new Float64Array([0.1, -2, 1e300, Number.NaN]), [Math.fround(0.1), -2, Infinity, NaN]],
  ['F32', new Float32Array([0.1, -2, 1e-40, Infinity]), [Math.fround(0.1), -2, Math.fround(1e-40), Infinity]],
  ['F16', new Uint16Array([0x2e66, 0xc000, 0x0001, 0x7c00]), [0.0999755859375, -2, 2 ** -24, Infinity]],
  ['BF16', new Uint16Array([0x3dcd, 0xc000, 0x7f80, 0x7149]), [0.10009765625, -2, Infinity, 201 * 2 ** 92]],
  ['I64', new BigInt64Array([1n, -2n, 2n ** 40n, -(2n ** 53n)]), [1, -2, 2 ** 40, -(2 ** 53)]],
  ['U64', new BigUint64Array([1n, 2n, 2n ** 63n, 0n]), [1, 2, 2 ** 63, 0]],
  ['I32', new Int32Array([1, -2, 2 ** 24, -(2 ** 31)]), [1, -2, 2 ** 24, -(2 ** 31)]],
  ['U32', new Uint32Array([1, 2, 2 ** 31, 0]), [1, 2, 2 ** 31, 0]],
  ['I16', new Int16Array([1, -2, 32767, -32768]), [1, -2, 32767, -32768]],
  ['U16', new Uint16Array([1, 2, 32768, 65535]), [1, 2, 32768, 65535]],
  ['I8', new Int8Array([1, -2, 127, -128]), [1, -2, 127, -128]],
  ['U8', new Uint8Array([1, 2, 128, 255]), [1, 2, 128, 255]],
  ['BOOL', new Uint8Array([1, 0, 1, 1]), [1, 0, 1, 1]],
])('numbers of type %s are what they are', async (dtype, data, expected) => {
  write(data, kernelAt(dtype, data))
  expect(await kernelRead()).toEqual(expected)
})

describe('files that are none', () => {
  const data = new Float32Array(4)
  test.each<[string, object | string, RegExp, bigint?]>([
    ['of a type of 8 bits', kernelAt('F8_E4M3', data), /"layer.kernel" has an unknown dtype: "F8_E4M3"/],
    ['of a type that is no text', kernelAt(['F32'], data), /unknown dtype: \["F32"\]/],
    ['of a type by the name of a method', kernelAt('toString', data), /unknown dtype: "toString"/],
    [
      'shorter than the shape',
      kernelAt('F32', data.subarray(1)),
      /does not lie within the file, or has another size/,
    ],
    ['of an open shape', kernelAt('F32', data, [null, 4]), /layer.kernel/],
    [
      'at places that are no numbers',
      { ...kernelAt('F32', data), 'layer.bias': { dtype: 'F32', shape: [1], data_offsets: [0, '4'] } },
      /"layer.bias" does not lie/,
    ],
    ['beyond the end', kernelAt('F64', new Float64Array(4)), /does not lie within the file/],
    ['with a header that is a list', '[]', /safetensors|header/i],
    ['with a header that is cut', `{"a": `, /header.*JSON/i],
    ['with a header longer than the file', kernelAt('F32', data), /kind|safetensors/, 2n ** 40n],
  ])('%s', async (_, header, problem, length) => {
    write(data, header, length)
    await expect(kernelRead()).rejects.toThrow(problem)
    await expect(kernelRead()).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
