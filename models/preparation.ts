import { KeratinError, showShape } from '../src/support/errors.js'

/** How a file becomes the input of a model; written down with each run, so that prediction does what training did. */
export type Preparation =
  | {
      /** A handwritten digit on light or dark ground, centred as those of MNIST are. */
      kind: 'digit'
      /** Shape of one sample: `[28, 28, 1]` or `[784]`. */
      shape: readonly number[]
    }
  | {
      /** A photo, stretched to the size of the input. */
      kind: 'image'
      /** `[height, width, channels]`. */
      shape: readonly number[]
      /** What pixels of 0 to 255 are multiplied with. */
      rescale: number
    }

/**
 * The input for one file.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE for a file that is no image
 */
export async function prepareFile(preparation: Preparation, path: string): Promise<Float32Array> {
  const { loadDigit, readImage } = await import('../src/data/images/index.js')
  if (preparation.kind === 'digit') return loadDigit(path)
  const { shape, rescale } = preparation
  const [height, width, channels] = shape as [number, number, number]
  const { data } = await readImage(
    path,
    { height, width },
    {
      rescale,
      colorMode: channels === 1 ? 'grayscale' : 'rgb',
    },
  )
  return data
}

/** The preparation for a model of which only the input shape is known: an image of MNIST's size is a digit. */
export function preparationFor(inputShape: readonly (number | null)[]): Preparation {
  const shape = inputShape.slice(1)
  const pixels = shape.filter((d) => d !== 1)
  const isDigit =
    (pixels.length === 2 && pixels.every((d) => d === 28)) || (pixels.length === 1 && pixels[0] === 784)
  if (isDigit) return { kind: 'digit', shape: shape as number[] }
  throw new KeratinError(
    'UNSUPPORTED',
    `It is not known how to make input of shape ${showShape(inputShape)} from a file.`,
    {
      hint: 'Predict with a run folder, which says how, or call predict in a program.',
    },
  )
}
