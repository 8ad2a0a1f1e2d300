import type { Command } from '../command.js'
import { completedArgument, completedOptions } from './words.js'

/** The script for fish. */
export function fishScript(commands: readonly Command[]): string {
  const begin = commands.map(
    (c) => `complete -c keratin -n __fish_use_subcommand -f -a ${c.name} -d ${quote(c.describe)}`,
  )
  return `${['# keratin completion fish', ...begin, ...commands.flatMap(linesOf)].join('\n')}\n`
}

function linesOf(spec: Command): string[] {
  const of = `complete -c keratin -n ${quote(`__fish_seen_subcommand_from ${spec.name}`)}`
  const options = completedOptions(spec).map(({ flag, short, describe, value }) => {
    const names = `${short ? `-s ${short.slice(1)} ` : ''}-l ${flag.slice(2)}`
    const paths = value?.path === 'folder' ? `-xa ${quote('(__fish_complete_directories)')}` : '-rF'
    const after =
      value && (value.path ? paths : `-x${value.words.length > 0 ? `a ${quote(value.words.join(' '))}` : ''}`)
    return `${of} ${names} ${after ? `${after} ` : ''}-d ${quote(describe)}`
  })
  const given = spec.arguments.map(completedArgument)
  const words = given.flatMap(({ choices }) =>
    choices.map(([name, text]) => `${of} -f -a ${name} -d ${quote(text)}`),
  )
  const files = given.some(({ path }) => path) || spec.arguments.length === 0 ? [] : [`${of} -f`]
  return [...options, ...words, ...files]
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
