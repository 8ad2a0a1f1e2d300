import { camelCase, unknownName } from './names.js'

/** Whether a value is a plain object, as options are given, and not an instance of a class. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype

/**
 * The options of a call that may give its first ones by position: `named(['units'], [32, { useBias: false }])` →
 * `{ units: 32, useBias: false }`.
 *
 * @param where whose arguments they are, for the message
 * @throws KeratinError `UNKNOWN_NAME` if more are given by position than there are
 */
export function named<T>(positions: readonly string[], args: readonly unknown[], where = 'the call'): T {
  const last = args.at(-1)
  const options: Record<string, unknown> = isPlainObject(last) ? { ...last } : {}
  args.slice(0, isPlainObject(last) ? -1 : undefined).forEach((value, i) => {
    const name = positions[i]
    if (value === undefined) return
    if (name === undefined) throw unknownName(`argument of ${where}`, String(value), positions)
    options[name] = value
  })
  return options as T
}

/**
 * Refuses options that do not exist.
 *
 * @throws KeratinError `UNKNOWN_NAME` with the nearest name
 */
export function checkOptionNames(where: string, options: unknown, known: Iterable<string>): void {
  if (!isPlainObject(options)) return
  const names = new Set(known)
  for (const key of Object.keys(options)) {
    if (!names.has(camelCase(key))) throw unknownName(`option of ${where}`, key, names)
  }
}
