/**
 * Samples per second of one model of the bench, trained and predicting on the engine in use, as JSON. Run by
 * engines.ts; its twins are in peers/.
 *
 * Usage: node dist/scripts/bench/model-rate.js <model> <rounds> <seconds of training before them>
 */
import { engineInfo } from '../../src/index.js'
import { benchEpochs } from './epochs.js'
import { benchModels } from './models.js'

const [name, rounds, warmUp] = process.argv.slice(2)
const bench = benchModels[name!]!
const { train, predict } = benchEpochs(bench)

async function rates(run: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = []
  for (let i = 0; i < Number(rounds); i++) {
    const start = performance.now()
    await run()
    found.push((bench.samples * 1000) / (performance.now() - start))
  }
  return found
}

const end = performance.now() + 1000 * Number(warmUp)
do await train()
while (performance.now() < end)
await predict()
const { engine, threads } = engineInfo()
console.log(
  JSON.stringify({ engine, threads: threads ?? 1, train: await rates(train), predict: await rates(predict) }),
)
process.exit(0)
