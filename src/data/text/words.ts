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

const tags = /<\/?[a-z][^<>]{0,200}>/gi
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const beyondAscii = /[^\x00-\x7f]/

// what most texts are made of goes ten times faster
const asciiWords = /[a-z0-9]+(?:'[a-z0-9]+)*|[!?]/g

const alone = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*`
const emoji = String.raw`\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*`
const letter = String.raw`(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}]\p{M}*`
const unicodeWords = new RegExp(`${alone}|${emoji}|(?:${letter})+(?:['’](?:${letter})+)*|[!?！？]`, 'gu')

/** What words are found with, for programs in other languages that must find the same. */
export const wordPatterns: Readonly<Record<'tags' | 'ascii' | 'unicode', RegExp>> = {
  tags,
  ascii: asciiWords,
  unicode: unicodeWords,
}
