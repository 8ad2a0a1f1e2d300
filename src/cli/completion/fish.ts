import type { Command } from '../command.js'
import { completedArgument, completedOptions, helpText } from './words.js'

/** What is asked about the line: whether the command comes next, whether it is this one, and its argument comes next. */
const questions = `# keratin completion fish
function __keratin_begins
  test (count (commandline -opc)) -eq 1
end
function __keratin_does
  set -l words (commandline -opc)
  test (count $words) -gt 1; and test $words[2] = $argv[1]
end
function __keratin_chooses
  __keratin_does $argv[1]; and test (count (commandline -opc)) -eq 2
end`

/** The script for fish. */
export function fishScript(commands: readonly Command[]): string {
  const atFirst = 'complete -c keratin -n __keratin_begins'
  const begin = [['help', helpText], ...commands.map((c) => [c.name, c.describe])].map(
    ([name, describe]) => `${atFirst} -f -a ${name} -d ${quote(describe!)}`,
  )
  const flags = [
    `${atFirst} -s h -l help -d ${quote(helpText)}`,
    `${atFirst} -s V -l version -d 'print the version'`,
  ]
  return `${[questions, ...begin, ...flags, ...commands.flatMap(linesOf)].join('\n')}\n`
}

function linesOf(spec: Command): string[] {
  const of = `complete -c keratin -n '__keratin_does ${spec.name}'`
  const atFirst = `complete -c keratin -n '__keratin_chooses ${spec.name}'`
  const options = completedOptions(spec).map(({ flag, short, describe, value }) => {
    const names = `${short ? `-s ${short.slice(1)} ` : ''}-l ${flag.slice(2)}`
    const paths = value?.path === 'folder' ? `-xa ${quote('(__fish_complete_directories)')}` : '-rF'
    const after =
      value && (value.path ? paths : `-x${value.words.length > 0 ? `a ${quote(value.words.join(' '))}` : ''}`)
    return `${of} ${names} ${after ? `${after} ` : ''}-d ${quote(describe)}`
  })
  const given = spec.arguments.map(completedArgument)
  const words = given.flatMap(({ choices }) =>
    choices.map(([name, text]) => `${atFirst} -f -a ${name} -d ${quote(text)}`),
  )
  const files = given.some(({ path }) => path) || spec.arguments.length === 0 ? [] : [`${of} -f`]
  return [...options, ...words, ...files]
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
