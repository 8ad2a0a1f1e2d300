import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TensorLike, toTensor } from '../../src/data/tensors.js'
import { tf } from '../../src/engine/index.js'
import { expectNoLeak } from '../harness/leaks.js'

type Nested = number | Nested[]
const nest = (values: number[], shape: number[]): Nested => {
  if (shape.length === 0) return values[0]!
  const [n, ...rest] = shape as [number, ...number[]]
  const size = rest.reduce((a, b) => a * b, 1)
  return Array.from({ length: n }, (_, i) => nest(values.slice(i * size, (i + 1) * size), rest))
}
const read = (input: unknown, options = {}) => {
  const t = toTensor(input as TensorLike, options)
  const result = { shape: t.shape, dtype: t.dtype, values: [...t.dataSync()] }
  t.dispose()
  return result
}

describe('toTensor', () => {
  it('keeps shape and values of nested arrays', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 }),
        fc.infiniteStream(fc.float()),
        (shape, s) => {
          const values = Array.from(
            { length: shape.reduce((a, b) => a * b, 1) },
            () => s.next().value as number,
          )
          const result = read(nest(values, shape))
          expect(result.shape).toEqual(shape)
          expect(result.dtype).toBe('float32')
          expect(result.values).toEqual(values)
        },
      ),
      { numRuns: 60 },
    )
  })

  it.each([
    [new Float32Array([1.5, 2]), 'float32', [1.5, 2]],
    [new Float64Array([1.5, 2]), 'float32', [1.5, 2]],
    [new Int8Array([-1, 2]), 'int32', [-1, 2]],
    [new Uint8Array([255, 2]), 'int32', [255, 2]],
    [new Uint8ClampedArray([255, 2]), 'int32', [255, 2]],
    [new Int16Array([-300, 2]), 'int32', [-300, 2]],
    [new Uint16Array([60000, 2]), 'int32', [60000, 2]],
    [new Int32Array([-5, 2]), 'int32', [-5, 2]],
    [new Uint32Array([5, 2]), 'int32', [5, 2]],
    [new BigInt64Array([-7n, 2n]), 'int32', [-7, 2]],
  ])('takes %s', (input, dtype, values) => {
    expect(read(input)).toEqual({ shape: [2], dtype, values })
    expect(read([input, input]).shape).toEqual([2, 2])
  })

  it('takes booleans, single values and empty arrays', () => {
    expect(read([[true, false]])).toEqual({ shape: [1, 2], dtype: 'bool', values: [1, 0] })
    expect(read(3)).toEqual({ shape: [], dtype: 'float32', values: [3] })
    expect(read([])).toEqual({ shape: [0], dtype: 'float32', values: [] })
    expect(read([[], []]).shape).toEqual([2, 0])
  })

  it('gives a shape and a dtype', () => {
    const result = read(new Uint8Array([1, 2, 3, 4]), { shape: [1, 2, 2], dtype: 'float32' })
    expect(result).toEqual({ shape: [1, 2, 2], dtype: 'float32', values: [1, 2, 3, 4] })
    expect(() => read(new Uint8Array(5), { shape: [2, 2], name: 'x' })).toThrow(
      'x cannot be given shape [2, 2]: it has 5 values',
    )
  })

  it('returns a tensor as it is, and a new one where it must change', async () => {
    await expectNoLeak(() => {
      const t = tf.tensor([1, 2])
      expect(toTensor(t)).toBe(t)
      expect(toTensor(t, { dtype: 'float32' })).toBe(t)
      const cast = toTensor(t, { dtype: 'int32' })
      expect(cast.dtype).toBe('int32')
      expect(t.isDisposed).toBe(false)
      tf.dispose([t, cast])
    })
  })

  it.each([
    [
      [[1, 2], [3]],
      'x is ragged at [1]. Expected: an array of 2, as in shape [2, 2]. Received: an array of 1.',
    ],
    [[[1, 2], 3], 'x is ragged at [1]. Expected: an array of 2, as in shape [2, 2]. Received: a number.'],
    [[1, [2]], 'x is ragged at [1]. Expected: a number, as in shape [2]. Received: an array of 1.'],
    [[new Float32Array(2), new Float32Array(3)], 'x is ragged at [1]. Expected: an array of 2'],
  ])('names the place where %j is ragged', (input, message) => {
    expect(() => read(input, { name: 'x' })).toThrow(message)
  })

  it.each([
    ['one', 'the data must hold numbers. Received: "one".'],
    [[1, 'one'], 'the data must hold numbers. Received: "one" at [1].'],
    [['one', 1], 'the data must hold texts only, in arrays of one length. Received: 1 at [1].'],
    [[1, null], 'the data must hold numbers. Received: null at [1].'],
    [[[1], [{}]], 'Received: [object Object] at [1][0].'],
    [undefined, 'Received: undefined.'],
    [[[1], undefined], 'Received: undefined at [1].'],
  ])('refuses %j', (input, message) => {
    expect(() => read(input)).toThrow(message)
  })

  it('refuses values that an integer cannot hold', () => {
    expect(() => read([1, 2.5], { dtype: 'int32' })).toThrow('an integer of 32 bits')
    expect(() => read(new Uint32Array([2 ** 31]))).toThrow('at [0]')
    expect(() => read(new BigInt64Array([2n ** 40n]))).toThrow('an integer of 32 bits')
    expect(() => read([true, 2])).toThrow('a boolean')
  })
})
