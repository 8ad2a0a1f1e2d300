import { KeratinError } from '../support/errors.js'
import { writeFileAtomic } from '../support/files.js'
import { checkedOptions } from '../support/options.js'
import { escapeText, tag } from './svg.js'
import { theme } from './theme.js'

/**
 * A drawing: SVG text, which can be kept as SVG or PNG.
 *
 * @example
 * const picture = linePlot({ loss: [2.3, 0.4, 0.2] })
 * await picture.save('loss.svg')
 * await picture.save('loss.png')
 */
export class Picture {
  /** The elements inside, for pictures that are put together of others. */
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

  /** The picture as an SVG document. */
  get svg(): string {
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
    return `${tag('svg', attributes, '\n', name, '\n', background, '\n', content, '\n')}\n`
  }

  /**
   * The picture as the bytes of a PNG file.
   *
   * @param options.scale pixels of the file for each of the drawing. Default 2
   */
  async toPNG(options?: { scale?: number }): Promise<Uint8Array> {
    const { scale = 2 } = checkedOptions('Picture.toPNG', options)
    const { default: sharp } = await import('sharp')
    return sharp(Buffer.from(this.svg), { density: 72 * scale })
      .png()
      .toBuffer()
  }

  /**
   * Writes the picture to a file; one of that name is replaced.
   *
   * @param path ends in `.svg` or `.png`
   * @param options.scale pixels of a PNG for each of the drawing. Default 2
   *
   * @throws KeratinError ARGUMENT for another ending; FILE_UNWRITABLE with the reason
   */
  async save(path: string, options?: { scale?: number }): Promise<void> {
    const given = checkedOptions('Picture.save', options)
    if (/\.svg$/i.test(path)) return writeFileAtomic(path, this.svg)
    if (/\.png$/i.test(path)) return writeFileAtomic(path, await this.toPNG(given))
    throw new KeratinError('ARGUMENT', `Cannot tell what kind of picture ${path} shall be.`, {
      hint: 'End its name in .svg or .png.',
    })
  }
}
