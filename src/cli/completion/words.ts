import type { Command, CommandArgument } from '../command.js'
import type { CliOption, Completion } from '../options/option.js'
import { flagOf } from '../options/values.js'

/** An option as a shell sees it. */
export interface Completed {
  flag: string
  short?: string
  describe: string
  /** Absent for a flag without value. */
  value?: { name: string; words: readonly string[]; path?: Completion }
}

/** What `keratin help` does. */
export const helpText = 'show help'
const help = { flag: '--help', short: '-h', describe: helpText }

/** The options of a command. */
export const completedOptions = (spec: Command): Completed[] => [
  ...Object.entries(spec.options).map(([name, option]) => completed(name, option, spec)),
  help,
]

function completed(name: string, option: CliOption<unknown>, spec: Command): Completed {
  const { short, describe, placeholder, complete } = option
  return {
    flag: flagOf(name),
    ...(short !== undefined && { short }),
    describe,
    ...(placeholder !== undefined && {
      value: {
        name: placeholder.replace(/[<>]/g, ''),
        words: option.choices ?? wordsOf(name, spec),
        ...(complete && { path: complete }),
      },
    }),
  }
}

/** Choices that only some choices of the first argument give an option, such as the variants of recipes. */
function wordsOf(name: string, { arguments: [first], about }: Command): string[] {
  const all = Object.keys(first?.choices ?? {}).flatMap((c) => about?.(c).options?.[name]?.choices ?? [])
  return [...new Set(all)]
}

/** What an argument may be. */
export const completedArgument = ({ name, describe, choices, complete }: CommandArgument) => ({
  name,
  describe,
  choices: Object.entries(choices ?? {}),
  path: complete,
})
