/** Dots of a braille character: 2 columns and 4 rows, each dot a bit above U+2800. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
]

/**
 * A grey image as lines of braille characters, two columns and four rows of pixels in each: 28×28 pixels take 14
 * characters in 7 lines. Bright pixels become dots.
 *
 * @param pixels row by row, 0 to 1
 * @param threshold the least brightness of a dot
 */
export function picture(pixels: ArrayLike<number>, width: number, height: number, threshold = 0.4): string[] {
  const lines: string[] = []
  for (let top = 0; top < height; top += 4) {
    let line = ''
    for (let left = 0; left < width; left += 2) {
      let character = 0x2800
      for (const [dy, row] of dots.entries()) {
        for (const [dx, bit] of row.entries()) {
          const [x, y] = [left + dx, top + dy]
          if (x < width && y < height && pixels[y * width + x]! >= threshold) character |= bit
        }
      }
      line += String.fromCodePoint(character)
    }
    lines.push(line)
  }
  return lines
}

/** Pictures next to each other, each with a line of text below it. */
export function sideBySide(
  pictures: readonly { lines: readonly string[]; caption: string }[],
  gap = 2,
): string {
  const widths = pictures.map(({ lines, caption }) => Math.max(caption.length, ...lines.map((l) => l.length)))
  const height = Math.max(...pictures.map(({ lines }) => lines.length))
  const row = (texts: readonly string[]) =>
    texts
      .map((text, i) => text.padEnd(widths[i]!))
      .join(' '.repeat(gap))
      .trimEnd()
  const images = Array.from({ length: height }, (_, y) => row(pictures.map(({ lines }) => lines[y] ?? '')))
  return [...images, row(pictures.map(({ caption }) => caption))].join('\n')
}
