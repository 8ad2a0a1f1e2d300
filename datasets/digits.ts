import { argumentError } from '../src/support/errors.js'
import { checkedOptions } from '../src/support/options.js'
import { hash32, RandomStream } from '../src/support/random.js'
import { writeDigit } from './drawing/handwriting.js'
import { drawInto, side } from './drawing/raster.js'
import { type ImageBytes, type ImageDataset, type ImageFormat, toTensors } from './image-dataset.js'

export interface DigitsOptions extends ImageFormat {
  /** Training images. Default 6000. */
  train?: number
  /** Test images. Default 1000. */
  test?: number
  /** The same seed draws the same digits, however many are asked for. Default 0. */
  seed?: number
}

const classNames = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * Digits drawn on the spot: as many as wanted, in the form of MNIST, without a file.
 *
 * Each is written from strokes in one of several hands, with random slant, width, thickness and jitter, then sized
 * and centred as MNIST's are. A network trained on them reads about nine in ten real MNIST digits.
 *
 * Output shape: x float32 `[n, 28, 28, 1]` (or `[n, 784]`), y int32 `[n]` (or float32 `[n, 10]`).
 *
 * @throws KeratinError ARGUMENT
 * @example
 * const { train, test } = await digits.load({ train: 2000, test: 500, seed: 1 })
 */
export const digits = {
  name: 'digits',
  classNames: classNames as readonly string[],

  async load(options: DigitsOptions = {}): Promise<ImageDataset> {
    const { train = 6000, test = 1000, seed = 0, ...format } = checkedOptions('digits.load', options)
    if (!Number.isSafeInteger(seed)) throw argumentError('digits.load', 'an integer', 'seed', seed)
    return {
      train: toTensors(drawDigits(train, partSeed(seed, 1), 'train'), classNames.length, format),
      test: toTensors(drawDigits(test, partSeed(seed, 2), 'test'), classNames.length, format),
      classNames,
      source: { from: 'drawn' },
    }
  },
}

/** Train and test have streams of their own, so that the size of one does not change the other. */
const partSeed = (seed: number, part: number): number =>
  hash32(hash32(seed, Math.floor(seed / 2 ** 32)), part)

function drawDigits(count: number, seed: number, name: string): ImageBytes {
  if (!(Number.isInteger(count) && count > 0))
    throw argumentError('digits.load', 'a positive integer', name, count)
  const random = new RandomStream(seed)
  const images = new Uint8Array(count * side * side)
  const labels = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const digit = random.below(10)
    labels[i] = digit
    drawInto(images, i * side * side, writeDigit(digit, random), random)
  }
  return { images, labels, height: side, width: side }
}
