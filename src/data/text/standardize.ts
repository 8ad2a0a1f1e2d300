/** How texts are made alike before they are split: one of Keras' ways, none, or a function. */
export type Standardize =
  | 'lower_and_strip_punctuation'
  | 'lower'
  | 'strip_punctuation'
  | null
  | ((text: string) => string)

/** The names that Keras has. */
export const standardizations = ['lower_and_strip_punctuation', 'lower', 'strip_punctuation'] as const

/**
 * Makes a text alike to others, byte for byte as Keras does: what is lowered and stripped is ASCII.
 *
 * @example standardize("It's GREAT!", 'lower_and_strip_punctuation') // 'its great'
 */
export function standardize(text: string, how: Standardize): string {
  if (how === null) return text
  if (typeof how === 'function') return how(text)
  const lowered = how === 'strip_punctuation' ? text : lowerAscii(text)
  return how === 'lower' ? lowered : lowered.replace(punctuation, '')
}

const punctuation = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g
const capitals = /[A-Z]+/g

const lowerAscii = (text: string): string => text.replace(capitals, (letters) => letters.toLowerCase())
