import { text } from './frame.js'
import { Picture } from './picture.js'
import { encodePNG } from './png.js'
import { type Attributes, tag } from './svg.js'
import { fitText, textWidth } from './text-width.js'
import { theme } from './theme.js'

/** One image of a grid. */
export interface GridCell {
  /** Its PNG as an address of data. */
  href: string
  /** The lines below it. */
  caption?: readonly string[]
  /** How the lines look, by line. */
  looks?: readonly Attributes[]
}

interface GridOptions {
  columns: number
  /** Of each image, in pixels of the drawing. */
  width: number
  height: number
  title?: string
  /** Whether pixels stay squares when they are enlarged. Default true. */
  pixelated?: boolean
  /** The widest that a caption makes a column. Default 160. */
  widest?: number
}

const gap = 8
const line = 15

/** Images beside and below each other, with captions that never run into each other. */
export function grid(cells: readonly GridCell[], options: GridOptions): Picture {
  const { columns, width, height, title, pixelated = true, widest = 160 } = options
  const lines = Math.max(0, ...cells.map(({ caption = [] }) => caption.length))
  const needed = Math.max(0, ...cells.flatMap(({ caption = [] }) => caption.map((words) => textWidth(words))))
  const column = Math.max(width, Math.min(Math.ceil(needed), widest))
  const top = title ? 36 : gap
  const step = { x: column + gap, y: height + gap + (lines > 0 ? lines * line + 1 : 0) }
  const shape = pixelated ? { 'image-rendering': 'pixelated', style: 'image-rendering: pixelated' } : {}
  const elements = cells.flatMap(({ href, caption = [], looks = [] }, i) => {
    const [x, y] = [gap + (i % columns) * step.x, top + Math.floor(i / columns) * step.y]
    const image = { x: x + (column - width) / 2, y, width, height, href, preserveAspectRatio: 'none' }
    return [
      tag('image', { ...image, ...shape }),
      ...caption.map((words, n) =>
        text(fitText(words, column), x + column / 2, y + height + 14 + n * line, {
          'text-anchor': 'middle',
          ...looks[n],
        }),
      ),
    ]
  })
  const needs = title ? Math.min(480, textWidth(title, theme.titleSize) + 2 * gap) : 0
  const wide = Math.max(gap + columns * step.x, Math.ceil(needs))
  const heading = { 'font-size': theme.titleSize, fill: theme.ink }
  const words = title ? [text(fitText(title, wide - 2 * gap, theme.titleSize), gap, 24, heading)] : []
  return new Picture(wide, top + Math.ceil(cells.length / columns) * step.y, [...words, ...elements], title)
}

/**
 * The pixels of an image as an address of data, for an element of SVG.
 *
 * @param range the values that are black and white
 */
export function imageHref(
  values: ArrayLike<number>,
  [height, width, channels]: readonly [number, number, number],
  [black, white]: readonly [number, number],
): string {
  const pixels = Uint8ClampedArray.from(values, (v) => ((v - black) / (white - black)) * 255)
  return hrefOf(encodePNG(new Uint8Array(pixels.buffer), width, height, channels))
}

export const hrefOf = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`
