import {
  Cropping2D,
  Input,
  UpSampling1D,
  UpSampling2D,
  ZeroPadding1D,
  ZeroPadding2D,
  ZeroPadding3D,
} from 'keratin'
import { describe, expect, it } from 'vitest'

describe('padding, cropping and up-sampling', () => {
  it('take borders for all axes, for each, and for each side', () => {
    const shape = (padding: never) => ZeroPadding2D(padding)(Input({ shape: [4, 5, 1] })).shape
    expect(shape(1 as never)).toEqual([null, 6, 7, 1])
    expect(shape([1, 2] as never)).toEqual([null, 6, 9, 1])
    expect(
      shape([
        [1, 0],
        [2, 3],
      ] as never),
    ).toEqual([null, 5, 10, 1])
    expect(ZeroPadding1D([1, 2])(Input({ shape: [null, 3] })).shape).toEqual([null, null, 3])
  })

  it.each([
    ['too few borders', () => ZeroPadding3D([1, 2])],
    ['negative ones', () => ZeroPadding2D(-1)],
    [
      'three for a side',
      () =>
        Cropping2D([
          [1, 2, 3],
          [1, 1],
        ]),
    ],
    ['nothing left', () => Cropping2D(3)(Input({ shape: [5, 9, 1] }))],
    ['parts of a pixel', () => UpSampling1D(1.5)],
    ['an unknown interpolation', () => UpSampling2D(2, { interpolation: 'bilinar' })],
  ])('refuse %s', (_, make) => {
    expect(make).toThrow(/padding|cropping|Cropping2D|size|Did you mean/)
  })
})
