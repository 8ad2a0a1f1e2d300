import type { Command } from '../command.js'
import { completedArgument, completedOptions } from './words.js'

/** The script for bash. Words are letters, digits, dots and hyphens: nothing in it needs quotes. */
export function bashScript(commands: readonly Command[]): string {
  return `# keratin completion bash
_keratin() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words= paths=
  if (( COMP_CWORD == 1 )); then
    words="${['help', ...commands.map((c) => c.name), '--help', '--version'].join(' ')}"
  else
    case $command in
${commands.map(branchOf).join('\n')}
    esac
  fi
  if [[ $paths == files ]]; then
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
  elif [[ $paths == folders ]]; then
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -d -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}
complete -F _keratin keratin
`
}

function branchOf(spec: Command): string {
  const options = completedOptions(spec)
  // options of the same values share a line
  const values = new Map<string, string[]>()
  for (const { flag, short, value } of options) {
    if (!value) continue
    const words = value.path ? `paths=${value.path}s` : `words="${value.words.join(' ')}"`
    values.set(words, [...(values.get(words) ?? []), ...(short ? [short] : []), flag])
  }
  const flags = options.map((option) => option.flag).join(' ')
  return `      ${spec.name})
        case $prev in
${[...values].map(([words, names]) => `          ${names.join('|')}) ${words} ;;\n`).join('')}          *) ${argumentsOf(spec, flags)} ;;
        esac ;;`
}

/** What stands where no value of an option does. */
function argumentsOf({ arguments: given }: Command, flags: string): string {
  const isFlag = `if [[ $cur == -* ]]; then words="${flags}"`
  const [first, ...others] = given.map(completedArgument)
  if (!first) return `words="${flags}"`
  const rest = others.some(({ path }) => path) ? 'paths=files' : `words="${flags}"`
  if (first.choices.length === 0) return `${isFlag}; else paths=files; fi`
  const names = first.choices.map(([name]) => name).join(' ')
  return `${isFlag}; elif (( COMP_CWORD == 2 )); then words="${names}"; else ${rest}; fi`
}
