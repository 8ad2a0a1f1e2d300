import { gather, type TensorLike } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { text } from '../frame.js'
import { grid, hrefOf } from '../grid.js'
import { photoBytes } from '../inside/overlay.js'
import { readPhotos } from '../inside/photos.js'
import { Picture } from '../picture.js'
import { encodePNG } from '../png.js'
import { tag } from '../svg.js'
import { fitEnd, fitText } from '../text-width.js'
import { theme } from '../theme.js'
import { type WorstMistakesOptions, type WrongSample, worstMistakes } from './worst-mistakes.js'

export interface PlotMistakesOptions extends WorstMistakesOptions {
  /** The name of each class. Default: their numbers. */
  labels?: readonly string[]
  /** The file of each sample, or another name for it. Default: its number. */
  names?: readonly string[]
  /** Images beside each other. Default: at most 4. */
  columns?: number
  /** Width of each image in pixels. Default 128. */
  size?: number
  title?: string
}

/**
 * A contact sheet of the samples that a model is most sure and wrong about: what each is, what it is taken for, and how
 * sure the model is.
 *
 * @param samples images, or texts
 * @param yTrue class numbers, or one-hot rows
 * @param yPred probabilities or scores `[n, classes]`, or the probability of the second of two classes
 * @param options.count the most that are shown. Default 16
 * @param options.labels the name of each class. Default: their numbers
 * @param options.names the file of each sample, or another name for it. Default: its number
 * @param options.columns (at most 4) and size (128) of images, title
 *
 * Input shape of images: `[n, height, width]`, or `[n, height, width, channels]` with 1, 3 or 4 channels.
 *
 * @throws KeratinError ARGUMENT, SHAPE, UNKNOWN_NAME
 * @example await plotMistakes(['a good film', 'dull'], [1, 0], [0.1, 0.3], { labels: ['bad', 'good'] }).save('worst.svg')
 */
export function plotMistakes(
  samples: TensorLike | readonly string[],
  yTrue: TensorLike,
  yPred: TensorLike,
  options: PlotMistakesOptions = {},
): Picture {
  const where = 'plotMistakes'
  checkedOptions(where, options)
  const { count, names } = options
  const worst = worstMistakes(yTrue, yPred, { ...(count !== undefined && { count }) })
  const nameOf = ({ index }: WrongSample) => names?.[index] ?? `#${index}`
  const indices = worst.map(({ index }) => index)
  const title = options.title ?? (worst.length > 0 ? 'The worst mistakes' : 'No mistakes')
  if (isTexts(samples))
    return mistakenTexts(
      worst,
      indices.map((i) => samples[i]!),
      nameOf,
      { ...options, title },
    )
  if (worst.length === 0) return noMistakes(title)
  const images = tf.tidy(() => tf.keep(gather(samples as TensorLike, indices)))
  try {
    return mistakenImages(worst, images, nameOf, { ...options, title })
  } finally {
    images.dispose()
  }
}

const isTexts = (samples: unknown): samples is readonly string[] =>
  Array.isArray(samples) && samples.every((sample) => typeof sample === 'string')

const noMistakes = (title: string): Picture =>
  new Picture(320, 60, [text(title, 16, 34, { fill: theme.ink })], title)

/** What a sample is taken for, and what it is. */
const wordsOf = ({ actual, predicted, probability }: WrongSample, labels: readonly string[] | undefined) => {
  const name = (number: number) => labels?.[number] ?? String(number)
  return { taken: `${name(predicted)} ${(probability * 100).toFixed(1)} %`, is: `is ${name(actual)}` }
}

/**
 * Images of mistakes, each with what it is taken for.
 *
 * @param images one for each mistake
 */
export function mistakenImages(
  worst: readonly WrongSample[],
  images: TensorLike,
  nameOf: (sample: WrongSample) => string,
  { labels, columns = Math.min(4, worst.length), size = 128, title }: PlotMistakesOptions,
): Picture {
  const where = 'plotMistakes'
  for (const [name, value] of Object.entries({ columns, size }))
    if (!(Number.isInteger(value) && value > 0)) throw argumentError(where, 'a positive integer', name, value)
  const photos = readPhotos(where, images)
  const { width, height } = photos
  const cells = photoBytes(photos).map((bytes, i) => {
    const { taken, is } = wordsOf(worst[i]!, labels)
    return {
      href: hrefOf(encodePNG(bytes, width, height, 3)),
      caption: [taken, is, fitEnd(nameOf(worst[i]!), Math.max(size, 110))],
      looks: [{ fill: theme.bad }, { fill: theme.good }, {}],
    }
  })
  const tall = Math.max(1, Math.round((size * height) / width))
  const isSmall = width < size / 2
  return grid(cells, {
    columns,
    width: size,
    height: tall,
    pixelated: isSmall,
    widest: Math.max(size, 110),
    ...(title !== undefined && { title }),
  })
}

/** Texts of mistakes, below each other. */
export function mistakenTexts(
  worst: readonly WrongSample[],
  texts: readonly string[],
  nameOf: (sample: WrongSample) => string,
  { labels, title = 'The worst mistakes' }: PlotMistakesOptions,
): Picture {
  if (worst.length === 0) return noMistakes(title)
  const [width, step, top] = [720, 46, 44]
  const elements = worst.flatMap((sample, i) => {
    const { taken, is } = wordsOf(sample, labels)
    const y = top + i * step
    const words = texts[i]!.replace(/\s+/g, ' ').trim()
    return [
      ...(i > 0 ? [tag('line', { x1: 16, x2: width - 16, y1: y, y2: y, stroke: theme.grid })] : []),
      text(fitText(taken, 150), 16, y + 19, { fill: theme.bad }),
      text(fitText(is, 130), 172, y + 19, { fill: theme.good }),
      text(fitEnd(nameOf(sample), width - 330), width - 16, y + 19, { 'text-anchor': 'end' }),
      text(fitText(words, width - 32), 16, y + 37, { fill: theme.ink }),
    ]
  })
  const heading = text(fitText(title, width - 32, theme.titleSize), 16, 26, {
    'font-size': theme.titleSize,
    fill: theme.ink,
  })
  return new Picture(width, top + worst.length * step + 8, [heading, ...elements], title)
}
