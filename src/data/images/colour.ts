/** What channels an image has: grey; red, green, blue; the same and alpha. */
export type ColorMode = 'grayscale' | 'rgb' | 'rgba'

export const channelsOf: Readonly<Record<ColorMode, number>> = { grayscale: 1, rgb: 3, rgba: 4 }

/**
 * Pixels of `from` channels (1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha) in the colour mode wanted, times
 * a factor. Grey is `0.299 red + 0.587 green + 0.114 blue`; what has no alpha is opaque.
 */
export function toColorMode(
  pixels: Float32Array,
  from: number,
  mode: ColorMode,
  factor: number,
): Float32Array {
  const to = channelsOf[mode]
  if (from === to) {
    if (factor !== 1) for (let i = 0; i < pixels.length; i++) pixels[i]! *= factor
    return pixels
  }
  const count = pixels.length / from
  const out = new Float32Array(count * to)
  const colours = from < 3 ? 1 : 3
  const opaque = 255 * factor
  for (let i = 0, p = 0, o = 0; i < count; i++, p += from, o += to) {
    const r = pixels[p]! * factor
    const g = colours === 1 ? r : pixels[p + 1]! * factor
    const b = colours === 1 ? r : pixels[p + 2]! * factor
    if (to === 1) {
      out[o] = colours === 1 ? r : 0.299 * r + 0.587 * g + 0.114 * b
      continue
    }
    out[o] = r
    out[o + 1] = g
    out[o + 2] = b
    if (to === 4) out[o + 3] = from === colours ? opaque : pixels[p + colours]! * factor
  }
  return out
}
