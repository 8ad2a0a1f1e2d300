/**
 * Where the time of a step goes on the embedded engine: its products and convolutions beside what the same arithmetic
 * takes at the peak of the machine, other operators, and what is none. The peak is the inner loop of matrix products on
 * operands in the first-level cache, measured in the same process, times the threads. Steps are told by their median,
 * kernels by their fastest run, so that what is none holds also what a busy machine has lost.
 *
 * Usage: node dist/scripts/bench/profile.js [mnist,cats,mlp]
 */

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { KeratinWasmBackend } from '../../src/engine/wasm/backend.js'
import { engineInfo, type Model, tf } from '../../src/index.js'
import { arithmeticOf } from './arithmetic.js'
import { median } from './median.js'
import { allModels } from './networks.js'
import { measurePeak } from './peak.js'
import { worksOf } from './works.js'

/** What operators do, by the kernels that they run; the first that fits. A recurrent one has its products within. */
const kinds: Record<string, RegExp> = {
  recurrent: /\b(lstm|gru|simpleRnn)(Grad)?\b/,
  products: /\b(gemm|conv|convFilterGrad|winograd|winogradGrad|depthwise\w*)\b/,
  optimizer: /^(adam|sgd|rmsprop|adagrad)/,
  pooling: /^(maxPool|avgPool|unpool)/,
}
const SECONDS = 2

const shown = (value: number) =>
  Math.abs(value) < 1 ? value.toFixed(3) : value >= 100 ? value.toFixed(0) : value.toPrecision(3)

async function millisecondsOf(work: () => Promise<unknown>, steps: number): Promise<number> {
  const times: number[] = []
  const begin = performance.now()
  do {
    const start = performance.now()
    await work()
    times.push((performance.now() - start) / steps)
  } while (performance.now() - begin < SECONDS * 1000 || times.length < 4)
  return median(times.slice(times.length >> 2))
}

/** The milliseconds of each kind of operator in the plan of a step. */
function spent(model: Model, step: string, samples: number): Record<string, number> {
  const plan = model.plan().find((p) => p.step === step && p.given.includes(`[${samples},`))
  const sums: Record<string, number> = { recurrent: 0, products: 0, optimizer: 0, pooling: 0, other: 0 }
  for (const { kernels, milliseconds } of plan?.operators ?? []) {
    const kind = Object.keys(kinds).find((name) => kinds[name]!.test(kernels)) ?? 'other'
    sums[kind]! += milliseconds ?? 0
  }
  return sums
}

const names = (process.argv[2] ?? Object.keys(allModels).join(',')).split(',')
if (names.length > 1) {
  // large networks fill the memory of a process
  for (const name of names)
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), name], { stdio: 'inherit' })
  process.exit(0)
}
const threads = engineInfo().threads ?? 1
const peak = measurePeak(tf.backend() as unknown as KeratinWasmBackend) * threads
console.log(`\n${threads} threads, peak ${shown(peak)} GFLOP/s\n`)
console.log(
  '| step | ms | ms at the peak | GFLOP/s | products ms | recurrent ms | pooling ms | optimizer ms | other ms | no kernel ms |',
)
console.log(`|${' --- |'.repeat(10)}`)
const [name] = names
const { model, batchSize, works } = await worksOf(name!)
for (const [work, { samples, run }] of Object.entries(works)) {
  const size = Math.min(samples, batchSize)
  for (let i = 0; i < 6; i++) await run()
  const time = await millisecondsOf(run, samples / size)
  const kind = spent(model, work === 'train' ? 'train' : 'predict', size)
  const gflop = (arithmeticOf(model, work === 'train') * size) / 1e9
  const kernels = Object.values(kind).reduce((a, b) => a + b)
  const cells = [
    ...[time, (gflop / peak) * 1000, (gflop / time) * 1000, kind.products!, kind.recurrent!],
    ...[kind.pooling!, kind.optimizer!, kind.other!, time - kernels],
  ]
  console.log(`| ${name}, ${work} of ${size} | ${cells.map(shown).join(' | ')} |`)
}
process.exit(0)
