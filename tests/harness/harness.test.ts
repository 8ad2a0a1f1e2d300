import { describe, expect, it } from 'vitest'
import { decode } from './golden.js'

describe('golden tensors', () => {
  it('decodes special numbers and booleans', () => {
    const { values } = decode({ shape: [4], dtype: 'float32', data: ['NaN', 'Infinity', '-Infinity', 1.5] })
    expect(values).toEqual([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.5])
    expect(decode({ shape: [2], dtype: 'bool', data: [true, false] }).values).toEqual([1, 0])
  })

  it('refuses what it cannot read', () => {
    expect(() => decode({ shape: [2], dtype: 'float32', data: [1] })).toThrow('1 elements for shape [2]')
    expect(() => decode({ shape: [1], dtype: 'complex64', data: [1] })).toThrow('unknown dtype')
    expect(() => decode({ shape: [1], dtype: 'float32', data: ['one'] })).toThrow('unreadable number')
  })
})

describe('toBeAllclose', () => {
  it('accepts what is within the tolerance', () => {
    expect([1, 2.00001]).toBeAllclose([1, 2])
    expect(new Float32Array([1, 100.5])).toBeAllclose([1, 100], { rtol: 0.01 })
    expect([Number.NaN, Number.POSITIVE_INFINITY]).toBeAllclose([Number.NaN, Number.POSITIVE_INFINITY])
    expect(0.5).toBeAllclose({ shape: [], dtype: 'float32', data: [0.5] })
  })

  it('names the worst element', () => {
    expect(() => expect([1, 2.1, 5]).toBeAllclose([1, 2, 3])).toThrow('2 of 3 elements differ')
    expect(() => expect([1, 2.1, 5]).toBeAllclose([1, 2, 3])).toThrow(': [2] 5 is not 3; [1]')
  })

  it('rejects infinities, NaN and shapes that differ', () => {
    expect([Number.NaN]).not.toBeAllclose([0])
    expect([1]).not.toBeAllclose([Number.POSITIVE_INFINITY])
    expect([Number.POSITIVE_INFINITY]).not.toBeAllclose([Number.NEGATIVE_INFINITY])
    expect([[1], [2]]).not.toBeAllclose([1, 2])
  })
})
