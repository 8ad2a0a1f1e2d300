import { tf } from '../tf.js'

/** How the window of a pooling moves. */
export interface PoolOptions {
  size: readonly number[]
  strides: readonly number[]
  pad: 'valid' | 'same'
}

type Three = [number, number, number]
type Two = [number, number]

/**
 * Windows over volumes as windows over planes, then over the depth, which comes out the same. The cpu kernels for
 * volumes are wrong at padded borders and where steps are longer than the window.
 */
function inTwoSteps(images: typeof tf.maxPool, x: tf.Tensor, { size, strides, pad }: PoolOptions): tf.Tensor {
  const [B, D, H, W, C] = x.shape as [number, number, number, number, number]
  const planes = tf.reshape(x, [B * D, H, W, C]) as tf.Tensor4D
  const flat = images(planes, size.slice(1) as Two, strides.slice(1) as Two, pad)
  const [, OH, OW] = flat.shape
  const deep = tf.reshape(flat, [B, D, 1, OH * OW * C]) as tf.Tensor4D
  const y = images(deep, [size[0]!, 1], [strides[0]!, 1], pad)
  return tf.reshape(y, [B, y.shape[1], OH, OW, C])
}

const pooling =
  (images: typeof tf.maxPool, volumes: typeof tf.maxPool3d) =>
  (x: tf.Tensor, options: PoolOptions): tf.Tensor => {
    const { size, strides, pad } = options
    if (x.rank === 4) return images(x as tf.Tensor4D, size as Two, strides as Two, pad)
    if (tf.getBackend() === 'cpu') return inTwoSteps(images, x, options)
    return volumes(x as tf.Tensor5D, size as Three, strides as Three, pad)
  }

/** The maximum of each window over images [batch, height, width, channels] or volumes. */
export const maxPool = pooling(tf.maxPool, tf.maxPool3d)
/** The mean of each window over images [batch, height, width, channels] or volumes. */
export const avgPool = pooling(tf.avgPool, tf.avgPool3d)
