import { resolve } from 'node:path'
import { type FilePreparation, prepareFile } from '../../../models/preparation.js'
import { tf } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import type { OpenModel } from '../model/open-model.js'
import { probabilitiesOf } from '../model/probabilities.js'
import { type Ranking, type RankOptions, ranked } from './rank.js'

/** What a model says about one file. */
export interface FilePrediction extends Ranking {
  file: string
}

/** A file that could not be used. */
export interface FileFailure {
  file: string
  code: string
  message: string
}

export interface PredictOptions extends RankOptions {
  cwd: string
  /** Files computed at a time. Default 32. */
  batchSize?: number
  signal?: AbortSignal
  /** The bytes of the image that is named `-`. */
  piped?: () => Promise<Uint8Array>
  /** Is told how many more files are done. */
  onProgress?: (files: number) => void
}

/**
 * Predicts the classes of files. A file that cannot be used is left out and reported; the others are predicted all
 * the same.
 */
export async function predictFiles(
  { model, labels }: Pick<OpenModel, 'model' | 'labels'>,
  prepared: FilePreparation,
  files: readonly string[],
  { cwd, batchSize = 32, signal, piped, onProgress, ...rank }: PredictOptions,
): Promise<{ predictions: FilePrediction[]; failed: FileFailure[] }> {
  const predictions: FilePrediction[] = []
  const failed: FileFailure[] = []
  const read = (start: number) => {
    const names = files.slice(start, start + batchSize)
    const contentOf = async (file: string) => (file === '-' && piped ? piped() : resolve(cwd, file))
    return Promise.all(names.map((file) => readInput(prepared, () => contentOf(file))))
  }
  let next = read(0)
  for (let start = 0; start < files.length; start += batchSize) {
    signal?.throwIfAborted()
    const names = files.slice(start, start + batchSize)
    const inputs = await next
    // the next files are read while these are computed
    next = read(start + batchSize)
    // a failure is met when it is its turn
    next.catch(() => {})
    const good: string[] = []
    const values: Float32Array[] = []
    for (const [i, input] of inputs.entries()) {
      const file = names[i]!
      if (input instanceof KeratinError) {
        failed.push({ file, code: input.code, message: input.message })
      } else {
        good.push(file)
        values.push(input)
      }
    }
    const rows = good.length > 0 ? await predictRows(model, values, prepared.shape) : []
    for (const [i, row] of rows.entries()) {
      predictions.push({ file: good[i]!, ...ranked(row, labels, rank) })
    }
    onProgress?.(names.length)
  }
  return { predictions, failed }
}

async function readInput(
  preparation: FilePreparation,
  contentOf: () => Promise<string | Uint8Array>,
): Promise<Float32Array | KeratinError> {
  try {
    return await prepareFile(preparation, await contentOf())
  } catch (error) {
    if (error instanceof KeratinError) return error
    throw error
  }
}

async function predictRows(
  model: OpenModel['model'],
  inputs: readonly Float32Array[],
  shape: readonly number[],
) {
  const size = shape.reduce((n, d) => n * d, 1)
  const values = new Float32Array(inputs.length * size)
  for (const [i, input] of inputs.entries()) values.set(input, i * size)
  const x = tf.tensor(values, [inputs.length, ...shape])
  try {
    const y = (await model.predict(x, { batchSize: inputs.length, verbose: 0 })) as tf.Tensor
    try {
      return probabilitiesOf(y)
    } finally {
      y.dispose()
    }
  } finally {
    x.dispose()
  }
}
