/** What channels an image has: grey; red, green, blue; the same and alpha. */
export type ColorMode = 'grayscale' | 'rgb' | 'rgba'

export const channelsOf: Readonly<Record<ColorMode, number>> = { grayscale: 1, rgb: 3, rgba: 4 }

/**
 * Pixels of `from` channels (1 grey, 2 grey and alpha, 3 colours, 4 colours and alpha) in the colour mode wanted. Grey
 * is `0.299 red + 0.587 green + 0.114 blue`; what has no alpha is opaque.
 *
 * @param opaque the alpha of what is opaque
 * @param room where the result goes. Default: memory of its own
 */
export function toColorMode(
  pixels: Float32Array,
  from: number,
  mode: ColorMode,
  opaque: number,
  room?: Float32Array,
): Float32Array {
  const to = channelsOf[mode]
  const count = pixels.length / from
  const out = room ?? new Float32Array(count * to)
  const colours = from < 3 ? 1 : 3
  for (let i = 0, p = 0, o = 0; i < count; i++, p += from, o += to) {
    const r = pixels[p]!
    const g = colours === 1 ? r : pixels[p + 1]!
    const b = colours === 1 ? r : pixels[p + 2]!
    if (to === 1) {
      out[o] = colours === 1 ? r : 0.299 * r + 0.587 * g + 0.114 * b
      continue
    }
    out[o] = r
    out[o + 1] = g
    out[o + 2] = b
    if (to === 4) out[o + 3] = from === colours ? opaque : pixels[p + colours]!
  }
  return out
}
