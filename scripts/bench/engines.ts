/**
 * The engines side by side: operators of the embedded one, and the models of the recipes on every engine that is
 * present and on the peers, in turn, so that other load on the machine falls on all of them. All train for a while
 * before they are measured: engines of JavaScript go on compiling for seconds. Samples per second are medians; ratios
 * compare with the embedded engine on all cores.
 *
 * Usage: node dist/scripts/bench/engines.js [--rounds 3] [--models mnist,rnn] [--python <python with keras>] [--busy]
 *   [--json]. With --busy another process keeps a core busy all the while.
 */
import { execFile, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs, promisify } from 'node:util'
import { benchModels } from './models.js'

const run = promisify(execFile)
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
// the peers are not compiled
const peer = (name: string) => here(`../../../scripts/bench/peers/${name}`)

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    models: { type: 'string', default: Object.keys(benchModels).join(',') },
    python: { type: 'string' },
    busy: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
/** Epochs that are measured, behind so many seconds of training that are not. */
const TIMES = ['2', '3']

interface Rates {
  train: number[]
  predict: number[]
}
/** Who is measured: a command for a model. */
type Runner = (model: string) => Promise<Rates>

async function measured(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Rates> {
  const { stdout } = await run(command, args, { env: { ...process.env, ...env } })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Rates
}

const keratin =
  (engine: string, threads?: number, plans = '1'): Runner =>
  (model) =>
    measured(process.execPath, [here('model-rate.js'), model, ...TIMES], {
      KERATIN_ENGINE: engine,
      KERATIN_PLANS: plans,
      ...(threads && { KERATIN_THREADS: String(threads) }),
    })
const sizesOf = (model: string) => {
  const { shape, words, classes, batchSize, samples } = benchModels[model]!
  return JSON.stringify({ shape, words, classes, batchSize, samples })
}

const cores = availableParallelism()
const own = `wasm, ${cores} threads`
const runners: Record<string, Runner> = {
  [own]: keratin('wasm', cores),
  'wasm, 1 thread': keratin('wasm', 1),
  [`wasm, ${cores} threads, eager`]: keratin('wasm', cores, '0'),
  'wasm, 1 thread, eager': keratin('wasm', 1, '0'),
}
const absent: Record<string, string> = {}
try {
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node')
  runners.tensorflow = keratin('tensorflow')
  runners['tf.layers on tfjs-node'] = (model) =>
    measured(process.execPath, [peer('tf-layers.mjs'), model, sizesOf(model), ...TIMES])
} catch {
  absent['tensorflow, tf.layers on tfjs-node'] = '@tensorflow/tfjs-node is not installed'
}
if (options.python) {
  const python = options.python
  runners['Keras on TensorFlow'] = (model) =>
    measured(python, [peer('keras_models.py'), model, sizesOf(model), ...TIMES])
} else absent['Keras on TensorFlow'] = 'give --python, a Python with keras and tensorflow'

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!
const rounded = (value: number) => +value.toPrecision(3)

async function compare(model: string) {
  const rates: Record<string, Rates> = {}
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const [name, runner] of Object.entries(runners)) {
      const { train, predict } = await runner(model)
      const before = rates[name] ?? { train: [], predict: [] }
      rates[name] = { train: [...before.train, ...train], predict: [...before.predict, ...predict] }
    }
  }
  return Object.fromEntries(
    Object.entries(rates).map(([name, { train, predict }]) => [
      name,
      {
        train: Math.round(median(train)),
        predict: Math.round(median(predict)),
        trainRatio: rounded(median(rates[own]!.train) / median(train)),
        predictRatio: rounded(median(rates[own]!.predict) / median(predict)),
      },
    ]),
  )
}

// ends with this process, which it hears by its input
if (options.busy) {
  const code =
    'process.stdin.on("end", () => process.exit()).resume(); setInterval(() => { for (let end = Date.now() + 50; Date.now() < end;); })'
  spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'ignore', 'ignore'] }).unref()
}

const say = (line: string) => {
  if (!options.json) console.log(line)
}

const { stdout } = await run(process.execPath, [here('operators.js')])
const operators = JSON.parse(stdout) as { threads: number; rates: Record<string, Record<string, number>> }
say(`Operators, ${operators.threads} threads`)
for (const [name, rate] of Object.entries(operators.rates)) {
  const value = rate.gflops === undefined ? `${rate.gigabytes} GB/s` : `${rate.gflops} GFLOP/s`
  say(`  ${name.padEnd(52)} ${value}`)
}
for (const [name, reason] of Object.entries(absent)) say(`absent: ${name}: ${reason}`)

const models: Record<string, Awaited<ReturnType<typeof compare>>> = {}
for (const model of options.models.split(',')) {
  models[model] = await compare(model)
  say(`\n${model.padEnd(26)} ${'train/s'.padStart(9)} ${'predict/s'.padStart(10)}   ${own} is`)
  for (const [name, rate] of Object.entries(models[model])) {
    const ratio = name === own ? '' : `${rate.trainRatio} x and ${rate.predictRatio} x`
    say(
      `  ${name.padEnd(24)} ${String(rate.train).padStart(9)} ${String(rate.predict).padStart(10)}   ${ratio}`,
    )
  }
}
if (options.json) console.log(JSON.stringify({ operators, models, absent }, null, 2))
