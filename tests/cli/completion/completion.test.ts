import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands } from '../../../src/cli/commands/index.js'
import { flagOf } from '../../../src/cli/options/values.js'
import { keratin, withFolder } from '../harness.js'

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

  test.runIf(process.platform !== 'win32')('bash completes with it', () =>
    withFolder(async (cwd) => {
      mkdirSync(join(cwd, 'my runs'))
      writeFileSync(join(cwd, 'seven.png'), '')
      const { stdout: script } = await keratin(['completion', 'bash'])
      const lines: [string[], string[]][] = [
        [['keratin', 'pre'], ['predict']],
        [
          ['keratin', 'train', 'im'],
          ['images', 'imdb'],
        ],
        [['keratin', 'train', 'mnist', '--ep'], ['--epochs']],
        [['keratin', 'train', 'mnist', '--engine', 'w'], ['wasm']],
        [['keratin', 'train', 'text', '--variant', 'bi'], ['bidirectional']],
        [['keratin', 'evaluate', 'm', '--recipe', 'dig'], ['digits']],
        [['keratin', 'train', 'mnist', '--out', ''], ['my runs']],
        [['keratin', 'predict', 'my'], ['my runs']],
        [['keratin', 'predict', 'run', 'se'], ['seven.png']],
        [['keratin', 'train', 'mnist', '--epochs', ''], []],
        [['keratin', 'export', 'm', '-o', 'se'], ['seven.png']],
        [['keratin', 'completion', 'f'], ['fish']],
      ]
      const asked = lines.map(
        ([words]) =>
          `COMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}; COMPREPLY=(); _keratin; printf '%s|' "\${COMPREPLY[@]}"; echo`,
      )
      const answer = execFileSync('bash', ['--norc', '-c', `${script}\n${asked.join('\n')}`], {
        cwd,
        encoding: 'utf8',
      })
      const found = answer
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split('|').filter(Boolean))
      expect(found).toEqual(lines.map(([, expected]) => expected))
    }),
  )
})
