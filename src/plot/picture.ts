import { argumentError, KeratinError } from '../support/errors.js'
import { writeFileAtomic } from '../support/files.js'
import { checkedOptions } from '../support/options.js'
import { escapeText, tag } from './svg.js'
import { painted, type ThemeName, theme, themeNames } from './theme.js'

/** The longest side of a PNG: drawings of long networks are made smaller. */
const longest = 16_000

/**
 * A drawing: SVG text, which can be kept as SVG or PNG, on white or on black.
 *
 * @example
 * const picture = linePlot({ loss: [2.3, 0.4, 0.2] })
 * await picture.save('loss.svg')
 * await picture.save('loss.png', { theme: 'dark' })
 */
export class Picture {
  /** The elements inside, for pictures that are put together of others: their colours are yet to be filled in. */
  readonly content: string

  constructor(
    readonly width: number,
    readonly height: number,
    elements: readonly string[],
    /** What it is called for those who cannot see it. */
    readonly title = 'A drawing',
  ) {
    this.content = elements.join('\n')
  }

  /** The picture as an SVG document, on white. */
  get svg(): string {
    return this.toSVG()
  }

  /**
   * The picture as an SVG document. The same picture gives the same text.
   *
   * @param options.theme `light` or `dark`. Default `light`
   *
   * @throws KeratinError ARGUMENT
   */
  toSVG(options?: { theme?: ThemeName }): string {
    const { theme: look = 'light' } = checkedOptions('Picture.toSVG', options)
    if (!themeNames.includes(look)) throw argumentError('Picture', '"light" or "dark"', 'theme', look)
    const { width, height, content, title } = this
    const attributes = {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': theme.font,
      'font-size': theme.fontSize,
    }
    const background = tag('rect', { width, height, fill: theme.background })
    const name = tag('title', {}, escapeText(title))
    return painted(`${tag('svg', attributes, '\n', name, '\n', background, '\n', content, '\n')}\n`, look)
  }

  /**
   * The picture as the bytes of a PNG file.
   *
   * @param options.scale pixels of the file for each of the drawing. Default 2, less where a side would be longer than
   *   16 000 pixels
   * @param options.theme `light` or `dark`. Default `light`
   *
   * @throws KeratinError ARGUMENT
   */
  async toPNG(options?: { scale?: number; theme?: ThemeName }): Promise<Uint8Array> {
    const { scale = 2, theme: look } = checkedOptions('Picture.toPNG', options)
    if (!(Number.isFinite(scale) && scale > 0))
      throw argumentError('Picture', 'a number above 0', 'scale', scale)
    const fits = Math.min(scale, longest / Math.max(this.width, this.height))
    const bytes = Buffer.from(this.toSVG({ ...(look && { theme: look }) }))
    const { default: sharp } = await import('sharp')
    return sharp(bytes, { density: 72 * fits })
      .png()
      .toBuffer()
  }

  /**
   * Writes the picture to a file; one of that name is replaced.
   *
   * @param path ends in `.svg` or `.png`
   * @param options.scale pixels of a PNG for each of the drawing. Default 2
   * @param options.theme `light` or `dark`. Default `light`
   *
   * @throws KeratinError ARGUMENT for another ending; FILE_UNWRITABLE with the reason
   */
  async save(path: string, options?: { scale?: number; theme?: ThemeName }): Promise<void> {
    const given = checkedOptions('Picture.save', options)
    const { theme: look } = given
    if (/\.svg$/i.test(path)) return writeFileAtomic(path, this.toSVG({ ...(look && { theme: look }) }))
    if (/\.png$/i.test(path)) return writeFileAtomic(path, await this.toPNG(given))
    throw new KeratinError('ARGUMENT', `Cannot tell what kind of picture ${path} shall be.`, {
      hint: 'End its name in .svg or .png.',
    })
  }
}
