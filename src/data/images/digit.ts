import { KeratinError } from '../../support/errors.js'
import { crop, paste, scaleTo } from './centre.js'
import { decodeImage } from './decode.js'
import type { DecodedImage } from './decoded-image.js'
import { inkOf, type Plane } from './ink.js'
import { withoutSpecks } from './specks.js'

/** Width and height of the result, and of the ink in it, as in MNIST. */
const side = 28
const box = 20

/**
 * Reads a picture of a digit, of any size and colour, and prepares it as the digits of MNIST were: white on black,
 * 20 pixels on its longer side, its centre of mass in the middle of 28×28.
 *
 * @param image a path, or the bytes of an image file
 * @returns 784 values from 0 to 1, row by row
 * @throws KeratinError FILE_NOT_FOUND; FILE_UNREADABLE for what is no image; DATA for an image with nothing on it
 * @example const x = tf.tensor(await loadDigit('seven.png'), [1, 28, 28, 1])
 */
export async function loadDigit(image: string | Uint8Array): Promise<Float32Array> {
  return prepareDigit(await decodeImage(image, { longestSide: 1024 }))
}

/** The same for an image in memory. */
export function prepareDigit(image: DecodedImage): Float32Array {
  const hasAlpha = image.channels === 2 || image.channels === 4
  const ink = inkOf(onGround(image, 255)) ?? (hasAlpha ? inkOf(onGround(image, 0)) : undefined)
  if (!ink) {
    throw new KeratinError(
      'DATA',
      `No digit can be seen in ${image.name}: all of it has nearly one colour.`,
      {
        hint: 'Give a picture of one digit that stands out from its ground.',
      },
    )
  }
  const small = scaleTo(crop(withoutSpecks(ink)), box)
  const most = small.data.reduce((max, v) => Math.max(max, v), 0)
  return paste({ ...small, data: small.data.map((v) => Math.min(1, v / most)) }, side)
}

/** Brightness; what is transparent shows the ground: white, or black for white ink. */
function onGround({ data, width, height, channels }: DecodedImage, ground: number): Plane {
  const out = new Float32Array(width * height)
  const colours = channels < 3 ? 1 : 3
  for (let i = 0; i < out.length; i++) {
    const at = i * channels
    const value =
      colours === 1 ? data[at]! : 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!
    const alpha = channels === colours ? 1 : data[at + colours]! / 255
    out[i] = alpha * value + (1 - alpha) * ground
  }
  return { data: out, width, height }
}
