// TensorFlow.js' own tests of its operators, on the embedded engine: `npm run test:tfjs`. After each of them the borders
// of all blocks of the engine's memory are looked at: a test that wrote outside of its tensors fails. Fails, too, if a
// test that is not in tfjs-tests/known-failures.mjs fails, or one that is passes.
//
//   node scripts/tools/tfjs-tests.mjs [--backend wasm|stock-wasm|cpu] [--filter <regular expression>] [--json <file>]
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { knownFailures } from './tfjs-tests/known-failures.mjs'
import { runTests } from './tfjs-tests/run.mjs'

const { values: options } = parseArgs({
  options: {
    backend: { type: 'string', default: 'wasm' },
    filter: { type: 'string' },
    json: { type: 'string' },
  },
})
if (!['wasm', 'stock-wasm', 'cpu'].includes(options.backend)) {
  throw new Error(`--backend must be wasm, stock-wasm or cpu. Received: ${options.backend}`)
}

/** What the tests themselves print is not told. */
async function quietly(run) {
  const kept = { ...console }
  for (const name of ['log', 'info', 'warn', 'error', 'group', 'groupEnd', 'table']) console[name] = () => {}
  try {
    return await run()
  } finally {
    Object.assign(console, kept)
  }
}

const results = await quietly(() => runTests(options.backend, new RegExp(options.filter ?? '.')))
if (options.json) writeFileSync(options.json, JSON.stringify(results, null, 2))

const failed = results.filter(({ passed }) => !passed)
const known = options.backend === 'wasm' ? knownFailures : new Map()
const surprising = failed.filter(({ name }) => !known.has(name))
const names = new Map(results.map(({ name, passed }) => [name, passed]))
const mended = [...known.keys()].filter((name) => names.get(name) ?? (!options.filter && !names.has(name)))

console.log(`${options.backend}: ${results.length - failed.length} passed, ${failed.length} failed`)
for (const { name } of failed.filter(({ name }) => known.has(name))) {
  console.log(`known   ${name}: ${known.get(name)}`)
}
for (const { name, messages } of surprising)
  console.log(`FAILED  ${name}\n        ${messages.join('\n        ')}`)
for (const name of mended) console.log(`PASSES  ${name}, which known-failures.mjs has`)
process.exit(surprising.length + mended.length > 0 ? 1 : 0)
