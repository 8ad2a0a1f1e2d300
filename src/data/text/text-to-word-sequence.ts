import { checkedOptions } from '../../support/options.js'
/** The characters that Keras' Tokenizer takes for space: all punctuation but the apostrophe. */
export const tokenizerFilters = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n'

export interface WordSequenceOptions {
  /** Characters that count as `split`. Default: punctuation but the apostrophe, tab and new line. */
  filters?: string
  /** Whether letters are made small. Default true. */
  lower?: boolean
  /** What stands between words. Default a space. */
  split?: string
}

/**
 * Cuts a text into words as Keras' Tokenizer does.
 *
 * @param options.filters characters that count as `split`
 * @param options.lower default true
 * @param options.split default a space
 *
 * @example textToWordSequence("It's a film, not a play.") // ["it's", 'a', 'film', 'not', 'a', 'play']
 * @see https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/text/text_to_word_sequence
 */
export const textToWordSequence = (text: string, options: WordSequenceOptions = {}): string[] =>
  wordSplitter(checkedOptions('textToWordSequence', options))(text)

/** The same, prepared once for many texts. */
export function wordSplitter({
  filters = tokenizerFilters,
  lower = true,
  split = ' ',
}: WordSequenceOptions = {}): (text: string) => string[] {
  const lowered = (text: string) => (lower ? text.toLowerCase() : text)
  const separators = escaped(filters + split)
  // what stands between words is one character, or one of several: a word is a run of others
  const runs = Array.from(split).length === 1 ? new RegExp(`[^${separators}]+`, 'gu') : undefined
  if (runs) return (text) => lowered(text).match(runs) ?? []
  const filtered = filters === '' ? undefined : new RegExp(`[${escaped(filters)}]`, 'gu')
  return (text) => {
    const spaced = filtered ? lowered(text).replace(filtered, () => split) : lowered(text)
    return spaced.split(split).filter((word) => word !== '')
  }
}

const escaped = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&')
