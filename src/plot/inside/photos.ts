import { type TensorLike, toTensor } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { plainExtent, toUnit } from '../scaling.js'

/** Images as red, green and blue from 0 to 1, the whole of them from black to white. */
export interface Photos {
  count: number
  height: number
  width: number
  /** The three channels of each place, image by image. */
  values: Float32Array
}

/** Reads images of 1, 3 or 4 channels, or without an axis for them. */
export function readPhotos(where: string, given: TensorLike): Photos {
  return tf.tidy(() => {
    const images = toTensor(given, { name: 'images' })
    const shape = images.shape.length === 3 ? [...images.shape, 1] : images.shape
    const [count, height, width, channels] = shape as [number, number, number, number]
    if (shape.length !== 4 || ![1, 3, 4].includes(channels)) {
      throw new KeratinError(
        'SHAPE',
        `${where}: images have shape [n, height, width] or [n, height, width, 1, 3 or 4]. Received: ${showShape(images.shape)}.`,
      )
    }
    const all = images.dataSync()
    const unit = toUnit(all, rangeOf(all))
    const values = Float32Array.from(
      { length: count * height * width * 3 },
      (_, i) => unit[Math.floor(i / 3) * channels + (channels === 1 ? 0 : i % 3)]!,
    )
    return { count, height, width, values }
  })
}

/** Bytes, shares and values around 0 are known by their range; anything else from its least to its greatest. */
function rangeOf(values: ArrayLike<number>): [number, number] {
  const [least, greatest] = plainExtent(values)
  if (least >= 0 && greatest <= 1) return [0, 1]
  if (least >= 0 && greatest > 1 && greatest <= 255) return [0, 255]
  return least >= -1 && greatest <= 1 ? [-1, 1] : [least, greatest]
}
