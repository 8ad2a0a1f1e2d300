import { type SequenceConfig, SequenceEncoder } from '../../src/data/text/index.js'
import { tf } from '../../src/engine/index.js'

/** Texts as sequences of indices; the vocabulary is inside. */
export interface TextPreparation {
  kind: 'text'
  /** `[length]` */
  shape: readonly number[]
  encoder: SequenceConfig
}

/** Texts as they are, for a model that begins with TextVectorization. */
export interface StringPreparation {
  kind: 'string'
  /** `[]`, or `[1]` where the model wants a column. */
  shape: readonly number[]
}

/** The input of a model for texts. The caller disposes it. */
export function prepareTexts(
  input: TextPreparation | StringPreparation,
  texts: readonly string[],
): tf.Tensor {
  if (input.kind === 'string') return tf.tensor([...texts], [texts.length, ...input.shape], 'string')
  const encoder = new SequenceEncoder(input.encoder)
  return tf.tensor2d(encoder.encode(texts), [texts.length, input.encoder.length], 'int32')
}

/** The tokens that a model sees of a text. */
export function tokensOf(input: TextPreparation | StringPreparation, text: string): string[] {
  if (input.kind === 'string') return text.split(/\s+/u).filter((word) => word !== '')
  return new SequenceEncoder({ ...input.encoder, ngrams: 1 }).tokens(text)
}
