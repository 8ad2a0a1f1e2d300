import { CenterCrop, Input, Resizing, tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import { camelCase } from '../../../src/support/names.js'
import { type GoldenTensor, readGolden, toTensor } from '../../harness/golden.js'

interface ResizeCase {
  x: GoldenTensor
  size: [height: number, width: number]
  interpolation: string
  antialias: boolean
  kwargs?: Record<string, boolean>
  value: GoldenTensor
}

describe('Resizing', () => {
  const cases = readGolden<{ image_resize: Record<string, ResizeCase> }>('preprocessing').image_resize
  it.each(Object.entries(cases))(
    'golden case %s',
    (_, { x, size, interpolation, antialias, kwargs, value }) => {
      const [height, width] = size
      const others = Object.fromEntries(Object.entries(kwargs ?? {}).map(([k, v]) => [camelCase(k), v]))
      tf.tidy(() => {
        const y = new Resizing({ height, width, interpolation, antialias, ...others })(toTensor(x))
        expect(y).toBeAllclose(value, { atol: 1e-4 * 255, rtol: 0 })
      })
    },
  )

  it('keeps integers integers, rounded', () => {
    tf.tidy(() => {
      const x = tf.tensor4d([0, 3, 9, 200], [1, 1, 4, 1], 'int32')
      const y = new Resizing(1, 2)(x)
      expect(y.dtype).toBe('int32')
      // halves are rounded to even
      expect(Array.from(y.dataSync())).toEqual([2, 104])
    })
  })

  it('takes single images', () => {
    expect(new Resizing(2, 3).computeOutputShape([7, 5, 3])).toEqual([2, 3, 3])
    expect(Resizing(2, 3, { dataFormat: 'channels_first' })(Input({ shape: [3, 7, 5] })).shape).toEqual([
      null,
      3,
      2,
      3,
    ])
  })

  it('refuses to crop and pad at once', () => {
    expect(() => Resizing(2, 3, { cropToAspectRatio: true, padToAspectRatio: true })).toThrow(
      /padToAspectRatio/,
    )
  })
})

describe('CenterCrop', () => {
  it('takes the middle, and enlarges what is too small', () => {
    tf.tidy(() => {
      const x = tf.range(0, 20).reshape([1, 4, 5, 1])
      expect(Array.from(new CenterCrop(2, 3)(x).dataSync())).toEqual([6, 7, 8, 11, 12, 13])
      expect(new CenterCrop(6, 3)(x).shape).toEqual([1, 6, 3, 1])
    })
  })
})
