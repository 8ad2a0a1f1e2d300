import { tf } from '../../engine/index.js'
import type { FormatName, Model } from '../../model/index.js'
import { formatNamed } from '../../saving/formats.js'
import { loadModel, modelFromJSON, saveModel } from '../../saving/index.js'
import { KeratinError } from '../../support/errors.js'
import { readTextFile } from '../../support/text-file.js'
import { disposeModel } from '../model/dispose-model.js'
import { preparationOf } from '../model/preparation-of.js'
import { differenceOf } from './compare.js'
import { randomInputs } from './random-inputs.js'

export interface ExportOptions {
  format: FormatName
  /** Whether weights are stored in half precision. */
  float16: boolean
  /** Whether what is there is replaced. */
  overwrite: boolean
  onWarning: (text: string) => void
}

export interface ExportResult {
  /** The largest difference of outputs for random inputs, before and after. */
  difference: number
  /** The difference up to which they agree: rounding, and half precision where it was asked for. */
  tolerance: number
  /** How many numbers were compared. */
  compared: number
  agrees: boolean
  /** What of the model is not in the file, a sentence each. */
  lost: readonly string[]
}

/**
 * Writes a model in another format, reads what was written, and compares outputs of both for random inputs.
 *
 * @throws KeratinError for a model that cannot be read, or that the format cannot hold
 */
export async function exportModel(
  file: string,
  path: string,
  { format, float16, overwrite, onWarning }: ExportOptions,
): Promise<ExportResult> {
  const model = await loadCompiled(file, onWarning)
  try {
    if (format === 'keras-project') describeInput(model)
    await saveModel(model, path, { format, float16, overwrite })
    const back = await readBack(path, format, model)
    try {
      const inputs = randomInputs(model)
      const compared = await differenceOf(model, back, inputs)
      tf.dispose(inputs)
      const tolerance = (float16 ? 1e-2 : 1e-5) * Math.max(1, compared.largest)
      const lost = [...formatNamed(format)!.lost(model)]
      if (float16) lost.push('the last digits of weights, which are in half precision')
      const { difference, count } = compared
      return { difference, tolerance, compared: count, agrees: difference <= tolerance, lost }
    } finally {
      disposeModel(back)
    }
  } finally {
    disposeModel(model)
  }
}

/** A model that does not say how samples become its input takes what its shape suggests; others take a table. */
function describeInput(model: Model): void {
  if (model.metadata.input) return
  try {
    const input = preparationOf(model)
    model.metadata = { ...model.metadata, input }
  } catch (error) {
    if (!(error instanceof KeratinError) || error.code !== 'UNSUPPORTED') throw error
  }
}

/** With what it was compiled with, if that is known: a loss of a program's own is no reason not to have the rest. */
async function loadCompiled(file: string, onWarning: (text: string) => void): Promise<Model> {
  try {
    return await loadModel(file)
  } catch (error) {
    if (!(error instanceof KeratinError) || error.code !== 'UNSUPPORTED') throw error
    const model = await loadModel(file, { compile: false })
    onWarning(`${error.problem} It is exported without what it was compiled with.`)
    return model
  }
}

/** The model that a file gives; what a format does not hold comes from the model that was written. */
async function readBack(path: string, format: FormatName, model: Model): Promise<Model> {
  const { holds } = formatNamed(format)!
  if (holds === 'model') return loadModel(path, { compile: false })
  if (holds === 'weights') {
    const back = modelFromJSON(model.toJSON())
    await back.loadWeights(path)
    return back
  }
  const back = modelFromJSON(await readTextFile(path, 'json'))
  const weights = model.weights.map((weight) => weight.read())
  back.setWeights(weights)
  return back
}
