import type { Command, CommandArgument } from '../command.js'
import type { Completion } from '../options/option.js'
import { completedArgument, completedOptions, helpText } from './words.js'

/** The script for zsh. */
export function zshScript(commands: readonly Command[]): string {
  const names = [['help', helpText], ...commands.map((c) => [c.name, c.describe])].map(
    ([name, describe]) => `    ${quote(`${name}:${describe}`)}`,
  )
  return `#compdef keratin
# keratin completion zsh
_keratin() {
  local -a names
  names=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    if [[ $PREFIX == -* ]]; then compadd -- --help --version; else _describe -t commands command names; fi
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(branchOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _keratin ]]; then _keratin "$@"; else compdef _keratin keratin; fi
`
}

function branchOf(spec: Command): string {
  const options = completedOptions(spec).flatMap(({ flag, short, describe, value }) => {
    const after = value ? `:${escaped(value.name)}:${actionOf(value.words, value.path)}` : ''
    return [flag, ...(short ? [short] : [])].map((name) =>
      quote(`${name}[${describe.replace(/[[\]\\]/g, '\\$&')}]${after}`),
    )
  })
  const given = spec.arguments.map(argument)
  const lines = [...options, ...given].map((word) => `        ${word}`)
  return `    ${spec.name})
      _arguments \\\n${lines.join(' \\\n')} ;;`
}

function argument(given: CommandArgument): string {
  const { name, choices, path } = completedArgument(given)
  // the words are read as those of a program
  const words = choices.map(([choice, text]) => `${choice}\\:${text.replace(/[^\w\u0080-\uffff]/g, '\\$&')}`)
  const action = words.length > 0 ? `((${words.join(' ')}))` : actionOf([], path)
  return quote(`${given.variadic ? '*' : ''}${given.optional ? ':' : ''}:${escaped(name)}:${action}`)
}

const actionOf = (words: readonly string[], path?: Completion): string => {
  if (path) return path === 'folder' ? '_files -/' : '_files'
  return words.length > 0 ? `(${words.join(' ')})` : ' '
}

const escaped = (text: string): string => text.replace(/[:\\]/g, '\\$&')
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
