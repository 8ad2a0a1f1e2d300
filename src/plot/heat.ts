import { scaleLinear } from 'd3-scale'

/** Colours of a scale as red, green and blue, for pixels. */
export type ColorMap = (at: number) => readonly [red: number, green: number, blue: number]

const through = (colors: readonly string[]): ColorMap => {
  const scale = scaleLinear<string>()
    .domain(colors.map((_, i) => i / (colors.length - 1)))
    .range(colors)
    .clamp(true)
  // 256 steps are what a pixel can tell apart
  const table = Array.from({ length: 256 }, (_, i) => {
    // d3 gives 'rgb(68, 1, 84)'
    const [r, g, b] = scale(i / 255)
      .match(/\d+/g)!
      .map(Number) as [number, number, number]
    return [r, g, b] as const
  })
  return (at) => table[Number.isFinite(at) ? Math.max(0, Math.min(255, Math.round(at * 255))) : 0]!
}

/** From dark violet to yellow, as bright as the value is high (viridis). */
export const brightness = through([
  ...['#440154', '#482878', '#3e4989', '#31688e', '#26828e'],
  ...['#1f9e89', '#35b779', '#6ece58', '#b5de2b', '#fde725'],
])

/** From blue through green to red (turbo), to be laid over photos. */
export const rainbow = through([
  ...['#30123b', '#4662d7', '#36aaf9', '#1ae4b6', '#72fe5e'],
  ...['#c8ef34', '#faba39', '#f66b19', '#cb2a04', '#7a0403'],
])

/** Values from 0 to 1 as the bytes of pixels. */
export function colored(values: ArrayLike<number>, colors: ColorMap): Uint8Array {
  const bytes = new Uint8Array(values.length * 3)
  for (let i = 0; i < values.length; i++) bytes.set(colors(values[i]!), i * 3)
  return bytes
}
