import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ngrams, words } from '../../../src/data/index.js'
import { SequenceEncoder } from '../../../src/data/text/index.js'
import { computingTime } from '../../harness/computing-time.js'

describe('words', () => {
  it.each([
    ["It's GREAT!<br /><br />Really?", ["it's", 'great', '!', 'really', '?']],
    ['', []],
    ['   \t\n', []],
    ['東京タワー and Tokyo', ['東', '京', 'タ', 'ワ', 'ー', 'and', 'tokyo']],
    ['good 👍🏽, bad 👎 👨‍👩‍👧 🇫🇷', ['good', '👍🏽', 'bad', '👎', '👨‍👩‍👧', '🇫🇷']],
    ['Cafe\u0301 = Café', ['café', 'café']],
    ['हिन्दी पाठ', ['हिन्दी', 'पाठ']],
    ['a < b and b > c <3', ['a', 'b', 'and', 'b', 'c', '3']],
    ['line\u0085next\u2028last', ['line', 'next', 'last']],
    ["d’accord 'quoted'", ['d’accord', 'quoted']],
  ])('of %j', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  it('are the same of words put together again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = words(text)
        expect(words(once.join(' '))).toEqual(once)
      }),
    )
  })

  it('of a very long text take no second', async () => {
    const text = 'A rather long sentence, Ünïcode too! '.repeat(50_000)
    const milliseconds = await computingTime(() => expect(words(text)).toHaveLength(350_000))
    expect(milliseconds).toBeLessThan(5000)
  })
})

describe('ngrams', () => {
  it('come one width after another', () => {
    expect(ngrams(['a', 'b', 'c'], [1, 3])).toEqual(['a', 'b', 'c', 'a b c'])
    expect(ngrams(['a'], 2)).toEqual(['a'])
    expect(() => ngrams(['a'], 0)).toThrow('widths')
  })
})

describe('SequenceEncoder', () => {
  const texts = ['the film was good', 'the film was bad', 'the end']

  it('numbers words by frequency, and pads and cuts in front', () => {
    const encoder = SequenceEncoder.learn(texts, { length: 4, maxTokens: 6 })
    expect(encoder.config.vocabulary).toEqual(['the', 'film', 'was'])
    expect(Array.from(encoder.encode(['the end', 'was the film good or what', '']))).toEqual(
      [
        [0, 1, 3, 2],
        [4, 2, 2, 2],
        [0, 0, 0, 1],
      ].flat(),
    )
  })

  it('pads and cuts at the end, and leaves unknown words out, if told so', () => {
    const settings = {
      length: 4,
      maxTokens: 9,
      padding: 'post',
      truncating: 'post',
      skipUnknown: true,
    } as const
    const encoder = SequenceEncoder.learn(texts, settings)
    expect(Array.from(encoder.encode(['a film', 'film film film film']))).toEqual(
      [
        [1, 4, 0, 0],
        [1, 4, 4, 4],
      ].flat(),
    )
  })

  it('begins with nothing if told so; a text of which nothing is known is unknown', () => {
    const encoder = SequenceEncoder.learn(texts, { length: 3, maxTokens: 9, start: false, skipUnknown: true })
    expect(Array.from(encoder.encode(['the dog', 'dogs', '']))).toEqual(
      [
        [0, 0, 3],
        [0, 0, 2],
        [0, 0, 2],
      ].flat(),
    )
  })

  it('decodes what it encoded', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdéü字'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (list) => {
        const text = list.join(' ')
        const encoder = SequenceEncoder.learn([text], { length: 100, maxTokens: 1000 })
        expect(encoder.decode(encoder.encode([text]))).toEqual(words(text))
      }),
    )
  })
})
