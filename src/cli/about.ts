import { argumentError } from '../support/errors.js'
import { unknownName } from '../support/names.js'
import type { Command } from './command.js'
import type { CliOption, OptionTable } from './options/option.js'
import { flagOf } from './options/values.js'

/** What the first argument of a command may be, if that is one of a few. */
export const choicesOf = ({ arguments: [first] }: Command): readonly string[] =>
  Object.keys(first?.choices ?? {})

/** Whether an option is for a choice of the first argument. */
const isFor = (option: CliOption<unknown>, choice: string): boolean => option.only?.includes(choice) ?? true

/** The command as it is for one choice of its first argument: its options, their defaults, its help. */
export function commandFor(spec: Command, choice: string | undefined): Command {
  if (choice === undefined || !choicesOf(spec).includes(choice)) return spec
  const { options: shown = {}, ...help } = spec.about?.(choice) ?? {}
  const options = Object.entries(spec.options)
    .filter(([, option]) => isFor(option, choice))
    .map(([name, option]) => [name, { ...option, ...shown[name] }])
  return { ...spec, ...help, arguments: spec.arguments.slice(1), options: Object.fromEntries(options) }
}

/** The first of the words that is no option and no value of one. */
export function firstArgument(spec: Command, words: readonly string[]): string | undefined {
  const valued = new Set(
    Object.entries(spec.options)
      .filter(([, { placeholder }]) => placeholder !== undefined)
      .flatMap(([name, { short }]) => [flagOf(name), ...(short ? [short] : [])]),
  )
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (word === '--') return words[i + 1]
    if (!word.startsWith('-')) return word
    if (valued.has(word)) i++
  }
  return undefined
}

/**
 * Fails for a first argument that is not among its choices.
 *
 * @throws KeratinError UNKNOWN_NAME with the nearest one
 */
export function checkChoice(spec: Command, choice: string | undefined): void {
  const choices = choicesOf(spec)
  if (choice === undefined || choices.length === 0 || choices.includes(choice)) return
  const { name } = spec.arguments[0]!
  // recipes are known by that name everywhere
  throw unknownName(name === 'recipe' ? name : `${name} of keratin ${spec.name}`, choice, choices)
}

/**
 * Fails for options that are not for the first argument.
 *
 * @param given the options by name
 * @param where the options are from: `flagOf` for flags
 * @throws KeratinError ARGUMENT
 */
export function checkOnly(
  owner: string,
  table: OptionTable,
  choice: string,
  given: Readonly<Record<string, unknown>>,
  where: (name: string) => string = flagOf,
): void {
  for (const [name, value] of Object.entries(given)) {
    const option = table[name]
    if (!option || value === undefined || isFor(option, choice)) continue
    const hint = option.only!.length === 0 ? undefined : `It is for: ${option.only!.join(', ')}.`
    throw argumentError(`keratin ${owner} ${choice}`, 'left out', where(name), value, hint)
  }
}
