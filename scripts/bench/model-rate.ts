/**
 * Samples per second of one model of the bench, trained and predicting, alone on the machine and in its process, as JSON.
 *
 * Usage: node dist/scripts/bench/model-rate.js <model> [rounds, default 3] [seconds of training before them, default 3]
 */
import { engineInfo } from '../../src/index.js'
import { worksOf } from './works.js'

const [name = 'mlp', rounds = '3', warmUp = '3'] = process.argv.slice(2)
const { train, predict } = (await worksOf(name)).works

async function rates({ samples, run }: typeof train): Promise<number[]> {
  const found: number[] = []
  for (let i = 0; i < Number(rounds); i++) {
    const start = performance.now()
    await run()
    found.push((samples * 1000) / (performance.now() - start))
  }
  return found
}

const end = performance.now() + 1000 * Number(warmUp)
do await train.run()
while (performance.now() < end)
await predict.run()
const { engine, threads } = engineInfo()
process.stdout.write(
  `${JSON.stringify({ engine, threads: threads ?? 1, train: await rates(train), predict: await rates(predict) })}\n`,
)
