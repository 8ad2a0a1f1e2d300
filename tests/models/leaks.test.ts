import { beforeAll, expect, it } from 'vitest'
import { benchData, benchModels } from '../../scripts/bench/models.js'
import { engineInfo, setEngine, tf } from '../../src/index.js'

/** `npm run test:full` takes the 2000 steps after which a small leak shows in the memory of the process, too. */
const isFull = process.env.KERATIN_TEST_FULL === '1'
/** Steps of convolutional networks take long, and fewer show the same: tensors and bytes are counted exactly. */
const stepsOf = (name: string) => (isFull ? 2000 : ['mnist', 'cats'].includes(name) ? 4 : 40)
const models = Object.keys(benchModels).map((name) => [stepsOf(name), name] as const)

beforeAll(() => setEngine('wasm'))

it.each(models)('%i steps of the model %s leave nothing behind', async (steps, name) => {
  const { batchSize } = benchModels[name]!
  const bench = { ...benchModels[name]!, samples: isFull ? batchSize : Math.min(batchSize, 8) }
  const data = benchData(bench)
  const x = tf.tensor(data.x, [bench.samples, ...bench.shape], bench.words ? 'int32' : 'float32')
  const y = tf.tensor(data.y, [bench.samples, 1])
  const model = bench.build()
  const train = async (count: number) => {
    for (let i = 0; i < count; i++) await model.trainOnBatch(x, y)
  }
  // what is made once: state of the optimizer, working memory, the plan of the step
  await train(5)
  const before = { ...engineInfo().memory, resident: process.memoryUsage().rss }
  await train(steps)
  const after = { ...engineInfo().memory, resident: process.memoryUsage().rss }
  expect(after.tensors).toBe(before.tensors)
  expect(after.bytes).toBe(before.bytes)
  expect(after.heapBytes).toBe(before.heapBytes)
  if (isFull) expect(after.resident - before.resident).toBeLessThan(100_000_000)
  tf.dispose([x, y])
  model.dispose()
})
