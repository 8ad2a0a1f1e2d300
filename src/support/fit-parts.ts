import { plainText } from './terminal.js'
import { textWidth } from './text-width.js'

/** A part of a line, in several lengths. */
export interface Part {
  /** From the longest to the shortest; an empty one leaves the part out. */
  texts: readonly string[]
  /** What each step to a shorter text costs: the cheapest are made first. */
  costs?: readonly number[]
}

/**
 * The parts as one line of at most so many columns: what matters least becomes shorter first.
 *
 * @param separator stands between parts; colour codes in parts take no columns
 */
export function fitParts(parts: readonly Part[], columns: number, separator = '  '): string {
  const texts = parts.map((part) => part.texts[0]!)
  const line = (): string => texts.filter((text) => text !== '').join(separator)
  const steps = parts
    .flatMap((part, i) => part.texts.slice(1).map((text, j) => ({ i, text, cost: part.costs?.[j] ?? 0 })))
    .sort((a, b) => a.cost - b.cost)
  for (const { i, text } of steps) {
    if (textWidth(plainText(line())) <= columns) break
    texts[i] = text
  }
  return line()
}
