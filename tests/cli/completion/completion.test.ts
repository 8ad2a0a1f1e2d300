import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../../src/cli/commands/index.js'
import { flagOf } from '../../../src/cli/options/values.js'
import { keratin, withFolder } from '../harness.js'

/** Lines, with what can stand at the end of each. */
const lines: [string, string[]][] = [
  ['keratin pre', ['predict']],
  ['keratin he', ['help']],
  ['keratin --v', ['--version']],
  ['keratin train im', ['images', 'imdb']],
  ['keratin train mnist --ep', ['--epochs']],
  ['keratin train mnist --engine w', ['wasm']],
  ['keratin train text --variant bi', ['bidirectional']],
  ['keratin evaluate m --recipe dig', ['digits']],
  ['keratin train mnist --out ', ['my runs']],
  ['keratin predict my', ['my runs']],
  ['keratin predict run se', ['seven.png']],
  ['keratin train mnist --epochs ', []],
  ['keratin export m -o se', ['seven.png']],
  ['keratin completion f', ['fish']],
  ['keratin runs cl', ['clean']],
  ['keratin plot gr', ['gradcam']],
  // the argument before is no command, and what follows is no picture
  ['keratin plot model se', ['seven.png']],
  ['keratin init train --rec', ['--recipe']],
]

type Answer = (script: string, lines: readonly string[], cwd: string) => string[][]

const shells: Record<string, Answer> = {
  bash: (script, asked, cwd) => {
    const questions = asked.map((line) => {
      const words = line.split(' ').map((word) => `'${word}'`)
      return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; COMPREPLY=(); _keratin; printf '%s|' "\${COMPREPLY[@]}"; echo`
    })
    return rowsOf(run('bash', ['--norc', '-c', `${script}\n${questions.join('\n')}`], cwd))
  },
  fish: (script, asked, cwd) => {
    const questions = asked.map(
      (line) => `string join -- '|' (complete -C '${line}' | string replace -r '/?(\\t.*)?$' ''); echo`,
    )
    const program = `${script}\n${questions.join('\n')}`
    return rowsOf(run('fish', ['--no-config', '-c', program], cwd).replace(/\n\n/g, '\n'))
  },
  // in a terminal of its own, as it completes nowhere else
  zsh: (script, asked, cwd) => {
    writeFileSync(join(cwd, '.script'), script)
    writeFileSync(join(cwd, '.ask'), zshProgram)
    const answer = run('zsh', ['-f', '.ask', '.script', ...asked], cwd)
    return answer
      .split('<next>')
      .slice(0, -1)
      .map((text) => [
        ...new Set([...text.matchAll(/<hit (.*)>/g)].map(([, hit]) => hit!.replaceAll('\\', ''))),
      ])
  },
}

const zshProgram = `
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT= RPROMPT= PS2=; unsetopt beep prompt_cr prompt_sp auto_remove_slash; autoload -Uz compinit; compinit -u -D; source $1"
zpty -w z "zstyle ':completion:*' insert-tab false; LISTMAX=1000"
zpty -w z 'compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits; builtin compadd -A hits "$@"
  for hit in $hits; do print -r -- "<""hit $hit>"; done
  builtin compadd "$@"
}'
zpty -w z 'finish() { zle complete-word; zle kill-buffer; print "<en""d>" }; zle -N finish; bindkey "^I" finish; print "<rea""dy>"'
zpty -r z out '*<ready>*'
shift
for line in "$@"; do
  zpty -w -n z "$line"$'\t'
  zpty -r z out '*<end>*'
  print -r -- "\${out//$'\r'/}<next>"
done
zpty -d z
`

const run = (shell: string, words: readonly string[], cwd: string): string =>
  execFileSync(shell, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

const rowsOf = (answer: string): string[][] =>
  answer
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('|').filter(Boolean))

function isInstalled(shell: string): boolean {
  return process.platform !== 'win32' && spawnSync(shell, ['-c', 'true']).status === 0
}

describe('keratin completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s: knows every command and option', async (shell) => {
    const { code, stdout, stderr } = await keratin(['completion', shell])
    expect([code, stderr]).toEqual([0, ''])
    for (const { name, options } of commands) {
      expect(stdout).toContain(name)
      for (const option of Object.keys(options))
        expect(stdout).toContain(shell === 'fish' ? `-l ${flagOf(option).slice(2)} ` : flagOf(option))
    }
  })

  test('of a shell there is not suggests one', async () => {
    const { code, stderr } = await keratin(['completion', 'zish'])
    expect([code, stderr]).toEqual([
      2,
      'error[UNKNOWN_NAME]: Unknown shell of keratin completion "zish". Did you mean "zsh"?\n',
    ])
  })

  // a shell that is not there is told by its name among the tests that are skipped
  for (const [shell, answer] of Object.entries(shells))
    test.runIf(isInstalled(shell))(`${shell} completes with it`, () =>
      withFolder(async (cwd) => {
        mkdirSync(join(cwd, 'my runs'))
        writeFileSync(join(cwd, 'seven.png'), '')
        const { stdout: script } = await keratin(['completion', shell])
        const found = answer(
          script,
          lines.map(([line]) => line),
          cwd,
        )
        expect(Object.fromEntries(lines.map(([line], i) => [line, found[i]]))).toEqual(
          Object.fromEntries(lines),
        )
      }),
    )
})
