import type { Examples, Recipe } from '../../../models/recipe.js'
import { Dataset } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import type { Model } from '../../model/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import type { Logs } from '../../training/index.js'
import { ConfusionCounter } from './confusion-counter.js'
import { findMistakes, type Mistake } from './mistakes.js'
import { type ClassReport, classReports } from './report.js'

/** How well a classifier does on labelled samples. */
export interface Evaluation {
  samples: number
  /** Loss and metrics. */
  metrics: Logs
  classes: ClassReport[]
  /** Row: actual class; column: predicted class. */
  confusion: number[][]
  /** The files that the model is most sure and wrong about; absent where samples are no files. */
  mistakes?: Mistake[]
}

export interface EvaluateOptions {
  batchSize: number
  /** The variant of the recipe that the model was trained as. */
  variant?: string
  /** How many mistakes are wanted. Default 10. */
  mistakes?: number
  signal?: AbortSignal
}

const hint = 'Name the recipe that the model was made for with --recipe.'

/**
 * Measures a model on samples: the loss and the metrics of the recipe, and what is taken for what. The model is
 * compiled with them: what it was compiled with before may want targets of another form.
 *
 * @throws KeratinError SHAPE if the samples do not fit the model
 */
export async function evaluateModel(
  model: Model,
  recipe: Recipe,
  examples: Examples,
  labels: readonly string[],
  { batchSize, variant, mistakes = 10, signal }: EvaluateOptions,
): Promise<Evaluation> {
  const outputs = model.outputShapes?.[0]?.at(-1) ?? 0
  if (Math.max(2, outputs) !== labels.length) {
    const message = `The model tells ${outputs} classes apart. Expected: ${labels.length}, those of the data.`
    throw new KeratinError('SHAPE', message, { hint })
  }
  const { x, y } = examples
  const given = x instanceof Dataset ? x : inputFor(x, model)
  const counter = new ConfusionCounter(labels.length)
  try {
    const settings = recipe.compile({
      learningRate: recipe.defaults.learningRate,
      labels,
      ...(variant !== undefined && { variant }),
    })
    model.compile({ ...settings, metrics: [...settings.metrics, counter] })
    const size = { ...(!(given instanceof Dataset) && { batchSize }) }
    const options = { ...size, verbose: 0, signal, returnDict: true } as const
    const { confusion: _, ...metrics } = await model.evaluate(given, y, options)
    signal?.throwIfAborted()
    const confusion = counter.matrix()
    const worst = await findMistakes(model, given, examples, labels, { ...size, mistakes, signal })
    signal?.throwIfAborted()
    const samples = confusion.flat().reduce((a, b) => a + b, 0)
    return {
      samples,
      metrics,
      classes: classReports(confusion, labels),
      confusion,
      ...(worst && { mistakes: worst }),
    }
  } finally {
    counter.dispose()
    if (given !== x) given.dispose()
  }
}

/** The samples in the shape that the model takes, where that is another form of the same: flat, or with a channel. */
export function inputFor(x: tf.Tensor, model: Model): tf.Tensor {
  const expected = model.inputShapes?.[0]
  const [count, ...shape] = x.shape
  const size = (dims: readonly (number | null)[]) => dims.reduce<number>((n, d) => n * (d ?? Number.NaN), 1)
  if (!expected || (expected.length === x.shape.length && shape.every((d, i) => d === expected[i + 1])))
    return x
  if (size(expected.slice(1)) === size(shape)) return x.reshape([count!, ...(expected.slice(1) as number[])])
  const received = `Received: data of shape ${showShape([null, ...shape])}.`
  throw new KeratinError('SHAPE', `The model expects input of shape ${showShape(expected)}. ${received}`, {
    hint,
  })
}
