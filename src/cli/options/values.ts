import { KeratinError } from '../../support/errors.js'
import { parseJson } from '../../support/json.js'
import { unknownName } from '../../support/names.js'
import { isPlainObject } from '../../support/options.js'
import { readFileBytes } from '../../support/read-file.js'
import { decodeText } from '../../support/text-file.js'
import type { Io } from '../io.js'
import { importConfig, isProgram } from './import-config.js'
import type { OptionTable, OptionValues } from './option.js'

/** `batchSize` → `--batch-size`. */
export const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`

/** Checks what was given as flags. */
export function readFlags<T extends OptionTable>(
  table: T,
  given: Readonly<Record<string, unknown>>,
): OptionValues<T> {
  return collect(table, (name) => [given[name], flagOf(name)])
}

/** Checks what the environment sets. An empty variable counts as not set; a flag is on unless it is `0` or `false`. */
export function readEnvironment<T extends OptionTable>(table: T, env: Io['env']): OptionValues<T> {
  return collect(table, (name) => {
    const option = table[name]!
    const value = option.env ? env[option.env] || undefined : undefined
    const isFlag = !option.placeholder
    return [isFlag && value !== undefined ? value !== '0' && value !== 'false' : value, option.env ?? name]
  })
}

/**
 * The options that a configuration file sets: one of JSON, or a program that exports them as its default.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE; UNKNOWN_NAME for a key that is no option
 */
export async function readConfigFile<T extends OptionTable>(
  table: T,
  path: string,
): Promise<OptionValues<T>> {
  const bytes = await readFileBytes(path, 'json')
  let config: unknown
  try {
    config = isProgram(path) ? await importConfig(path) : parseJson(decodeText(bytes, path))
  } catch (cause) {
    throw unreadable(path, (cause as Error).message, cause)
  }
  if (!isPlainObject(config)) {
    const expected = isProgram(path) ? 'its default export must be an object' : 'it must be one JSON object'
    throw unreadable(path, `${expected} of options`)
  }
  const entries = config
  const names = Object.keys(table).filter((name) => table[name]!.configurable)
  for (const key of Object.keys(entries)) {
    if (!names.includes(key) && !key.startsWith('$')) throw unknownName(`option in ${path}`, key, names)
  }
  return collect(table, (name) => [entries[name] ?? undefined, `${name} in ${path}`])
}

function collect<T extends OptionTable>(table: T, find: (name: string) => [value: unknown, where: string]) {
  const values: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(table)) {
    const [value, where] = find(name)
    if (value !== undefined) values[name] = option.read(value, where)
  }
  return values as OptionValues<T>
}

function unreadable(path: string, what: string, cause?: unknown): KeratinError {
  return new KeratinError('FILE_UNREADABLE', `${path} is not a configuration file: ${what}.`, {
    hint: 'Write options by their names, such as {"epochs": 3, "batchSize": 64}.',
    cause,
  })
}
