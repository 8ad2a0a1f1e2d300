const tags = /<\/?[a-z][^<>]{0,200}>/gi
// what most texts are made of goes ten times faster
const asciiWords = /[a-z0-9]+(?:'[a-z0-9]+)*|[!?]/g

const alone = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*`
const emoji = String.raw`\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*`
const letter = String.raw`(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}]\p{M}*`
const unicodeWords = new RegExp(`${alone}|${emoji}|(?:${letter})+(?:['’](?:${letter})+)*|[!?！？]`, 'gu')

/** What the words of a text are found with, here and in programs in other languages that must find the same. */
export const wordPatterns: Readonly<Record<'tags' | 'ascii' | 'unicode', RegExp>> = {
  tags,
  ascii: asciiWords,
  unicode: unicodeWords,
}
