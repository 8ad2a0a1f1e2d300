import { spawn } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fewTexts, trainTexts, withFolder } from './harness.js'

const bin = fileURLToPath(new URL('../../bin/keratin.js', import.meta.url))

/** A line of the shell in which `keratin` is the command line; what it writes on both streams, together. */
async function shell(line: string, cwd: string): Promise<string> {
  const keratin = `keratin() { "${process.execPath}" "${bin}" "$@"; }`
  const env = { ...process.env, KERATIN_ENGINE: '', KERATIN_CURVES: 'svg' }
  const child = spawn('bash', ['-c', `${keratin}; { ${line}; } 2>&1`], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  for await (const piece of child.stdout) text += piece
  return text
}

const small = `${trainTexts} --epochs 2 --batch-size 10`
const full =
  'error[FILE_UNWRITABLE]: Cannot write standard output: the disk is full (ENOSPC). Free some space or choose another disk.\n'

test.runIf(process.platform === 'linux')(
  'words that are lost on a full disk are one line and a failure',
  () =>
    withFolder(async (cwd) => {
      await writeFile(join(cwd, 'texts.csv'), fewTexts)
      expect(await shell('keratin --help >/dev/full; echo $?', cwd)).toBe(`${full}1\n`)
      const trained = await shell(`keratin ${small} --out run --json --quiet >/dev/full; echo $?`, cwd)
      expect(trained).toBe(`${full}1\n`)
      expect(await readdir(join(cwd, 'run'))).toEqual(expect.arrayContaining(['best.keras', 'result.json']))
      // of what cannot even be said the exit code tells
      expect(await shell(`keratin ${trainTexts} --dry-run 2>/dev/full; echo $?`, cwd)).toBe('1\n')
    }),
)

test('a training goes on to its end when the reader of its output goes away', () =>
  withFolder(async (cwd) => {
    await writeFile(join(cwd, 'texts.csv'), fewTexts)
    const said = await shell(
      `keratin ${small} --out run --json --quiet | head -1 | cut -c 1-15; echo \${PIPESTATUS[0]}`,
      cwd,
    )
    expect(said.split('\n').sort().reverse()).toEqual([
      '{"event":"plan"',
      'Standard output was closed before everything was written; the command went on to its end.',
      '0',
      '',
    ])
    expect(await readdir(join(cwd, 'run'))).toEqual(expect.arrayContaining(['best.keras', 'result.json']))
  }))
