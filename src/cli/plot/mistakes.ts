import { resolve } from 'node:path'
import type { Examples } from '../../../models/recipe.js'
import { Dataset, loadImage } from '../../data/index.js'
import { tf } from '../../engine/index.js'
import {
  type Picture,
  type PlotMistakesOptions,
  plotMistakes,
  type WrongSample,
  worstMistakes,
} from '../../plot/index.js'
import { KeratinError } from '../../support/errors.js'
import { inputFor } from '../evaluate/evaluate.js'
import { openForEvaluation } from '../evaluate/open-data.js'
import { nameOf } from '../model/find-run.js'
import { probabilitiesOf } from '../model/probabilities.js'
import type { Drawing, PlotCall } from './drawing.js'

/** Height and width that photos get on the sheet. */
const shownSize = 192

/** The samples that a model is most sure and wrong about. */
export async function drawMistakes({ options, output, io }: PlotCall, [path]: string[]): Promise<Drawing> {
  const { count = 16 } = options
  const opened = await openForEvaluation(path!, options, output)
  const { model, data, batchSize } = opened
  const { test, labels } = data
  const x = test.x instanceof Dataset ? test.x : inputFor(test.x, model)
  try {
    const size = x instanceof Dataset ? {} : { batchSize }
    const predicted = (await model.predict(x, { ...size, verbose: 0, signal: io.signal })) as tf.Tensor
    const rows = probabilitiesOf(predicted).map((row) => [...row])
    predicted.dispose()
    io.signal.throwIfAborted()
    const worst = worstMistakes(Array.from(test.classes), rows, { count })
    const name = nameOf(path!, io.cwd)
    const title = options.title ?? `${name}: ${worst.length === 0 ? 'no mistakes' : 'the worst mistakes'}`
    const picture = await sheetOf(test, worst, { labels, title, count }, io.cwd)
    const mistakes = worst.map(({ index, actual, predicted: taken, probability }) => ({
      index,
      ...(test.files && { file: test.files[index]! }),
      ...(test.texts && { text: test.texts[index]! }),
      actual: labels[actual]!,
      predicted: labels[taken]!,
      probability,
    }))
    return {
      picture,
      name,
      isPhoto: !test.texts,
      facts: { model: opened.file, on: opened.on, samples: rows.length, mistakes },
      lines: listOf(mistakes),
    }
  } finally {
    if (x !== test.x) (x as tf.Tensor).dispose()
    opened.dispose()
  }
}

/** The sheet of the samples that are wrong: only those are read and drawn. */
async function sheetOf(
  { texts, files, x }: Examples,
  worst: readonly WrongSample[],
  options: PlotMistakesOptions,
  cwd: string,
): Promise<Picture> {
  const indices = worst.map(({ index }) => index)
  const names = indices.map((i) => files?.[i] ?? `#${i}`)
  // as if there were no other samples, in the order of the mistakes
  const actual = worst.map((sample) => sample.actual)
  const rows = worst.map((sample) => oneRow(sample, options.labels!.length))
  const draw = (samples: Parameters<typeof plotMistakes>[0]) =>
    plotMistakes(samples, actual, rows, { ...options, names })
  if (texts) return draw(indices.map((i) => texts[i]!))
  if (worst.length === 0) return draw([])
  const images = files ? await photosOf(indices.map((i) => resolve(cwd, files[i]!))) : imagesOf(x, indices)
  try {
    return draw(images)
  } finally {
    images.dispose()
  }
}

/** The probability of what a sample is taken for, and nothing for all other classes. */
const oneRow = ({ predicted, probability }: WrongSample, classes: number): number[] =>
  Array.from({ length: classes }, (_, i) => (i === predicted ? probability : 0))

async function photosOf(files: readonly string[]): Promise<tf.Tensor4D> {
  const photos: tf.Tensor3D[] = []
  try {
    for (const file of files)
      photos.push(await loadImage(file, { targetSize: shownSize, cropToAspectRatio: true, colorMode: 'rgb' }))
    return tf.stack(photos) as tf.Tensor4D
  } finally {
    tf.dispose(photos)
  }
}

/** Images of those places; flat ones as squares. */
function imagesOf(x: Examples['x'], indices: readonly number[]): tf.Tensor {
  if (x instanceof Dataset || x.rank < 2)
    throw new KeratinError('UNSUPPORTED', 'keratin plot mistakes: the samples are neither images nor texts.')
  return tf.tidy(() => {
    const some = tf.gather(x, [...indices])
    const side = Math.sqrt(some.shape[1]!)
    return some.rank === 2 && Number.isInteger(side) ? tf.reshape(some, [-1, side, side]) : some.clone()
  })
}

interface Mistake {
  index: number
  file?: string
  text?: string
  actual: string
  predicted: string
  probability: number
}

function listOf(mistakes: readonly Mistake[]): string {
  if (mistakes.length === 0) return 'no mistakes'
  return mistakes
    .map(({ index, file, text, actual, predicted, probability }) => {
      const words = text === undefined ? '' : `  ${text.replace(/\s+/g, ' ').slice(0, 60)}`
      return `${(probability * 100).toFixed(1).padStart(5)} %  ${predicted}, is ${actual}  ${file ?? `#${index}`}${words}`
    })
    .join('\n')
}
