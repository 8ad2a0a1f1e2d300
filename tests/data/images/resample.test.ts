import { describe, expect, it } from 'vitest'
import { fitImage } from '../../../src/data/images/fit.js'
import { type Interpolation, interpolations } from '../../../src/data/images/interpolation.js'
import { resample } from '../../../src/data/images/resample.js'
import { type GoldenTensor, goldenSuite } from '../../harness/golden.js'

interface ResizeCase {
  x: GoldenTensor
  size: [number, number]
  interpolation: Interpolation
  antialias: boolean
  kwargs?: { crop_to_aspect_ratio?: boolean; pad_to_aspect_ratio?: boolean }
  value: GoldenTensor
}

goldenSuite<ResizeCase & { kwargs?: Record<string, unknown> }>('image-resize', {
  list: 'image_resize',
  needs: (c) => [c.interpolation],
  has: (name) => interpolations.includes(name as Interpolation),
  run({ x, size, interpolation, antialias, kwargs, value }) {
    const [, height, width, channels] = x.shape as [number, number, number, number]
    const image = { data: Float32Array.from(x.data as number[]), width, height, channels }
    const y = fitImage(image, {
      height: size[0],
      width: size[1],
      mode: kwargs?.crop_to_aspect_ratio ? 'crop' : kwargs?.pad_to_aspect_ratio ? 'pad' : 'stretch',
      interpolation,
      antialias,
    })
    expect(y.length).toBe(value.data.length)
    y.forEach((v, i) => {
      const expected = value.data[i] as number
      // Keras gives whole numbers where it was given bytes
      expect(Math.abs((value.dtype === 'uint8' ? Math.round(v) : v) - expected)).toBeLessThan(
        1e-4 * Math.max(1, Math.abs(expected)),
      )
    })
  },
})

describe('resample', () => {
  const gradient = (width: number, height: number) => ({
    data: Uint8Array.from({ length: width * height }, (_, i) => 3 * (i % width) + 2 * Math.floor(i / width)),
    width,
    height,
    channels: 1,
  })

  it.each(interpolations)('%s keeps an even colour and the mean of a slope', (interpolation) => {
    const even = { data: new Uint8Array(35).fill(77), width: 7, height: 5, channels: 1 }
    for (const antialias of [false, true]) {
      for (const size of [
        { width: 3, height: 2 },
        { width: 13, height: 11 },
      ]) {
        for (const v of resample(even, { ...size, interpolation, antialias })) expect(v).toBeCloseTo(77, 3)
      }
      const small = resample(gradient(20, 20), { width: 5, height: 5, interpolation, antialias })
      const mean = small.reduce((a, b) => a + b) / small.length
      // nearest takes the pixel after the middle of four
      expect(mean).toBeCloseTo(47.5 + (interpolation === 'nearest' ? 2.5 : 0), 1)
    }
  })

  it('takes the region alone', () => {
    const image = gradient(9, 7)
    const region = { left: 2, top: 3, width: 4, height: 2 }
    const y = resample(image, { width: 4, height: 2, interpolation: 'bilinear', region })
    expect([...y]).toEqual([12, 15, 18, 21, 14, 17, 20, 23])
  })
})
