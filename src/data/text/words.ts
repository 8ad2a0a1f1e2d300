import { wordPatterns } from '../../support/word-patterns.js'

const { tags, ascii: asciiWords, unicode: unicodeWords } = wordPatterns

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const beyondAscii = /[^\x00-\x7f]/

/**
 * The words of a text for a model to read: HTML tags are dropped, letters made small and composed; words keep their
 * apostrophes; exclamation and question marks, emoji, and the characters of scripts that write without spaces stand
 * alone.
 *
 * @example words("It's GREAT!<br />東京 👍🏽") // ["it's", 'great', '!', '東', '京', '👍🏽']
 */
export function words(text: string): string[] {
  const plain = text.includes('<') ? text.replace(tags, ' ') : text
  const isAscii = !beyondAscii.test(plain)
  const lowered = (isAscii ? plain : plain.normalize('NFC')).toLowerCase()
  return lowered.match(isAscii ? asciiWords : unicodeWords) ?? []
}
