/**
 * Samples per second of one model of the bench, trained and predicting on the engine in use, as JSON. Run by
 * engines.ts; its twins are in peers/.
 *
 * Usage: node dist/scripts/bench/model-rate.js <model> <rounds>
 */
import { engineInfo, tf } from '../../src/index.js'
import { benchData, benchModels } from './models.js'

const [name, rounds] = process.argv.slice(2)
const bench = benchModels[name!]!
const { samples, batchSize, shape } = bench
const data = benchData(bench)
const x = tf.tensor(data.x, [samples, ...shape], bench.words ? 'int32' : 'float32')
const y = tf.tensor(data.y, [samples, 1])
const model = bench.build()

const train = () => model.fit(x, y, { batchSize, epochs: 1, verbose: 0 })
async function predict(): Promise<void> {
  tf.dispose((await model.predict(x, { batchSize, verbose: 0 })) as tf.Tensor)
}

async function rates(run: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = []
  for (let i = 0; i < Number(rounds); i++) {
    const start = performance.now()
    await run()
    found.push((samples * 1000) / (performance.now() - start))
  }
  return found
}

// the first epoch compiles and warms up
await train()
await predict()
const { engine, threads } = engineInfo()
console.log(
  JSON.stringify({ engine, threads: threads ?? 1, train: await rates(train), predict: await rates(predict) }),
)
process.exit(0)
