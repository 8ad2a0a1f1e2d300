import type { Command, CommandArgument } from '../command.js'
import type { Completion } from '../options/option.js'
import { completedArgument, completedOptions } from './words.js'

/** The script for zsh. */
export function zshScript(commands: readonly Command[]): string {
  const names = commands.map((c) => `    ${quote(`${c.name}:${c.describe}`)}`)
  return `#compdef keratin
# keratin completion zsh
_keratin() {
  local -a names
  names=(
${names.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command names
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
  const words = choices.map(([choice, text]) => `${choice}\\:${escaped(text).replace(/[ ()"']/g, '\\$&')}`)
  const action = words.length > 0 ? `((${words.join(' ')}))` : actionOf([], path)
  return quote(`${given.variadic ? '*' : ''}${given.optional ? ':' : ''}:${escaped(name)}:${action}`)
}

const actionOf = (words: readonly string[], path?: Completion): string => {
  if (path) return path === 'folder' ? '_files -/' : '_files'
  return words.length > 0 ? `(${words.join(' ')})` : ' '
}

const escaped = (text: string): string => text.replace(/[:\\]/g, '\\$&')
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
