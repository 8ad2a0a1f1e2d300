// Runs the tests that TensorFlow.js ships in its package on one backend.
import { readdirSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { dirname } from 'node:path'
import { loadBackend } from './backends.mjs'

const require = createRequire(import.meta.url)

/** What comes out of a kernel that wrecked the memory it works in. */
const trap = /memory access out of bounds|unreachable|table index|RuntimeError|Aborted/

/** Starts Jasmine with its functions as globals. */
function startJasmine(filter) {
  const jasmine = require('jasmine-core').boot(true)
  const env = jasmine.getEnv()
  env.configure({ random: false, specFilter: (spec) => filter.test(spec.getFullName()) })
  return env
}

/**
 * @param backend `wasm`, `stock-wasm` or `cpu`
 * @param filter what the full name of a test must match
 * @returns of each test its name, whether it passed, and what was wrong
 */
export async function runTests(backend, filter = /./) {
  register('./hooks.mjs', import.meta.url)
  const env = startJasmine(filter)
  const tf = await import('@tensorflow/tfjs-core')
  for (const part of ['register_all_gradients', 'public/chained_ops/register_all_chained_ops']) {
    await import(`@tensorflow/tfjs-core/dist/${part}.js`)
  }
  const { check, renew, watch, backendName } = await loadBackend(backend, tf)
  const { setTestEnvs } = await import('@tensorflow/tfjs-core/dist/jasmine_util.js')
  setTestEnvs([{ name: 'test', backendName, isDataSync: true }])
  tf.env().set('IS_TEST', true)

  const results = []
  let wrecked = false
  let outside = []
  env.addReporter({
    specDone({ fullName, status, failedExpectations }) {
      if (status === 'excluded' || status === 'pending') return
      const messages = failedExpectations.map(({ message }) => message.split('\n')[0])
      results.push({
        name: fullName.replace(/ test \{\}/, ''),
        passed: status === 'passed' && outside.length === 0,
        messages: [...messages, ...outside.map((what) => `wrote ${what}`)],
      })
      wrecked = outside.length > 0 || messages.some((message) => trap.test(message))
      outside = []
    },
  })
  env.afterEach(() => {
    if (tf.getBackend() === backendName) outside = check()
  })
  env.beforeEach(async () => {
    if (wrecked) await renew()
    wrecked = false
    if (tf.getBackend() === backendName) watch()
  })

  const root = dirname(require.resolve('@tensorflow/tfjs-core/package.json'))
  const files = readdirSync(`${root}/dist`, { recursive: true }).filter((file) => file.endsWith('_test.js'))
  for (const file of files.sort()) await import(`@tensorflow/tfjs-core/dist/${file}`)
  await env.execute()
  return results
}
