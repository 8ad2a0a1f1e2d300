/**
 * Keratin beside its peers: models of the recipes and networks of photos, trained and predicting, batches and single
 * samples. All hold the same model in memory and work in turn; only ratios of what was measured in one round count, and
 * their medians are told: how many times as fast Keratin, which runs steps from plans, is as each of the others. Each
 * side shuffles and counts loss and accuracy. Who cannot be had is named.
 *
 * Usage: npm run bench -- [--python <python>] [--only mnist,lstm] [--works train,predict,one] [--short] [--rounds 3]
 *   [--seconds 0.6] [--threads <cores>] [--busy] [--operators] [--tfjs-node <folder>] [--json <file>]
 *
 * --python: one with keras and tensorflow, jax and torch, as far as they are to be measured
 * --busy: measures again while another process keeps a core busy, and tells which share of their speed all keep
 * --operators: single operators of the embedded engine as well
 */
import { execFile, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { writeFileAtomic } from '../../src/support/files.js'
import { type Measured, measure } from './measure.js'
import { allModels } from './networks.js'
import { findRunners } from './runners.js'
import { tableOf } from './table.js'
import type { Work } from './worker.js'

const { values: options } = parseArgs({
  options: {
    python: { type: 'string' },
    only: { type: 'string', default: Object.keys(allModels).join(',') },
    works: { type: 'string', default: 'train,predict,one' },
    short: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    busy: { type: 'boolean', default: false },
    operators: { type: 'boolean', default: false },
    'tfjs-node': { type: 'string', default: process.cwd() },
    json: { type: 'string' },
  },
})
const rounds = Number(options.rounds ?? (options.short ? 1 : 3))
const seconds = Number(options.seconds ?? (options.short ? 0.3 : 0.6))
const say = (line: string) => process.stdout.write(`${line}\n`)

/** Ends with this process, which it hears by its input. */
function makeBusy(): () => void {
  const code =
    'process.stdin.on("end", () => process.exit()).resume(); setInterval(() => { for (let end = Date.now() + 50; Date.now() < end;); })'
  const busy = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'ignore', 'ignore'] })
  return () => busy.kill()
}

async function showOperators(): Promise<void> {
  const file = fileURLToPath(new URL('operators.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [file])
  const { threads, rates } = JSON.parse(stdout) as {
    threads: number
    rates: Record<string, Record<string, number>>
  }
  say(`Operators, ${threads} threads`)
  for (const [name, rate] of Object.entries(rates)) {
    const value = rate.gflops === undefined ? `${rate.gigabytes} GB/s` : `${rate.gflops} GFLOP/s`
    say(`  ${name.padEnd(52)} ${value}`)
  }
}

if (options.operators) await showOperators()
const found = findRunners(Number(options.threads), options.python, options['tfjs-node'])
for (const [name, reason] of Object.entries(found.absent)) say(`not measured: ${name}: ${reason}`)

const all: Record<string, Measured> = {}
for (const model of options.only.split(',')) {
  const most = allModels[model]?.rounds
  if (!allModels[model]) throw new Error(`no model "${model}": ${Object.keys(allModels).join(', ')}`)
  all[model] = await measure(model, found, {
    works: options.works.split(',') as Work[],
    rounds: Math.min(rounds, most ?? rounds),
    seconds,
    makeBusy: options.busy ? makeBusy : undefined,
  })
  say(`\n${tableOf(model, found.own, all[model])}`)
  if (options.json) await writeFileAtomic(options.json, JSON.stringify(all, null, 2))
}
process.exit(0)
