import { join, resolve } from 'node:path'
import { wordRows } from '../../../models/text/base-vectors.js'
import { special } from '../../data/text/sequence-encoder.js'
import { tf } from '../../engine/index.js'
import { Embedding, type Layer } from '../../layers/index.js'
import { Model } from '../../model/index.js'
import { saveEmbeddings } from '../../plot/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { makeFolders } from '../../support/make-folders.js'
import { unknownName } from '../../support/names.js'
import { disposeModel } from '../model/dispose-model.js'
import { nameOf } from '../model/find-run.js'
import { openModel } from '../model/open-model.js'
import type { Drawing, PlotCall } from './drawing.js'

/** The vectors of words, as TensorBoard's projector reads them. */
export async function drawEmbeddings({ options, io }: PlotCall, [path]: string[]): Promise<Drawing> {
  const name = nameOf(path!, io.cwd)
  const { out = `${name}-embeddings` } = options
  if (out === '-') throw argumentError('keratin plot embeddings', 'a folder for two files', '--out', out)
  const { model, file } = await openModel(path!, io.cwd)
  try {
    const layer = embeddingOf(model, options.layer)
    const matrix = tf.tidy(() => layer.weights[0]!.read().clone()) as tf.Tensor2D
    try {
      const [count, dimensions] = matrix.shape
      const words = wordsOf(model, count)
      const folder = resolve(io.cwd, out)
      makeFolders(folder)
      await saveEmbeddings(folder, matrix, { metadata: words })
      const files = ['vectors.tsv', 'metadata.tsv'].map((f) => join(out, f))
      return { files, name, facts: { model: file, layer: layer.name, words: count, dimensions } }
    } finally {
      matrix.dispose()
    }
  } finally {
    disposeModel(model)
  }
}

function embeddingOf(model: Model, name: string | undefined): Layer {
  const all = leaves(model).filter((layer) => layer instanceof Embedding)
  const found = name === undefined ? all[0] : all.find((layer) => layer.name === name)
  if (found) return found
  if (all.length === 0) throw new KeratinError('UNSUPPORTED', `The model "${model.name}" has no Embedding.`)
  throw unknownName(
    'Embedding',
    name!,
    all.map((layer) => layer.name),
  )
}

const leaves = (model: Model): Layer[] =>
  model.layers.flatMap((layer) => (layer instanceof Model ? leaves(layer) : [layer]))

/** What the first rows stand for, of a model of `keratin train`. */
const rowsOfSpecial = { '(padding)': special.pad, '(start)': special.start, '(unknown)': special.unknown }

/** The word of each row; where the model does not say it, its number. */
function wordsOf(model: Model, count: number): string[] {
  const words = Array.from({ length: count }, (_, i) => String(i))
  const { encoder } = (model.metadata.input ?? {}) as { encoder?: object }
  if (encoder) for (const [name, row] of Object.entries(rowsOfSpecial)) words[row] = name
  for (const [word, row] of wordRows(model) ?? []) if (row < count) words[row] = word
  return words
}
