import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { RunLock } from '../../../src/cli/train/run-lock.js'
import { loadModel } from '../../../src/saving/index.js'
import { keratin, TextCapture, withFolder } from '../harness.js'

const bin = fileURLToPath(new URL('../../../bin/keratin.js', import.meta.url))
const settings = 'digits --limit 40 --epochs 3 --batch-size 10 --seed 4 --out run'.split(' ')
const isFull = process.env.KERATIN_TEST_FULL === '1'

/** The weights of a model and the state of its optimizer, as one word. */
async function stateOf(file: string): Promise<string> {
  const model = await loadModel(file)
  const hash = createHash('sha256')
  for (const variable of [...model.weights, ...model.optimizer!.variables]) hash.update(variable.data())
  model.dispose()
  return hash.digest('hex')
}

/** What a run leaves behind, but for how long it took. */
async function outcome(run: string) {
  const history = readFileSync(join(run, 'history.jsonl'), 'utf8').replace(/"seconds":[^}]*/g, '')
  const {
    seconds: _,
    totalSeconds: __,
    ...result
  } = JSON.parse(readFileSync(join(run, 'result.json'), 'utf8'))
  return {
    files: readdirSync(run).sort(),
    weights: await Promise.all([stateOf(join(run, 'last.keras')), stateOf(join(run, 'best.keras'))]),
    history,
    result,
  }
}

interface Ended {
  code: number | null
  signal: string | null
  stderr: string
}

/** The command line as a process; `kill` ends it when a text has appeared and so many milliseconds have passed. */
function child(
  words: readonly string[],
  cwd: string,
  kill?: { signal: NodeJS.Signals; at?: string; after: number },
): Promise<Ended> {
  return new Promise((done, failed) => {
    const started = spawn(process.execPath, [bin, ...words], {
      cwd,
      env: { ...process.env, KERATIN_ENGINE: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    let isDue = false
    const look = () => {
      if (!kill || isDue || !stderr.includes(kill.at ?? '')) return
      isDue = true
      setTimeout(() => started.kill(kill.signal), kill.after)
    }
    started.stderr.on('data', (piece) => {
      stderr += piece
      look()
    })
    look()
    started.on('error', failed)
    started.on('close', (code, signal) => done({ code, signal, stderr }))
  })
}

describe('keratin train --resume', () => {
  test('goes on with the same weights, to the bit, after kill -9 at any moment and after signals', () =>
    withFolder(async (cwd) => {
      expect((await child(['train', ...settings], cwd)).code).toBe(0)
      const whole = await outcome(join(cwd, 'run'))
      const moments = isFull
        ? Array.from({ length: 100 }, (_, i) => ({ signal: 'SIGKILL' as const, at: 'run ', after: 15 * i }))
        : [
            { signal: 'SIGKILL' as const, at: '1/4', after: 0 },
            { signal: 'SIGKILL' as const, at: 'best so far', after: 30 },
            { signal: 'SIGHUP' as const, at: 'best so far', after: 10 },
          ]
      for (const [i, kill] of moments.entries()) {
        const folder = join(cwd, `case-${i}`)
        mkdirSync(folder)
        const ended = await child(['train', ...settings], folder, kill)
        if (!existsSync(join(folder, 'run/config.json'))) continue
        if (kill.signal !== 'SIGKILL' && ended.code === 130)
          expect(ended.stderr).toContain('Go on with: keratin train --resume run')
        const resumed = await child(['train', '--resume', 'run'], folder)
        expect(resumed.code, resumed.stderr).toBe(0)
        expect(await outcome(join(folder, 'run'))).toEqual(whole)
      }
    }))

  test('says of a run that is complete that it is', () =>
    withFolder(async (cwd) => {
      await keratin(['train', ...settings, '--epochs', '1'], { cwd })
      const again = await keratin(['train', '--resume', 'run'], { cwd })
      expect(again.code).toBe(0)
      expect(again.stderr).toContain('The run in run is complete')
    }))

  test('takes no other settings, and no folder without a run', () =>
    withFolder(async (cwd) => {
      await keratin(['train', ...settings, '--epochs', '1'], { cwd })
      const { code, stderr } = await keratin(['train', '--resume', 'run', '--epochs', '9'], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain('--epochs cannot be 9. It was 1.')
      const other = await keratin(['train', 'mnist', '--resume', 'run'], { cwd })
      expect(other.stderr).toContain('the recipe cannot be mnist. It was digits.')
      const none = await keratin(['train', '--resume', 'nowhere'], { cwd })
      expect(none.code).toBe(3)
      expect(none.stderr).toContain('nowhere')
    }))
})

/** A stream that does something once, when a text has appeared. */
class When extends TextCapture {
  #isDone = false
  constructor(
    readonly word: string,
    readonly then: () => void,
  ) {
    super()
  }
  override write(text: string): boolean {
    super.write(text)
    if (!this.#isDone && this.text.includes(this.word)) {
      this.#isDone = true
      this.then()
    }
    return true
  }
}

describe('the folder of a run', () => {
  test('takes one training at a time', () =>
    withFolder(async (cwd) => {
      let second: ReturnType<typeof keratin> | undefined
      const words = ['train', ...settings]
      const stderr = new When('best so far', () => {
        second = keratin([...words, '--force'], { cwd })
      })
      const first = await keratin(words, { cwd, stderr })
      expect(first.code).toBe(0)
      const { code, stderr: said } = await second!
      expect(code).toBe(1)
      expect(said).toMatch(/A training is running in .*run: process \d+ on /)
      expect(readdirSync(join(cwd, 'run'))).not.toContain('run.lock')
    }))

  test('is free again when who trained there is gone', () =>
    withFolder(async (cwd) => {
      const boot = existsSync('/proc/sys/kernel/random/boot_id')
        ? { boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() }
        : {}
      const lock = (holder: object) =>
        writeFileSync(
          join(cwd, 'run.lock'),
          JSON.stringify({ host: hostname(), since: 'then', ...boot, ...holder }),
        )
      // a number that no process has
      lock({ pid: 2 ** 22 + 1 })
      await (await RunLock.take(cwd)).release()
      lock({ pid: process.pid })
      await (await RunLock.take(cwd)).release()
      lock({ pid: process.ppid, boot: 'another start of the machine' })
      await (await RunLock.take(cwd)).release()
      writeFileSync(join(cwd, 'run.lock'), '')
      await (await RunLock.take(cwd)).release()
      expect(readdirSync(cwd)).toEqual([])
      lock({ pid: process.ppid })
      await expect(RunLock.take(cwd)).rejects.toThrow(/A training is running/)
      lock({ pid: 1, host: 'another machine' })
      await expect(RunLock.take(cwd)).rejects.toThrow(/on another machine/)
    }))

  test('of several that find it at once, one gets it', () =>
    withFolder(async (cwd) => {
      writeFileSync(
        join(cwd, 'run.lock'),
        JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: 'then' }),
      )
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => RunLock.take(cwd)))
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }))

  test('is cleared of what a killed run left half written', () =>
    withFolder(async (cwd) => {
      await keratin(['train', ...settings, '--epochs', '1'], { cwd })
      const run = join(cwd, 'run')
      writeFileSync(join(run, '.last.keras.0123456789ab.tmp'), 'half')
      writeFileSync(join(run, '.mine.tmp'), 'mine')
      await keratin(['train', ...settings, '--epochs', '1', '--force'], { cwd })
      expect(readdirSync(run).filter((name) => name.endsWith('.tmp'))).toEqual(['.mine.tmp'])
    }))
})
