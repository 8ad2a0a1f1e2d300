import { theme } from './theme.js'

/** The width of a text in pixels, as far as it can be told without its font: rather more than less. */
export function textWidth(text: string, size: number = theme.fontSize): number {
  let width = 0
  for (const letter of text) width += widthOf(letter)
  return width * size
}

function widthOf(letter: string): number {
  if (/[ijlI.,:;'|! ]/.test(letter)) return 0.36
  // letters of East Asia and pictures take a square
  if (/[mwMW@%]/.test(letter) || /[\u1100-\u115f\u2e80-\uffdc]/.test(letter) || letter.length > 1) return 1
  return 0.66
}

/** The text, or as much of its beginning as that width has room for, and an ellipsis. */
export function fitText(text: string, width: number, size: number = theme.fontSize): string {
  if (textWidth(text, size) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** The text, or its end after an ellipsis: what tells paths apart is at their end. */
export function fitEnd(text: string, width: number, size: number = theme.fontSize): string {
  if (textWidth(text, size) <= width) return text
  const letters = [...text]
  while (letters.length > 1 && textWidth(`…${letters.join('')}`, size) > width) letters.shift()
  return `…${letters.join('').trimStart()}`
}
