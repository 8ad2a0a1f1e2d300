import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'

/** What a shell can complete a value with, besides a list of words. */
export type Completion = 'file' | 'folder'

/**
 * One option: the single source for parsing, help, configuration files, environment, completion in shells and
 * docs/CLI.md.
 */
export interface CliOption<T> {
  /** What stands after the flag in help, `<n>`; absent for a flag without value. */
  readonly placeholder?: string
  /** Another flag of one letter: `-o`. */
  readonly short?: string
  /** What other programs call it: it is not taken, but answered with the right name. */
  readonly elsewhere?: readonly string[]
  readonly describe: string
  /** The default, as help shows it. */
  readonly default?: string
  /** The values there are, shown in help. */
  readonly choices?: readonly string[]
  /** The environment variable it can come from. */
  readonly env?: string
  /** Whether a configuration file may set it. */
  readonly configurable: boolean
  /** What its value is a path of. */
  readonly complete?: Completion
  /** The values of the first argument that it is for. Default: all. */
  readonly only?: readonly string[]
  /** Checks a value, given as text or as JSON. `name` is for the message. */
  read(value: unknown, name: string): T
}

/** Options by their names in camelCase; `batchSize` is `--batch-size`. */
export type OptionTable = Readonly<Record<string, CliOption<unknown>>>

/** What a table parses to; an option that was not given is absent. */
export type OptionValues<T extends OptionTable> = {
  [K in keyof T]?: T[K] extends CliOption<infer V> ? V : never
}

interface Traits {
  placeholder?: string
  short?: string
  elsewhere?: readonly string[]
  default?: string
  env?: string
  /** Default true. */
  configurable?: boolean
  complete?: Completion
  only?: readonly string[]
}

const traits = (describe: string, { configurable = true, ...rest }: Traits) => ({
  describe,
  configurable,
  ...rest,
})

/** A whole number of at least `min`. */
export function integer(
  describe: string,
  { min = 0, ...rest }: Traits & { min?: number } = {},
): CliOption<number> {
  const expected = min > 0 ? `a whole number of at least ${min}` : 'a whole number that is not negative'
  return {
    placeholder: '<n>',
    ...traits(describe, rest),
    read: (value, name) => {
      const n = numberFrom(value)
      if (!Number.isSafeInteger(n) || n < min) throw argumentError('keratin', expected, name, value)
      return n
    },
  }
}

interface Bounds {
  above?: number
  min?: number
  max?: number
  below?: number
}

/** A number within bounds. */
export function real(
  describe: string,
  { above, min, max, below, ...rest }: Traits & Bounds,
): CliOption<number> {
  const bounds = [
    above !== undefined && `above ${above}`,
    min !== undefined && `of at least ${min}`,
    max !== undefined && `of at most ${max}`,
    below !== undefined && `below ${below}`,
  ]
  const expected = ['a number', bounds.filter(Boolean).join(' and ')].join(' ').trim()
  return {
    placeholder: '<x>',
    ...traits(describe, rest),
    read: (value, name) => {
      const x = numberFrom(value)
      const fits =
        Number.isFinite(x) &&
        !(x <= (above ?? -Infinity)) &&
        !(x < (min ?? -Infinity)) &&
        !(x > (max ?? Infinity)) &&
        !(x >= (below ?? Infinity))
      if (!fits) throw argumentError('keratin', expected, name, value)
      return x
    },
  }
}

/** What another option takes, or one word. */
export const orWord = <T, const W extends string>(option: CliOption<T>, word: W): CliOption<T | W> => ({
  ...option,
  placeholder: `${option.placeholder!.slice(0, -1)}|${word}>`,
  read: (value, name) => (value === word ? word : option.read(value, name)),
})

/** Any text that is not empty. */
export function text(describe: string, given: Traits & { placeholder: string }): CliOption<string> {
  return {
    ...traits(describe, given),
    read: (value, name) => {
      if (typeof value !== 'string' || value === '')
        throw argumentError('keratin', 'a text that is not empty', name, value)
      return value
    },
  }
}

/** One of several words. */
export function choice<const C extends string>(
  describe: string,
  choices: readonly C[],
  given: Traits & { placeholder: string },
): CliOption<C> {
  return {
    ...traits(describe, given),
    choices,
    read: (value, name) => {
      const found = choices.find((c) => c === value)
      if (found === undefined) throw unknownName(`value of ${name}`, String(value), choices)
      return found
    },
  }
}

/** A switch; it is off unless given. */
export function flag(describe: string, given: Traits = {}): CliOption<boolean> {
  return {
    ...traits(describe, given),
    read: (value, name) => {
      if (typeof value !== 'boolean') throw argumentError('keratin', 'true or false', name, value)
      return value
    },
  }
}

const numberFrom = (value: unknown): number => {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}
