import { tf } from '../../engine/index.js'
import { type ColorMap, rainbow } from '../heat.js'
import type { Photos } from './photos.js'

/**
 * Photos under maps of the same size: `(1 − α) · grey photo + α · colour of the map`.
 *
 * @param maps from 0 to 1, `[count, height, width]`, of any size: they are enlarged (bilinear)
 * @returns the bytes of each, red, green and blue
 */
export function overlays(
  { count, height, width, values }: Photos,
  maps: tf.Tensor3D,
  alpha: number,
  colors: ColorMap = rainbow,
): Uint8Array[] {
  const heat = tf.tidy(() => {
    const large = tf.image.resizeBilinear(
      tf.expandDims(maps, -1) as tf.Tensor4D,
      [height, width],
      false,
      true,
    )
    return large.dataSync()
  })
  const size = height * width
  return Array.from({ length: count }, (_, n) => {
    const bytes = new Uint8Array(size * 3)
    for (let i = 0; i < size; i++) {
      const from = (n * size + i) * 3
      const grey = 0.299 * values[from]! + 0.587 * values[from + 1]! + 0.114 * values[from + 2]!
      const color = colors(heat[n * size + i]!)
      for (let c = 0; c < 3; c++)
        bytes[i * 3 + c] = Math.round((1 - alpha) * grey * 255 + alpha * color[c as 0 | 1 | 2])
    }
    return bytes
  })
}

/** Photos as bytes of red, green and blue. */
export const photoBytes = ({ count, height, width, values }: Photos): Uint8Array[] =>
  Array.from({ length: count }, (_, n) =>
    Uint8Array.from(
      values.subarray(n * height * width * 3, (n + 1) * height * width * 3),
      (v) => Math.max(0, Math.min(1, v)) * 255 + 0.5,
    ),
  )
