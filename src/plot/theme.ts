import { scaleLinear } from 'd3-scale'

/** Which of the two looks a picture has: on white, or on black. */
export type ThemeName = 'light' | 'dark'

/**
 * A colour by what it is for: which it is depends on the theme, and is filled in when the picture is written.
 * Its mark is a character that XML forbids, so no text of a user can hold one.
 */
export class Paint {
  constructor(
    readonly name: keyof Palette,
    /** For colours of a scale or a list: the place in it. */
    readonly at = 0,
  ) {}

  toString(): string {
    return `\u0001${this.name} ${this.at}\u0001`
  }
}

/** Each colour, given the place in its scale or list. */
interface Palette {
  background: (at: number) => string
  ink: (at: number) => string
  quiet: (at: number) => string
  grid: (at: number) => string
  panel: (at: number) => string
  header: (at: number) => string
  good: (at: number) => string
  bad: (at: number) => string
  series: (at: number) => string
  /** From the background (0) to full (1). */
  shade: (at: number) => string
  /** Text on `shade`. */
  onShade: (at: number) => string
  /** Of heights, from low (0) to high (1). */
  height: (at: number) => string
}

const listed = (colors: readonly string[]) => (at: number) => colors[at % colors.length]!
const scaled = (...colors: readonly string[]) => {
  const scale = scaleLinear<string>()
    .domain(colors.map((_, i) => i / (colors.length - 1)))
    .range(colors)
    .clamp(true)
  return (at: number) => scale(at)
}

/** Colours of series that people who see few colours tell apart (Okabe and Ito); on black the dark ones are lighter. */
const palettes: Record<ThemeName, Palette> = {
  light: {
    background: () => '#ffffff',
    ink: () => '#222222',
    quiet: () => '#666666',
    grid: () => '#e4e4e4',
    panel: () => '#f4f6f8',
    header: () => '#dbe7f0',
    good: () => '#00694a',
    bad: () => '#b3261e',
    series: listed([
      ...['#0072b2', '#d55e00', '#009e73', '#cc79a7'],
      ...['#e69f00', '#56b4e9', '#7f7f7f', '#000000'],
    ]),
    shade: scaled('#f7f9fb', '#9ec8e3', '#0b5a93'),
    onShade: (at) => (at > 0.55 ? '#ffffff' : '#222222'),
    height: scaled('#b9d9eb', '#1f4e79'),
  },
  dark: {
    background: () => '#16191d',
    ink: () => '#ececec',
    quiet: () => '#a8adb3',
    grid: () => '#30353b',
    panel: () => '#20252b',
    header: () => '#2c4356',
    good: () => '#4fd1a1',
    bad: () => '#ff8a80',
    series: listed([
      ...['#4aa8e0', '#f2803a', '#2fc79a', '#e09ac2'],
      ...['#f0b73a', '#8accf2', '#a0a0a0', '#ffffff'],
    ]),
    shade: scaled('#1d2228', '#1f5f8f', '#9fd6ff'),
    onShade: (at) => (at > 0.65 ? '#16191d' : '#ececec'),
    height: scaled('#34536b', '#a5d5f5'),
  },
}

export const themeNames = Object.keys(palettes) as ThemeName[]

/** The text of a picture with its colours filled in. */
export function painted(text: string, theme: ThemeName): string {
  const palette = palettes[theme]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the mark of a colour, which no text can hold
  return text.replace(/\u0001(\w+) ([\d.e-]+)\u0001/g, (_, name: keyof Palette, at: string) =>
    palette[name](Number(at)),
  )
}

/** How all pictures look: colours by what they are for, and one font. */
export const theme = {
  background: new Paint('background'),
  ink: new Paint('ink'),
  quiet: new Paint('quiet'),
  grid: new Paint('grid'),
  panel: new Paint('panel'),
  header: new Paint('header'),
  good: new Paint('good'),
  bad: new Paint('bad'),
  font: 'DejaVu Sans, Verdana, Arial, sans-serif',
  fontSize: 12,
  titleSize: 14,
} as const

/** The colour of the series of that index. */
export const seriesColor = (index: number): Paint => new Paint('series', index)
