import { KeratinError } from '../../support/errors.js'
import { isFloatIn, WholeFloat } from '../../support/python-floats.js'

/**
 * JSON of a configuration as Python writes it: numbers that are floats have a point. Which settings are floats is said
 * by the class that a configuration belongs to.
 */
export function kerasJson(value: unknown, isFloat = false): string {
  if (value instanceof WholeFloat) return kerasJson(value.valueOf(), true)
  if (typeof value === 'number') return numberJson(value, isFloat)
  if (Array.isArray(value))
    return `[${value.map((v) => kerasJson(v, isFloatIn(value, '') ?? isFloat)).join(', ')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  const members = entries.map(
    ([k, v]) => `${JSON.stringify(k)}: ${kerasJson(v, isFloatIn(value, k) ?? (isFloat && k !== 'config'))}`,
  )
  return `{${members.join(', ')}}`
}

function numberJson(value: number, isFloat: boolean): string {
  if (!Number.isFinite(value)) return beyondNumbers(value)
  const text = JSON.stringify(value)
  if (!isFloat || !Number.isInteger(value) || text.includes('e')) return text
  return `${Object.is(value, -0) ? '-' : ''}${text}.0`
}

/** Python and JavaScript both read numbers that are too large as infinite; JSON itself has no word for it. */
function beyondNumbers(value: number): string {
  if (!Number.isNaN(value)) return value > 0 ? '1e999' : '-1e999'
  throw new KeratinError('UNSUPPORTED', 'A setting or an argument is NaN, which files cannot hold.')
}
