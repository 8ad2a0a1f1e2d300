import { Paint } from './theme.js'

/** Attributes of an element; those that are undefined are left out. */
export type Attributes = Readonly<Record<string, string | number | Paint | undefined>>

/** An SVG element as text. Children are elements, or text that `escapeText` made safe. */
export function tag(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${attribute(value!)}"`)
    .join('')
  return children.length > 0 ? `<${name}${written}>${children.join('')}</${name}>` : `<${name}${written}/>`
}

const attribute = (value: string | number | Paint): string => {
  if (value instanceof Paint) return String(value)
  return typeof value === 'number' ? String(round(value)) : escapeText(value)
}

/** Text as it may stand between and in elements; characters that XML forbids are left out. */
export const escapeText = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')

/** Hundredths of a pixel are enough, and keep files small. */
export const round = (value: number): number => Math.round(value * 100) / 100
