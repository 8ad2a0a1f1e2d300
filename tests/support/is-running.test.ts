import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { isRunning } from '../../src/support/is-running.js'

test('what runs runs, what there is not does not', async () => {
  expect(await isRunning(process.pid)).toBe(true)
  expect(await isRunning(process.ppid)).toBe(true)
  expect(await isRunning(2 ** 22 + 1)).toBe(false)
})

test.runIf(process.platform === 'linux')('what ended runs no more, also while nobody asked how', async () => {
  // a shell that becomes a program which does not ask after the shell's child
  const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 1000'])
  try {
    const [pid] = await once(parent.stdout, 'data')
    await vi.waitFor(async () => expect(await isRunning(Number(pid))).toBe(false), { timeout: 60_000 })
    expect(() => process.kill(Number(pid), 0)).not.toThrow()
  } finally {
    parent.kill()
  }
})
