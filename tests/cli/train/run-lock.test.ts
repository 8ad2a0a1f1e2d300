import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RunLock } from '../../../src/cli/train/run-lock.js'
import { keratin, TextCapture, withFolder } from '../harness.js'

const settings = 'digits --limit 20 --epochs 1 --batch-size 10 --seed 4 --out run'.split(' ')

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
      const stderr = new When('run       run', () => {
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

  test('is cleared of what processes left that were killed while they took the lock, not of what others have', () =>
    withFolder(async (cwd) => {
      const took = RunLock.take(cwd)
      let own: string | undefined
      while (own === undefined) {
        own = readdirSync(cwd).find((name) => name.endsWith('.tmp'))
        await new Promise(setImmediate)
      }
      await (await took).release()
      expect(readdirSync(cwd)).toEqual([])
      const dead = own.replace(`.${process.pid}.`, `.${2 ** 22 + 1}.`)
      const alive = own.replace(`.${process.pid}.`, `.${process.ppid}.`)
      const elsewhere = dead.replace(/lock\.[0-9a-f]{8}/, 'lock.00000000')
      const earlier = alive.replace(/-[0-9a-f]{8}/, '-00000000')
      for (const name of [dead, alive, elsewhere, earlier]) writeFileSync(join(cwd, name), '')
      await (await RunLock.take(cwd)).release()
      expect(readdirSync(cwd).sort()).toEqual([alive, elsewhere].sort())
    }))

  test('is cleared of what a killed run left half written', () =>
    withFolder(async (cwd) => {
      await keratin(['train', ...settings], { cwd })
      const run = join(cwd, 'run')
      writeFileSync(join(run, '.last.keras.0123456789ab.tmp'), 'half')
      writeFileSync(join(run, '.mine.tmp'), 'mine')
      await keratin(['train', ...settings, '--force'], { cwd })
      expect(readdirSync(run).filter((name) => name.endsWith('.tmp'))).toEqual(['.mine.tmp'])
    }))
})
