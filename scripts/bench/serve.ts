/**
 * One model of the bench on the engine in use: the side of Keratin, whose peers are in peers/. It says when it is ready;
 * from then on it is told what to do a line at a time, `train`, `predict` or `one` (a sample at a time, as a server) and
 * for how many seconds, and says how many samples it did a second.
 *
 * Usage: node dist/scripts/bench/serve.js <model>
 */
import { createInterface } from 'node:readline'
import { engineInfo, tf } from '../../src/index.js'
import { benchData } from './models.js'
import { allModels } from './networks.js'

const bench = allModels[process.argv[2]!]!
const { samples, batchSize, shape } = bench
const data = benchData(bench)
const x = tf.tensor(data.x, [samples, ...shape], bench.words ? 'int32' : 'float32')
const y = tf.tensor(data.y, [samples, 1])
const model = await bench.build()
const first = tf.slice(x, 0, 1)

/** What can be asked for; each gives how many samples it has done. */
const works: Record<string, () => Promise<number>> = {
  async train() {
    await model.fit(x, y, { batchSize, epochs: 1, verbose: 0 })
    return samples
  },
  async predict() {
    const output = (await model.predict(x, { batchSize, verbose: 0 })) as tf.Tensor
    output.dataSync()
    output.dispose()
    return samples
  },
  async one() {
    const output = (await model.predictOnBatch(first)) as tf.Tensor
    output.dataSync()
    output.dispose()
    return 1
  },
}

const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`)
const { engine, threads } = engineInfo()
say({ engine, threads: threads ?? 1 })
for await (const line of createInterface({ input: process.stdin })) {
  const [name, seconds] = line.split(' ')
  const start = performance.now()
  let [done, took] = [0, 0]
  do {
    done += await works[name!]!()
    took = (performance.now() - start) / 1000
  } while (took < Number(seconds))
  const { plans } = engineInfo()
  say({ rate: done / took, replayed: plans.replayed, eager: plans.eager })
}
process.exit(0)
