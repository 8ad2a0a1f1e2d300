import { expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { type GoldenTensor, goldenSuite, readGolden, toTensor } from '../../harness/golden.js'
import { expectNoLeak } from '../../harness/leaks.js'

interface AffineCase {
  id: string
  fill_mode: 'reflect' | 'constant' | 'nearest' | 'wrap'
  interpolation: 'bilinear' | 'nearest'
  fill_value: number
  size: [number, number]
  value: GoldenTensor
}

const { x, transforms } = readGolden<Record<'x' | 'transforms', GoldenTensor>>('images')

goldenSuite<AffineCase>('images', {
  list: 'affine',
  needs: () => [],
  has: () => true,
  run: ({ fill_mode, interpolation, fill_value, size, value }) =>
    expectNoLeak(() => {
      tf.tidy(() => {
        const [images, matrices, expected] = [x, transforms, value].map(toTensor) as [
          tf.Tensor4D,
          tf.Tensor2D,
          tf.Tensor,
        ]
        const y = tf.image.transform(images, matrices, interpolation, fill_mode, fill_value, size)
        expect(y).toBeAllclose(expected, { atol: 1e-4, rtol: 1e-4 })
      })
    }),
})

it('takes any number of channels, and one transformation for all images', () => {
  const flip = tf.tensor2d([[-1, 0, 4, 0, 1, 0, 0, 0]])
  for (const channels of [1, 2, 3, 4, 5, 7, 8]) {
    tf.tidy(() => {
      const images = tf.range(0, 2 * 3 * 5 * channels).reshape([2, 3, 5, channels]) as tf.Tensor4D
      const flipped = tf.reverse(images, 2).dataSync()
      for (const interpolation of ['nearest', 'bilinear'] as const) {
        const y = tf.image.transform(images, flip, interpolation, 'reflect')
        expect([...y.dataSync()]).toEqual([...flipped])
      }
    })
  }
  flip.dispose()
})
