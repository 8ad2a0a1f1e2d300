/**
 * How fast the recipe `imdb` trains (variant `classic`: the model `rnn` of the bench), beside Keras on TensorFlow where
 * there is a Python with it. Unlike engines.ts, both stay in memory, on the same number of threads, and train an epoch in
 * turn; the ratio of the medians is told as one line of JSON.
 *
 * Usage: node dist/scripts/bench/imdb.js [--python <python>] [--rounds 5] [--steps 100] [--batch 32]
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { engineInfo } from '../../src/index.js'
import { benchEpochs } from './epochs.js'
import { benchModels } from './models.js'

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '100' },
    batch: { type: 'string', default: '32' },
  },
})
const batchSize = Number(values.batch)
const samples = Number(values.steps) * batchSize
const bench = { ...benchModels.rnn!, batchSize, samples }
const { engine, threads = 1 } = engineInfo()
const epochs = benchEpochs(bench)

async function train(): Promise<number> {
  const start = performance.now()
  await epochs.train()
  return (performance.now() - start) / 1000
}

/** Keras in a process of its own, which trains an epoch whenever it is asked. */
async function startPeer(python: string) {
  // beside this file in the sources, which the build does not copy
  const script = fileURLToPath(new URL('../../../scripts/bench/peers/keras_models.py', import.meta.url))
  const peer = spawn(python, [script, 'rnn', JSON.stringify(bench)], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, TF_NUM_INTRAOP_THREADS: `${threads}`, TF_NUM_INTEROP_THREADS: '1' },
  })
  const lines = createInterface({ input: peer.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${python} ended: has it keras and tensorflow?`)
    return JSON.parse(value as string)
  }
  return {
    versions: (await next()) as { keras: string; tensorflow: string },
    async train() {
      peer.stdin.write('go\n')
      return (await next()) as number
    },
    stop: () => peer.stdin.end(),
  }
}

const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1]!
const peer = values.python ? await startPeer(values.python) : undefined
const [own, theirs]: [number[], number[]] = [[], []]
await train()
for (let i = 0; i < Number(values.rounds); i++) {
  own.push(await train())
  if (peer) theirs.push(await peer.train())
}
peer?.stop()

const rate = Math.round(samples / median(own))
const kerasRate = peer && Math.round(samples / median(theirs))
const result = {
  benchmark: 'imdb classic, training, T=200',
  engine,
  threads,
  batch: batchSize,
  samplesPerSecond: rate,
  ...(peer && {
    ...peer.versions,
    kerasSamplesPerSecond: kerasRate,
    ratio: Number((rate / kerasRate!).toFixed(2)),
  }),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
