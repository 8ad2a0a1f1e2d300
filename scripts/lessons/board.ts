// What lessons write on: values beside those that the text prints, and pictures. The lessons themselves are beside it.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { tf, toArray } from 'keratin'
import type { Picture } from 'keratin/plot'

/** A value of the text and the value here. */
export interface Comparison {
  what: string
  text: string
  here: string
  agrees: boolean
}

/** All comparisons of this program so far. */
export const comparisons: Comparison[] = []

/** All values that were shown so far, by what they are. */
export const shown = new Map<string, unknown>()

/** Shows a value: a tensor, an array, a number or a text. */
export function show(what: string, value: unknown): void {
  shown.set(what, plain(value))
  console.log(`${what}: ${written(value)}`)
}

/**
 * Shows a value beside the one that the text prints. They agree if the numbers do as far as the text prints them, or to
 * 1e-6 of themselves, as tensors are float32; numbers without a point must be equal.
 */
export function compare(what: string, text: string, value: unknown): void {
  const here = written(value)
  const agrees = matches(text, here)
  shown.set(what, plain(value))
  comparisons.push({ what, text, here, agrees })
  console.log(`${what}: ${here}${agrees ? '   (as in the text)' : `   BUT THE TEXT HAS ${text}`}`)
}

/** Where pictures are kept, and says so. */
export async function place(name: string): Promise<string> {
  const folder = process.env.KERATIN_LESSON_PICTURES || join('runs', 'lessons')
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  console.log(`picture: ${file}`)
  return file
}

/** Keeps a picture as SVG. */
export const draw = async (name: string, picture: Picture): Promise<void> =>
  picture.save(await place(`${name}.svg`))

/** So many samples, or fewer where the lesson is run with `--limit`. */
export const atMost = (count: number): number =>
  Math.min(count, Number(process.env.KERATIN_LESSON_LIMIT || Number.POSITIVE_INFINITY))

/** The side of photos, or another where the lesson is run with `--size`. */
export const sideOr = (side: number): number => Number(process.env.KERATIN_LESSON_SIZE || side)

/** The model that the lesson is run with by `--base`, or another. */
export const baseOr = (base: string): string => process.env.KERATIN_LESSON_BASE || base

/** The milliseconds that something takes, and what it gives. */
export async function timed<T>(work: () => T | Promise<T>): Promise<[result: T, milliseconds: number]> {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

const plain = (value: unknown): unknown => (value instanceof tf.Tensor ? toArray(value) : value)

const number = /-?\d+(?:\.\d*)?(?:e[+-]?\d+)?|NaN|-?Infinity/gi

/** A value as text: nested lists, each number as short as tells it from the next one of its type. */
function written(value: unknown): string {
  const v = plain(value)
  if (typeof v === 'number') return shortest(v)
  if (Array.isArray(v) || ArrayBuffer.isView(v))
    return `[${Array.from(v as unknown[], (item) => written(item)).join(', ')}]`
  return JSON.stringify(v)
}

function shortest(n: number): string {
  if (Math.fround(n) !== n) return String(n)
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(n.toPrecision(digits))
    if (Math.fround(short) === n) return String(short)
  }
  return String(n)
}

function matches(text: string, here: string): boolean {
  const frame = (s: string) => s.replace(/\s/g, '').replace(number, '#')
  const expected = text.match(number) ?? []
  const found = here.match(number) ?? []
  return frame(text) === frame(here) && expected.every((n, i) => isClose(n, Number(found[i])))
}

function isClose(printed: string, found: number): boolean {
  const expected = Number(printed)
  const [mantissa = '', exponent = '0'] = printed.toLowerCase().split('e')
  const digits = mantissa.split('.')[1]?.length
  const half = digits === undefined ? 0 : 0.5 * 10 ** (Number(exponent) - digits)
  return Math.abs(found - expected) <= Math.max(half * 1.0001, half && 1e-6 * Math.abs(expected))
}
