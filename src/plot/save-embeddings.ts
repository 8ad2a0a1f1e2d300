import { join } from 'node:path'
import { type TensorLike, toTensor } from '../data/index.js'
import { tf } from '../engine/index.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import { writeFileAtomic } from '../support/files.js'
import { checkedOptions, isPlainObject } from '../support/options.js'

export interface SaveEmbeddingsOptions {
  /** What each vector stands for: a word each, or columns by name. Default: their numbers. */
  metadata?: readonly string[] | Readonly<Record<string, readonly (string | number)[]>>
}

/**
 * Writes vectors for TensorBoard's Embedding Projector: `vectors.tsv`, a line of numbers for each, and `metadata.tsv`, what
 * each stands for. The projector reads both with "Load", without any server: https://projector.tensorflow.org
 *
 * A column alone has no heading, several have one, as the projector wants it. Tabs and ends of lines in a word become
 * spaces, and a word of nothing becomes `(empty)`: the projector knows no other way to write them.
 *
 * @param folder a folder that is there
 * @param vectors a row for each word, such as the weights of an `Embedding`
 * @param options.metadata what each vector stands for: a word each, or columns by name. Default: their numbers
 * @returns the paths of both files
 *
 * Input shape: `[count, dimensions]`.
 *
 * @throws KeratinError SHAPE; ARGUMENT if there are more or fewer words than vectors; FILE_UNWRITABLE
 * @example await saveEmbeddings('.', [[0.1, 0.2], [0.3, 0.4]], { metadata: ['good', 'bad'] })
 * @see https://www.tensorflow.org/text/guide/word_embeddings#retrieve_the_trained_word_embeddings_and_save_them_to_disk
 */
export async function saveEmbeddings(
  folder: string,
  vectors: TensorLike,
  options?: SaveEmbeddingsOptions,
): Promise<{ vectors: string; metadata: string }> {
  const where = 'saveEmbeddings'
  const { metadata } = checkedOptions(where, options)
  const t = toTensor(vectors, { name: 'vectors' })
  const { shape } = t
  const values = t.dataSync().slice()
  if (!(vectors instanceof tf.Tensor)) t.dispose()
  const [count, dimensions] = shape as [number, number]
  if (shape.length !== 2) {
    const message = `${where}: vectors have shape [count, dimensions]. Received: ${showShape(shape)}.`
    throw new KeratinError('SHAPE', message)
  }
  const columns = columnsOf(where, metadata, count)
  const paths = { vectors: join(folder, 'vectors.tsv'), metadata: join(folder, 'metadata.tsv') }
  await writeFileAtomic(
    paths.vectors,
    rows(count, (i) => values.subarray(i * dimensions, (i + 1) * dimensions)),
  )
  const heading = columns.length > 1 ? `${columns.map(([name]) => cell(name)).join('\t')}\n` : ''
  const lines = rows(count, (i) => columns.map(([, list]) => cell(String(list[i]))))
  await writeFileAtomic(
    paths.metadata,
    [heading, ...lines].filter((piece) => piece !== ''),
  )
  return paths
}

type Column = readonly [name: string, values: readonly (string | number)[]]

function columnsOf(where: string, given: SaveEmbeddingsOptions['metadata'], count: number): Column[] {
  const numbers = Array.from({ length: count }, (_, i) => i)
  const columns: Column[] = isPlainObject(given)
    ? Object.entries(given as Record<string, readonly string[]>)
    : [['word', (given as readonly string[] | undefined) ?? numbers]]
  for (const [name, list] of columns) {
    if (!Array.isArray(list)) throw argumentError(where, 'a list of words', name, list)
    if (list.length !== count)
      throw argumentError(where, `as many as there are vectors (${count})`, name, `${list.length} words`)
  }
  return columns
}

function* rows(count: number, row: (index: number) => ArrayLike<number | string>): Generator<string> {
  for (let i = 0; i < count; i++) yield `${Array.from(row(i) as ArrayLike<string>).join('\t')}\n`
}

const cell = (word: string): string => word.replace(/[\t\r\n\u0085\u2028\u2029]+/g, ' ').trim() || '(empty)'
