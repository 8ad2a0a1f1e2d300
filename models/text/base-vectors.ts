import { loadWordVectors, type WordVectors } from '../../src/data/index.js'
import { special } from '../../src/data/text/sequence-encoder.js'
import { Embedding, type Layer, TextVectorization } from '../../src/layers/index.js'
import type { Model } from '../../src/model/index.js'
import { loadModel } from '../../src/saving/index.js'
import { KeratinError } from '../../src/support/errors.js'
import { fileOf } from '../transfer/file-of.js'

/**
 * Vectors of words to begin with: a file of GloVe or word2vec, or the Embedding of any model whose words are known: one
 * of `keratin train`, or one that begins with TextVectorization.
 *
 * @param words that are wanted
 * @throws KeratinError `FILE_NOT_FOUND`, `FILE_UNREADABLE`; `UNSUPPORTED` for a model whose words are not known
 */
export async function baseVectors(base: string, words: readonly string[]): Promise<WordVectors> {
  if (/\.(txt|vec|bin)(\.gz)?$/i.test(base)) return loadWordVectors(base, { words })
  const model = await loadModel(await fileOf(base), { compile: false })
  try {
    return vectorsOf(model, base, new Set(words))
  } finally {
    model.dispose()
  }
}

function vectorsOf(model: Model, base: string, wanted: ReadonlySet<string>): WordVectors {
  const embedding = leaves(model).find((layer) => layer instanceof Embedding)
  const rows = wordRows(model)
  if (!embedding || !rows) {
    const what = embedding ? 'does not say which words its rows are' : 'has no Embedding'
    throw new KeratinError('UNSUPPORTED', `The base ${base} ${what}.`, {
      hint: 'Give a file of GloVe or word2vec, a model of keratin train, or one that begins with TextVectorization.',
    })
  }
  const [matrix] = embedding.weights
  const [count, dimension] = matrix!.shape as [number, number]
  const values = matrix!.read().dataSync() as Float32Array
  const vectors = new Map<string, Float32Array>()
  for (const [word, row] of rows) {
    if (!wanted.has(word) || row >= count) continue
    vectors.set(word, values.slice(row * dimension, (row + 1) * dimension))
  }
  return { dimension, vectors }
}

/** The row of each word in the vectors of a model; undefined where it does not say which words it knows. */
export function wordRows(model: Model): [word: string, row: number][] | undefined {
  const { encoder } = (model.metadata.input ?? {}) as { encoder?: { vocabulary?: readonly string[] } }
  if (Array.isArray(encoder?.vocabulary)) {
    return (encoder.vocabulary as readonly string[]).map((word, i) => [word, i + special.first])
  }
  const reader = leaves(model).find((layer) => layer instanceof TextVectorization)
  return reader?.getVocabulary().map((word, i) => [word, i])
}

const leaves = (model: Model): Layer[] =>
  model.layers.flatMap((layer) => ('layers' in layer ? leaves(layer as Model) : [layer]))
