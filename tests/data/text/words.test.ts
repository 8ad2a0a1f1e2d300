import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ngrams, words } from '../../../src/data/index.js'
import { SequenceEncoder, TokenCounter } from '../../../src/data/text/index.js'
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

  it('has the tokens, their order and their indices that counting texts of words and runs gives', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', '東', "it's", '!')
    const text = fc.array(word, { maxLength: 12 }).map((list) => list.join(' '))
    const settings = fc.record({
      ngrams: fc.integer({ min: 1, max: 4 }),
      maxTokens: fc.integer({ min: 1, max: 40 }),
      skipUnknown: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), text, settings, (texts, other, settings) => {
        const counter = new TokenCounter()
        const tokensOf = (t: string) => ngrams(words(t), settings.ngrams)
        for (const t of texts) counter.add(tokensOf(t))
        const vocabulary = counter.byFrequency().slice(0, Math.max(settings.maxTokens - 3, 0))
        const encoder = SequenceEncoder.learn(texts, {
          length: 60,
          start: false,
          padding: 'post',
          ...settings,
        })
        expect(encoder.config.vocabulary).toEqual(vocabulary)
        const indices = tokensOf(other)
          .map((token) => vocabulary.indexOf(token) + 3)
          .map((index) => (index < 3 ? 2 : index))
          .filter((index) => index !== 2 || !settings.skipUnknown)
        const expected = [...(indices.length > 0 ? indices : [2]), ...new Array(60).fill(0)].slice(0, 60)
        expect([...encoder.encode([other])]).toEqual(expected)
      }),
    )
  })

  it('knows runs of thousands of words apart', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `w${(i * i) % 101}x${i % 7}`).join(' ')
    const settings = { length: 10_000, maxTokens: 100_000, ngrams: 2, start: false }
    const encoder = SequenceEncoder.learn([text], settings)
    expect(new Set(encoder.config.vocabulary).size).toBe(encoder.config.vocabulary.length)
    expect(encoder.decode(encoder.encode([text]))).toEqual(ngrams(words(text), 2))
  })

  it.each([0, 1.5])('refuses runs of %s words', (wrong) => {
    const config = { length: 3, maxTokens: 9, ngrams: wrong, vocabulary: ['a'] }
    expect(() => new SequenceEncoder(config)).toThrow(/ngrams must be a positive integer/)
  })
})
