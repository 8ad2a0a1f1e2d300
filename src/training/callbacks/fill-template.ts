import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'

/**
 * Fills `{name}` and `{name:format}` with numbers, where a format is Python's: `02d`, `4d`, `.4f`, `.2e`, `.1%`.
 * `{{` and `}}` stand for braces.
 *
 * @example fillTemplate('{epoch:02d}-{val_loss:.2f}.keras', { epoch: 3, val_loss: 0.125 }, 'filepath') // '03-0.13.keras'
 * @throws KeratinError `UNKNOWN_NAME` for a name that has no value; `ARGUMENT` for a format that is not known
 */
export function fillTemplate(
  template: string,
  values: Readonly<Record<string, number>>,
  where: string,
): string {
  return template.replace(
    /\{\{|\}\}|\{([^{}:]*)(?::([^{}]*))?\}/g,
    (match, name?: string, format?: string) => {
      if (match === '{{' || match === '}}') return match[0]!
      const value = values[name!]
      if (value === undefined) throw unknownName(`placeholder in ${where}`, name!, Object.keys(values))
      return format ? formatted(value, format, where) : String(value)
    },
  )
}

function formatted(value: number, format: string, where: string): string {
  const [, zero, width, digits, type] = /^(0?)(\d*)(?:\.(\d+))?([dfFeE%g]?)$/.exec(format) ?? []
  if (type === undefined || (type === 'd' && digits)) {
    throw argumentError(where, 'such as 02d, .4f, .2e or .1%', 'format', format)
  }
  const text = body(value, type, digits === undefined ? undefined : Number(digits))
  const room = Number(width || 0)
  if (!zero) return text.padStart(room)
  return text.startsWith('-') ? `-${text.slice(1).padStart(room - 1, '0')}` : text.padStart(room, '0')
}

function body(value: number, type: string, digits: number | undefined): string {
  if (type === 'd') return String(Math.round(value))
  if (type === 'f' || type === 'F') return value.toFixed(digits ?? 6)
  if (type === '%') return `${(value * 100).toFixed(digits ?? 6)}%`
  if (type === 'e' || type === 'E') {
    const text = value.toExponential(digits ?? 6).replace(/e([+-])(\d)$/, 'e$10$2')
    return type === 'E' ? text.toUpperCase() : text
  }
  if (type === '' && digits === undefined) return String(value)
  return general(value, Math.max(1, digits ?? 6))
}

/** Python's `g`: so many significant digits, in exponent form where the number is large or small. */
function general(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e') as [string, string]
  const strip = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)
  const power = Number(exponent)
  if (power >= -4 && power < digits) return strip(value.toFixed(digits - 1 - power))
  return `${strip(mantissa)}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}
