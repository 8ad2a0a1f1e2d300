import { tf } from '../../engine/index.js'

/** The part of `extents` in the middle that has the aspect ratio of `target`, as large as possible. */
export function cropToAspectRatio(
  x: tf.Tensor,
  firstAxis: number,
  target: readonly [number, number],
): tf.Tensor {
  const [height, width] = x.shape.slice(firstAxis, firstAxis + 2) as [number, number]
  const cropped = [
    Math.max(1, Math.min(height, Math.trunc((width * target[0]) / target[1]))),
    Math.max(1, Math.min(width, Math.trunc((height * target[1]) / target[0]))),
  ]
  return middleOf(x, firstAxis, cropped)
}

/** The middle of images, of that height and width; a rest of one pixel is cut off at the end. */
export function middleOf(x: tf.Tensor, firstAxis: number, extents: readonly number[]): tf.Tensor {
  const begin = x.shape.map(() => 0)
  const size = [...x.shape]
  extents.forEach((extent, i) => {
    begin[firstAxis + i] = Math.trunc((x.shape[firstAxis + i]! - extent) / 2)
    size[firstAxis + i] = extent
  })
  return tf.slice(x, begin, size)
}

/** The image with as much of `value` on both sides as gives it the aspect ratio of `target`. */
export function padToAspectRatio(
  x: tf.Tensor,
  firstAxis: number,
  target: readonly [number, number],
  value: number,
): tf.Tensor {
  const [height, width] = x.shape.slice(firstAxis, firstAxis + 2) as [number, number]
  const padded = [
    Math.max(height, Math.trunc((width * target[0]) / target[1])),
    Math.max(width, Math.trunc((height * target[1]) / target[0])),
  ]
  const borders = x.shape.map((_, axis) => {
    const border =
      axis < firstAxis ? 0 : Math.trunc(((padded[axis - firstAxis] ?? x.shape[axis]!) - x.shape[axis]!) / 2)
    return [border, border] as [number, number]
  })
  return tf.pad(x, borders, value)
}
