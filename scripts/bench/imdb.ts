/**
 * How fast the recipe `imdb` trains (variant `classic`: Embedding 1000×64, SimpleRNN 30, 200 words), beside Keras on
 * TensorFlow where there is a Python with it: both train the same batches in turn, and the ratio of the medians is told
 * as one line of JSON.
 *
 * Usage: node dist/scripts/bench/imdb.js [--python <python>] [--rounds 5] [--steps 100]
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Adam, Dense, Embedding, engineInfo, Input, Sequential, SimpleRNN, setRandomSeed, tf } from 'keratin'

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    steps: { type: 'string', default: '100' },
    batch: { type: 'string', default: '32' },
  },
})
const [rounds, steps, batch] = [values.rounds, values.steps, values.batch].map(Number) as [
  number,
  number,
  number,
]
const samples = steps * batch
const { engine, threads } = engineInfo()

setRandomSeed(1)
const x = tf.randomUniform([samples, 200], 1, 1000, 'int32', 1)
const y = tf.cast(tf.randomUniform([samples, 1], 0, 2, 'int32', 2), 'float32')
const model = new Sequential([
  Input({ shape: [200], dtype: 'int32' }),
  Embedding(1000, 64),
  SimpleRNN(30),
  Dense(16, { activation: 'relu' }),
  Dense(1, { activation: 'sigmoid' }),
])
model.compile({ optimizer: new Adam(), loss: 'binary_crossentropy', metrics: ['accuracy'] })

async function train(): Promise<number> {
  const start = performance.now()
  await model.fit(x, y, { batchSize: batch, shuffle: false, verbose: 0 })
  return (performance.now() - start) / 1000
}

/** Keras in a process of its own, which trains a round whenever it is asked. */
async function startPeer(python: string) {
  // beside this file in the sources, which the build does not copy
  const script = fileURLToPath(new URL('../../../scripts/bench/peers/imdb.py', import.meta.url))
  const process: ChildProcess = spawn(python, [script, `${steps}`, `${batch}`, `${threads ?? 1}`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: process.stdout! })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${python} ended: has it keras and tensorflow?`)
    return value as string
  }
  const [, keras, tensorflow] = (await next()).split(' ')
  return {
    versions: { keras, tensorflow },
    async train() {
      process.stdin!.write('go\n')
      return Number(await next())
    },
    stop: () => process.stdin!.end(),
  }
}

const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[all.length >> 1]!
const peer = values.python ? await startPeer(values.python) : undefined
const [own, theirs]: [number[], number[]] = [[], []]
await train()
for (let i = 0; i < rounds; i++) {
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
  batch,
  samplesPerSecond: rate,
  ...(peer && {
    ...peer.versions,
    kerasSamplesPerSecond: kerasRate,
    ratio: Number((rate / kerasRate!).toFixed(2)),
  }),
}
process.stdout.write(`${JSON.stringify(result)}\n`)
