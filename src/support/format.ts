/**
 * A number as Keras prints losses and metrics: four decimals, or four in exponent form when it is small.
 *
 * @example formatNumber(0.29614) // '0.2961'
 * @example formatNumber(0.00012) // '1.2000e-04'
 */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
  if (Math.abs(value) > 1e-3) return value.toFixed(4)
  return value.toExponential(4).replace(/e([+-])(\d)$/, 'e$10$2')
}

/**
 * A number in as few digits as tell it, at most six significant ones.
 *
 * @example brief(0.9639999866485596) // '0.964'
 * @example brief(0.001) // '0.001'
 */
export const brief = (value: number): string => String(Number(value.toPrecision(6)))

/**
 * A time in seconds as Keras prints it.
 *
 * @example formatDuration(12.3) // '12s'
 * @example formatDuration(135) // '2:15'
 */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  const two = (n: number) => String(n).padStart(2, '0')
  if (s >= 3600) return `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`
  return s >= 60 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${s}s`
}

/**
 * The time one unit of work took, as Keras prints it.
 *
 * @example formatPace(0.0142, 'step') // '14ms/step'
 */
export function formatPace(seconds: number, unit: string): string {
  if (seconds >= 1 || seconds === 0) return `${seconds.toFixed(0)}s/${unit}`
  return seconds >= 1e-3
    ? `${(seconds * 1e3).toFixed(0)}ms/${unit}`
    : `${(seconds * 1e6).toFixed(0)}us/${unit}`
}

/**
 * A number of bytes in decimal units, three digits.
 *
 * @example formatBytes(9912422) // '9.91 MB'
 */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return unit === 0 ? `${Math.round(value)} B` : `${value.toPrecision(3)} ${units[unit]}`
}
