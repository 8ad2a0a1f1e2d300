import type { Examples } from '../../../models/recipe.js'
import type { Dataset } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { worstMistakes } from '../../plot/classes/worst-mistakes.js'
import { padToWidth, textWidth } from '../../support/text-width.js'
import { visible } from '../../support/visible.js'
import { probabilitiesOf } from '../model/probabilities.js'

/** A file that a model takes for something else. */
export interface Mistake {
  file: string
  actual: string
  predicted: string
  /** How sure the model is. */
  probability: number
}

interface MistakeOptions {
  batchSize?: number
  mistakes: number
  signal?: AbortSignal | undefined
}

/** The files that a model is most sure and wrong about, the surest first; undefined where samples are no files. */
export async function findMistakes(
  model: Model,
  x: tf.Tensor | Dataset<unknown>,
  examples: Examples,
  labels: readonly string[],
  { mistakes, ...options }: MistakeOptions,
): Promise<Mistake[] | undefined> {
  if (!examples.files) return undefined
  if (mistakes === 0) return []
  const { classes, files } = examples
  const output = (await model.predict(x, { ...options, verbose: 0 })) as tf.Tensor
  try {
    const rows = probabilitiesOf(output).map((row) => Array.from(row))
    return worstMistakes(Array.from(classes), rows, { count: mistakes }).map(
      ({ index, actual, predicted, probability }) => ({
        file: files[index]!,
        actual: labels[actual]!,
        predicted: labels[predicted]!,
        probability,
      }),
    )
  } finally {
    output.dispose()
  }
}

/** The mistakes as text. */
export function showMistakes(mistakes: readonly Mistake[]): string {
  if (mistakes.length === 0) return 'no mistakes'
  const shown = mistakes.map((m) => ({
    file: visible(m.file),
    actual: visible(m.actual),
    predicted: visible(m.predicted),
    probability: m.probability.toFixed(4),
  }))
  const width = (name: 'file' | 'actual' | 'predicted') =>
    Math.max(name.length, ...shown.map((m) => textWidth(m[name])))
  const [file, actual, predicted] = [width('file'), width('actual'), width('predicted')]
  const line = (a: string, b: string, c: string, d: string) =>
    `${padToWidth(a, file)}  ${padToWidth(b, actual)}  ${padToWidth(c, predicted)}  ${d}`
  return [
    'the worst mistakes',
    line('file', 'actual', 'predicted', 'probability'),
    ...shown.map((m) => line(m.file, m.actual, m.predicted, m.probability)),
  ].join('\n')
}
