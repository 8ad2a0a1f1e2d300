/** How a text is cut into tokens: at white space, into characters, not at all, or by a function. */
export type Split = 'whitespace' | 'character' | null | ((text: string) => string[])

/** The names that Keras has. */
export const splits = ['whitespace', 'character'] as const

/**
 * Cuts a text into tokens as Keras does: white space is that of ASCII, characters are code points.
 *
 * @example splitText(' a  b\n', 'whitespace') // ['a', 'b']
 */
export function splitText(text: string, how: Split): string[] {
  if (how === null) return [text]
  if (typeof how === 'function') return how(text)
  return how === 'character' ? Array.from(text) : (text.match(nonSpace) ?? [])
}

const nonSpace = /[^ \t\n\v\f\r]+/g
