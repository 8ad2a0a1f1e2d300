/**
 * Runs for each test file: files share a process, so what is global begins afresh, as in a process of their own. What
 * cannot be put back (mocks of modules, exhausted memory, the union of TensorFlow.js) is in files `*.alone.test.ts`.
 */
import { clearSession, type EngineName, engineInfo, setEngine, setRandomSeed } from 'keratin'
import { afterAll, afterEach, expect, vi } from 'vitest'
import { cpuSeconds } from './cpu-seconds.js'
import { runSeed } from './seed.js'

const engine = process.env.KERATIN_ENGINE as EngineName
const folder = process.cwd()

// before the file is read: what it lists may depend on the engine
if (engineInfo().engine !== engine) await setEngine(engine)
clearSession()
setRandomSeed(runSeed)

let begun = cpuSeconds()
afterEach(({ task }) => {
  task.meta.assertions = expect.getState().assertionCalls
  const now = cpuSeconds()
  task.meta.cpuSeconds = now - begun
  begun = now
})

afterAll(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  if (process.cwd() !== folder) process.chdir(folder)
})
