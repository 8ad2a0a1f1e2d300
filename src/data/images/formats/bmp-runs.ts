import type { BmpHeader } from './bmp-header.js'

/**
 * The colour of each pixel, one byte each, from runs of 4 or 8 bits: a count and a colour; or a zero and the end of a
 * row (0), of the picture (1), how far to go on (2) or how many single pixels follow. What is passed over has colour 0.
 *
 * @param isLenient whether what is there is taken of what ends too early
 * @throws Error with the reason
 */
export function unpackRuns(
  runs: Uint8Array,
  { width, height, bits }: Pick<BmpHeader, 'width' | 'height' | 'bits'>,
  isLenient: boolean,
): Uint8Array {
  const colors = new Uint8Array(width * height)
  let [x, y] = [0, 0]
  const part = (byte: number, i: number): number => (bits === 8 ? byte : i & 1 ? byte & 15 : byte >> 4)
  const put = (count: number, byteOf: (i: number) => number) => {
    // what goes over the edge of a row is lost, as in other programs
    const end = Math.min(count, width - x)
    for (let i = 0; i < end; i++) colors[y * width + x + i] = part(byteOf(i), i)
    x += count
  }
  for (let at = 0; y < height; ) {
    const [count, value] = [runs[at], runs[at + 1]]
    at += 2
    if (count === undefined || value === undefined) {
      if (isLenient) break
      throw new Error('it is cut off within its pixels')
    }
    if (count > 0) put(count, () => value)
    else if (value === 0) [x, y] = [0, y + 1]
    else if (value === 1) break
    else if (value === 2) {
      x += runs[at] ?? 0
      y += runs[at + 1] ?? 0
      at += 2
    } else {
      const from = at
      const bytes = Math.ceil((value * bits) / 8)
      put(value, (i) => runs[from + ((i * bits) >> 3)] ?? 0)
      // filled up to 2 bytes
      at += bytes + (bytes & 1)
    }
  }
  return colors
}
