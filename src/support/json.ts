import { limits } from './limits.js'

/**
 * The value of JSON from a file, of a depth within the limit: lists in lists make the parser slow, and what walks
 * through them run out of stack.
 *
 * @throws SyntaxError with the reason
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text))
    throw new SyntaxError(
      `it is nested too deep: more than ${limits.jsonDepth} lists and objects in one another`,
    )
  return JSON.parse(text)
}

/** Whether more lists and objects of a text are in one another than may be. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i++
      else if (c === 0x22) inString = false
    } else if (c === 0x22) inString = true
    else if (c === 0x5b || c === 0x7b) {
      if (++depth > limits.jsonDepth) return true
    } else if (c === 0x5d || c === 0x7d) depth--
  }
  return false
}
