import { tf } from '../engine/index.js'
import { KeratinError, showShape } from '../support/errors.js'
import type { OptionsOwner } from '../support/option-names/index.js'
import { checkedOptions } from '../support/options.js'
import { readTextFile } from '../support/text-file.js'
import { fetchPublished } from './published-weights.js'

export interface DecodeOptions {
  /** How many classes are told. Default 5. */
  top?: number
  /** The file `imagenet_class_index.json` of Keras. Default: that of the cache, or downloaded into it. */
  classIndex?: string
}

/** The number of the class in WordNet, its name, and how sure the network is. */
export type DecodedPrediction = [className: string, description: string, score: number]

/** From probabilities of the classes of ImageNet to names, the most probable first; a list for each image. */
export type DecodePredictions = (
  predictions: tf.Tensor | tf.TensorLike,
  options?: DecodeOptions,
) => Promise<DecodedPrediction[][]>

const published = {
  url: 'https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json',
  hash: 'c2c37ea517e94d9795004a39431a14cb',
}
const classes = 1000
const indices = new Map<string, readonly (readonly [string, string])[]>()

/**
 * The function `decodePredictions` of a network.
 *
 * @param owner as the table of option names calls it
 */
export function decoding(owner: OptionsOwner): DecodePredictions {
  return async (predictions, options) => {
    const { top = 5, classIndex } = checkedOptions(owner, options)
    const isTensor = predictions instanceof tf.Tensor
    const given = isTensor ? predictions : tf.tensor(predictions)
    const { shape } = given
    const rows = (shape.length === 2 && shape[1] === classes ? given.arraySync() : undefined) as
      | number[][]
      | undefined
    if (!isTensor) given.dispose()
    if (!rows) {
      const problem = `${owner} takes predictions of shape [samples, ${classes}]. Received: ${showShape(shape)}.`
      throw new KeratinError('SHAPE', problem, {
        hint: 'Only a network with the classes of ImageNet has them.',
      })
    }
    const names = await classNames(classIndex)
    return rows.map((scores) => {
      const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || b - a)
      return order.slice(0, top).map((i): DecodedPrediction => [...names[i]!, scores[i]!])
    })
  }
}

async function classNames(file: string | undefined): Promise<readonly (readonly [string, string])[]> {
  const path = file ?? (await fetchClassIndex())
  const known = indices.get(path)
  if (known) return known
  const text = await readTextFile(path, 'json')
  const names = namesIn(text)
  if (!names) {
    throw new KeratinError('FILE_UNREADABLE', `${path} is no list of the classes of ImageNet.`, {
      hint: `Expected: JSON that begins with {"0": ["n01440764", "tench"], ... Take ${published.url}.`,
    })
  }
  indices.set(path, names)
  return names
}

function namesIn(text: string): [string, string][] | undefined {
  try {
    const index = JSON.parse(text) as Record<string, unknown>
    const names = Array.from({ length: classes }, (_, i) => index[String(i)])
    const isPair = (value: unknown): value is [string, string] =>
      Array.isArray(value) && value.length === 2 && value.every((v) => typeof v === 'string')
    return names.every(isPair) ? names : undefined
  } catch {
    return undefined
  }
}

async function fetchClassIndex(): Promise<string> {
  try {
    return await fetchPublished(published)
  } catch (error) {
    if (!(error instanceof KeratinError) || error.code !== 'DOWNLOAD') throw error
    const hint = `${error.hint} Or say where the file is with { classIndex: 'imagenet_class_index.json' }.`
    throw new KeratinError('DOWNLOAD', error.problem, { hint, cause: error })
  }
}
