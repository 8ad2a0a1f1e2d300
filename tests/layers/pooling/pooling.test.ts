import {
  AdaptiveMaxPooling1D,
  AveragePooling3D,
  GlobalAveragePooling1D,
  GlobalMaxPooling2D,
  Input,
  MaxPooling3D,
  tf,
} from 'keratin'
import { describe, expect, it } from 'vitest'

describe('poolings', () => {
  it('of volumes know their output shape, open extents included', () => {
    expect(MaxPooling3D()(Input({ shape: [null, 7, 8, 3] })).shape).toEqual([null, null, 3, 4, 3])
    expect(AveragePooling3D(2, { padding: 'same' })(Input({ shape: [5, 7, 8, 3] })).shape).toEqual([
      null,
      3,
      4,
      4,
      3,
    ])
    expect(() => MaxPooling3D(4)(Input({ shape: [3, 8, 8, 1] }))).toThrow(/does not fit/)
  })

  it('over all of an axis leave masked steps out, with kept axes and channels first, too', () => {
    tf.tidy(() => {
      const x = tf.tensor3d([1, 2, 30, 40, 5, 6], [1, 3, 2])
      const mask = tf.tensor2d([1, 0, 1], [1, 3], 'bool')
      expect(new GlobalAveragePooling1D()(x, { mask })).toBeAllclose([[3, 4]])
      expect(new GlobalAveragePooling1D({ keepdims: true })(x, { mask })).toBeAllclose([[[3, 4]]])
      const turned = tf.transpose(x, [0, 2, 1])
      expect(new GlobalAveragePooling1D({ dataFormat: 'channels_first' })(turned, { mask })).toBeAllclose([
        [3, 4],
      ])
    })
  })

  it('share the gradient of a maximum among equal ones', () => {
    tf.tidy(() => {
      const layer = new GlobalMaxPooling2D()
      const dx = tf.grad((x) => layer(x))(tf.ones([1, 2, 2, 3]))
      expect(dx).toBeAllclose(tf.fill([1, 2, 2, 3], 0.25))
    })
  })

  it('to a given size take windows of unequal lengths, and more outputs than inputs', () => {
    tf.tidy(() => {
      const x = tf.tensor3d([5, 1, 4, 2, 3], [1, 5, 1])
      expect(new AdaptiveMaxPooling1D(3)(x)).toBeAllclose([[[5], [4], [3]]])
      expect(new AdaptiveMaxPooling1D(7)(x).shape).toEqual([1, 7, 1])
    })
  })
})
