import { describe, expect, it } from 'vitest'
import { padSequences, Tokenizer, textToWordSequence } from '../../../src/data/index.js'
import { camelCaseKeys } from '../../../src/support/registry.js'
import { type GoldenTensor, goldenSuite, readGolden } from '../../harness/golden.js'

const options = (kwargs: object) => camelCaseKeys(kwargs as Record<string, unknown>)

interface PadCase {
  sequences: number[][]
  kwargs: Record<string, unknown>
  value: GoldenTensor
}

goldenSuite<PadCase>('preprocessing', {
  list: 'pad_sequences',
  needs: () => [],
  has: () => true,
  run: ({ sequences, kwargs, value }) => {
    const padded = padSequences(sequences, options(kwargs))
    expect(padded.dtype).toBe(value.dtype)
    expect(padded).toBeAllclose(value, { atol: 0, rtol: 0 })
    padded.dispose()
  },
})

interface LegacyText {
  text_to_word_sequence: { text: string; kwargs: object; value: string[] }[]
  tokenizer: {
    kwargs: object
    fit_texts: string[]
    word_counts: Record<string, number>
    word_docs: Record<string, number>
    word_index: Record<string, number>
    document_count: number
    texts: string[]
    texts_to_sequences: number[][]
    sequences_to_texts: string[]
    texts_to_matrix: Record<'binary' | 'count' | 'freq' | 'tfidf', GoldenTensor>
  }[]
}

describe('golden preprocessing.json legacy_text', () => {
  const golden = readGolden<{ legacy_text: LegacyText }>('preprocessing').legacy_text

  it.each(golden.text_to_word_sequence)('text_to_word_sequence $text $kwargs', ({ text, kwargs, value }) => {
    expect(textToWordSequence(text, options(kwargs))).toEqual(value)
  })

  it.each(golden.tokenizer)('Tokenizer $kwargs', (c) => {
    const tokenizer = new Tokenizer(options(c.kwargs))
    tokenizer.fitOnTexts(c.fit_texts)
    expect(Object.fromEntries(tokenizer.wordCounts)).toEqual(c.word_counts)
    expect(Object.fromEntries(tokenizer.wordDocs)).toEqual(c.word_docs)
    expect(Object.fromEntries(tokenizer.wordIndex)).toEqual(c.word_index)
    expect(tokenizer.documentCount).toBe(c.document_count)
    const sequences = tokenizer.textsToSequences(c.texts)
    expect(sequences).toEqual(c.texts_to_sequences)
    expect(tokenizer.sequencesToTexts(sequences)).toEqual(c.sequences_to_texts)
    for (const mode of ['binary', 'count', 'freq', 'tfidf'] as const) {
      const matrix = tokenizer.textsToMatrix(c.texts, mode)
      expect(matrix.shape).toEqual(c.texts_to_matrix[mode].shape)
      // Keras' doubles, rounded once
      expect(matrix.dataSync()).toEqual(Float32Array.from(c.texts_to_matrix[mode].data as number[]))
      matrix.dispose()
    }
  })
})
