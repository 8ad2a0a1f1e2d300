import { KeratinError, showShape } from '../src/support/errors.js'
import type { StringPreparation, TextPreparation } from './text/preparation.js'

/** How a file becomes the input of a model; written down with each run, so that prediction does what training did. */
export type Preparation = FilePreparation | StringPreparation | TextPreparation

/** What an image file becomes. */
export type FilePreparation = DigitPreparation | ImagePreparation

/** An image of a digit. */
export interface DigitPreparation {
  /** A handwritten digit on light or dark ground, centred as those of MNIST are. */
  kind: 'digit'
  /** Shape of one sample: `[28, 28, 1]` or `[784]`. */
  shape: readonly number[]
}

/** An image of anything. */
export interface ImagePreparation {
  /** A photo, stretched to the size of the input, or cut to its proportions. */
  kind: 'image'
  /** `[height, width, channels]`. */
  shape: readonly number[]
  /** What pixels of 0 to 255 are multiplied with. */
  rescale: number
  /** What is added then. Default 0. */
  offset?: number
  /** Whether the middle of the photo is taken, rather than all of it stretched. Default false. */
  crop?: boolean
}

/** A preparation without its vocabulary, for people to read. */
export function inBrief(input: Preparation): object {
  return input.kind === 'text' ? { kind: input.kind, shape: input.shape } : input
}

/**
 * The input for one image.
 *
 * @param image a path, or the bytes of a file
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE for a file that is no image
 */
export async function prepareFile(
  preparation: FilePreparation,
  image: string | Uint8Array,
): Promise<Float32Array> {
  const { loadDigit, readImage } = await import('../src/data/images/index.js')
  if (preparation.kind === 'digit') return loadDigit(image)
  const { shape, rescale, offset = 0, crop = false } = preparation
  const [height, width, channels] = shape as [number, number, number]
  const colorMode = channels === 1 ? 'grayscale' : 'rgb'
  const options = { rescale, colorMode, cropToAspectRatio: crop } as const
  const { data } = await readImage(image, { height, width }, options)
  return offset === 0 ? data : data.map((pixel) => pixel + offset)
}

/**
 * The preparation for a model of which only its input is known: texts are texts, an image of MNIST's size is a digit, any
 * other image is a photo of that size.
 *
 * @param takesPixels whether the model takes numbers of 0 to 255; otherwise of 0 to 1
 * @throws KeratinError UNSUPPORTED for an input that is neither
 */
export function preparationFor(
  inputShape: readonly (number | null)[],
  dtype?: string,
  takesPixels = false,
): Preparation {
  if (dtype === 'string') return { kind: 'string', shape: inputShape.slice(1).map(() => 1) }
  const shape = inputShape.slice(1)
  const pixels = shape.filter((d) => d !== 1)
  const isDigit =
    (pixels.length === 2 && pixels.every((d) => d === 28)) || (pixels.length === 1 && pixels[0] === 784)
  if (isDigit) return { kind: 'digit', shape: shape as number[] }
  const isImage = shape.length === 3 && shape.every((d) => d !== null) && (shape[2] === 1 || shape[2] === 3)
  if (isImage) return { kind: 'image', shape: shape as number[], rescale: takesPixels ? 1 : 1 / 255 }
  throw new KeratinError(
    'UNSUPPORTED',
    `It is not known how to make input of shape ${showShape(inputShape)} from a file.`,
    {
      hint: 'Predict with a run folder, which says how, or call predict in a program.',
    },
  )
}
