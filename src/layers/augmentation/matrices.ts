import { tf } from '../../engine/index.js'

/**
 * Eight numbers for each image, as `tf.image.transform` takes them: pixel (x, y) of the result is what lies at
 * (a0 x + a1 y + a2, b0 x + b1 y + b2).
 */
type Matrices = tf.Tensor2D

/** One number for each image. */
type Each = tf.Tensor1D

function matrices(a0: Each, a1: Each, a2: Each, b0: Each, b1: Each, b2: Each): Matrices {
  const zero = tf.zerosLike(a0)
  return tf.stack([a0, a1, a2, b0, b1, b2, zero, zero], 1) as Matrices
}

/** Rotations by angles in degrees around the middle. */
export function rotations(degrees: Each, height: number, width: number): Matrices {
  const angles = tf.mul(degrees, Math.PI / 180)
  const [cos, sin] = [tf.cos(angles), tf.sin(angles)] as [Each, Each]
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2]
  const a2: Each = tf.add(tf.sub(cx, tf.mul(cos, cx)), tf.mul(sin, cy))
  const b2: Each = tf.sub(tf.sub(cy, tf.mul(sin, cx)), tf.mul(cos, cy))
  return matrices(cos, tf.neg(sin), a2, sin, cos, b2)
}

/** Zooms around the middle: above 1 out, below 1 in. */
export function zooms(vertical: Each, horizontal: Each, height: number, width: number): Matrices {
  const zero = tf.zerosLike(vertical)
  const a2: Each = tf.mul(tf.sub(1, horizontal), (width - 1) / 2)
  const b2: Each = tf.mul(tf.sub(1, vertical), (height - 1) / 2)
  return matrices(horizontal, zero, a2, zero, vertical, b2)
}

/** Shifts by pixels, to the right and down. */
export function translations(right: Each, down: Each): Matrices {
  const [one, zero] = [tf.onesLike(right), tf.zerosLike(right)]
  return matrices(one, zero, tf.neg(right), zero, one, tf.neg(down))
}

/** Mirrors images where a number is at most a half. */
export function flips(
  horizontal: Each | null,
  vertical: Each | null,
  height: number,
  width: number,
): Matrices {
  const signs = (u: Each | null, other: Each): Each =>
    u ? tf.sub(1, tf.mul(2, tf.cast(tf.lessEqual(u, 0.5), 'float32'))) : tf.onesLike(other)
  const given = (horizontal ?? vertical)!
  const [sx, sy] = [signs(horizontal, given), signs(vertical, given)]
  const zero = tf.zerosLike(sx)
  const back = (sign: Each, length: number): Each => tf.mul(tf.sub(1, sign), (length - 1) / 2)
  return matrices(sx, zero, back(sx, width), zero, sy, back(sy, height))
}
