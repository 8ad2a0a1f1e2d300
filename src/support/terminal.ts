import { cutToWidth, textWidth } from './text-width.js'
import { withoutControls } from './visible.js'

/** What is needed of a stream to write progress to. */
export interface TextStream {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

type Environment = Readonly<Record<string, string | undefined>>

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''

/**
 * Whether a line on this stream may be redrawn in place: a terminal, and none of `NO_COLOR`, `CI`, `TERM=dumb`
 * says otherwise.
 */
export function isInteractive(stream: TextStream = process.stderr, env: Environment = process.env): boolean {
  const ci = isSet(env.CI) && env.CI !== 'false' && env.CI !== '0'
  return stream.isTTY === true && !isSet(env.NO_COLOR) && !ci && env.TERM !== 'dumb'
}

/** Whether text on this stream may be coloured: as `isInteractive`, unless `FORCE_COLOR` decides. */
export function hasColour(stream: TextStream = process.stderr, env: Environment = process.env): boolean {
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isInteractive(stream, env)
}

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
  grey: [90, 39],
} as const

/** Functions that colour a text, or return it as it is. */
export type Style = Record<keyof typeof codes, (text: string) => string>

/**
 * What our own codes begin with until they are written: nothing that comes from elsewhere can look like them, as names of
 * files and classes might. U+FDD0 is never part of a text.
 */
const mark = `\ufdd0${Math.random().toString(36).slice(2, 10)}:`
const ownCodes = new RegExp(`${mark}(\\d+)m`, 'g')

/**
 * The styles for a stream; what they make is written by `forTerminal`.
 *
 * @example const { bold, red } = style(hasColour(process.stderr))
 */
export function style(colour: boolean): Style {
  const entries = Object.entries(codes).map(([name, [on, off]]) => [
    name,
    colour ? (text: string) => `${mark}${on}m${text}${mark}${off}m` : (text: string) => text,
  ])
  return Object.fromEntries(entries) as Style
}

/** A text as a terminal or a log may get it: what would steer it is written out, but for the colours of `style`. */
export const forTerminal = (text: string): string => withoutControls(text).replace(ownCodes, '\u001b[$1m')

/** The text without colour codes. */
export const plainText = (text: string): string => text.replace(ownCodes, '')

/** The text cut to a width in columns; colour codes take none and are kept. */
export function fitWidth(text: string, columns: number): string {
  if (textWidth(plainText(text)) <= columns) return text
  let room = columns
  let kept = ''
  let at = 0
  const take = (run: string) => {
    const fits = cutToWidth(run, room)
    // nothing stands behind what was cut, however narrow
    room = fits.length < run.length ? 0 : room - textWidth(fits)
    kept += fits
  }
  for (const match of text.matchAll(ownCodes)) {
    take(text.slice(at, match.index))
    kept += match[0]
    at = match.index + match[0].length
  }
  take(text.slice(at))
  return kept
}
