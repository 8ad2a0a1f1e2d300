import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { RandomStream } from '../../../src/support/random.js'
import { keratin, withFolder } from '../harness.js'
import { kinds, outcomeOf } from './kinds-of-run.js'

const bin = fileURLToPath(new URL('../../../bin/keratin.js', import.meta.url))
const isFull = process.env.KERATIN_TEST_FULL === '1'
/** How often each signal ends a run of each kind, at a moment drawn anew each time. */
const rounds = { SIGKILL: 100, SIGINT: 20, SIGTERM: 20, SIGHUP: 5 }
const random = new RandomStream(Number(process.env.KERATIN_TEST_SEED ?? 1))

interface Ended {
  code: number | null
  signal: string | null
  stderr: string
  milliseconds: number
}

/** The command line as a process; `kill` ends it some milliseconds after a text has appeared. */
function child(
  words: string,
  cwd: string,
  kill?: { signal: NodeJS.Signals; at: string; after: number },
): Promise<Ended> {
  return new Promise((done, failed) => {
    const env = { ...process.env, KERATIN_ENGINE: '', XDG_CACHE_HOME: join(cwd, '../cache') }
    const started = spawn(process.execPath, [bin, ...words.split(' ')], {
      cwd,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    let told: number | undefined
    started.stderr.on('data', (piece) => {
      stderr += piece
      if (told !== undefined || !stderr.includes(kill?.at ?? 'run ')) return
      told = performance.now()
      if (kill) setTimeout(() => started.kill(kill.signal), kill.after)
    })
    started.on('error', failed)
    started.on('close', (code, signal) =>
      done({ code, signal, stderr, milliseconds: performance.now() - (told ?? performance.now()) }),
    )
  })
}

/** What happens to a run of a kind that is ended by a signal, and gone on with until it is complete. */
async function survives(kind: string, cwd: string, signals: readonly NodeJS.Signals[]): Promise<void> {
  const { words, prepare } = kinds[kind]!
  mkdirSync(join(cwd, 'whole'))
  await prepare(cwd)
  const line = `train ${words.replace(/--(data|base) (\S+)/g, '--$1 ../$2')} --out run`
  const first = await child(line, join(cwd, 'whole'))
  expect(first.code, first.stderr).toBe(0)
  const whole = await outcomeOf(join(cwd, 'whole/run'))
  for (const [i, signal] of signals.entries()) {
    const folder = join(cwd, `case-${i}`)
    mkdirSync(folder)
    const after = Math.floor(random.next() * first.milliseconds)
    const ended = await child(line, folder, { signal, at: 'run ', after })
    const where = `${signal} after ${after} of ${Math.round(first.milliseconds)} ms: ${ended.stderr}`
    if (ended.code === 130 && existsSync(join(folder, 'run')))
      expect(ended.stderr, where).toContain('Go on with: keratin train --resume run')
    // one that was ended before it began left nothing, or was too late
    if (!existsSync(join(folder, 'run/config.json'))) {
      expect(
        readdirSync(folder).filter((name) => name !== 'run'),
        where,
      ).toEqual([])
      continue
    }
    const resumed = await child('train --resume run', folder)
    expect(resumed.code, `${where}\n${resumed.stderr}`).toBe(0)
    expect(await outcomeOf(join(folder, 'run')), where).toEqual(whole)
  }
}

describe('a run that is ended by a signal', () => {
  test('goes on with the same weights after kill -9', () =>
    withFolder(async (cwd) => {
      const { words, prepare } = kinds.text!
      await prepare(cwd)
      const line = `train ${words}`
      const whole = await keratin(`${line} --out whole`.split(' '), { cwd })
      expect(whole.code).toBe(0)
      await child(`${line} --out run`, cwd, { signal: 'SIGKILL', at: 'Epoch 1', after: 0 })
      const resumed = await keratin('train --resume run'.split(' '), { cwd })
      expect(resumed.code, resumed.stderr).toBe(0)
      const { result, ...rest } = await outcomeOf(join(cwd, 'run'))
      expect({ ...rest, result: { ...result, run: 'whole' } }).toEqual(await outcomeOf(join(cwd, 'whole')))
    }))

  test.runIf(isFull).each(Object.keys(kinds))(
    'goes on with the same weights, ended at any moment: %s',
    (kind) =>
      withFolder((cwd) =>
        survives(
          kind,
          cwd,
          Object.entries(rounds).flatMap(([signal, count]) => Array(count).fill(signal) as NodeJS.Signals[]),
        ),
      ),
  )
})
