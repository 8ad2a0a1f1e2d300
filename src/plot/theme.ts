/** How all pictures look: colours that people who see few colours tell apart (Okabe and Ito), and one font. */
export const theme = {
  colors: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7f7f7f', '#000000'],
  background: '#ffffff',
  ink: '#222222',
  quiet: '#666666',
  grid: '#e4e4e4',
  font: 'DejaVu Sans, Verdana, Arial, sans-serif',
  fontSize: 12,
  titleSize: 14,
} as const

/** The colour of the series of that index. */
export const seriesColor = (index: number): string => theme.colors[index % theme.colors.length]!

/** The width of a text in pixels, as far as it can be told without its font: rather more than less. */
export function textWidth(text: string, size: number = theme.fontSize): number {
  let width = 0
  for (const letter of text)
    width += /[mwMW@%]/.test(letter) ? 1 : /[ijlI.,:;'|! ]/.test(letter) ? 0.36 : 0.66
  return width * size
}
