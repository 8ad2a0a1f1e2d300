import { tf } from '../../src/index.js'
import { type BenchModel, benchData } from './models.js'

/** A model of the bench with its data on the engine in use: an epoch of training, and one of prediction. */
export function benchEpochs(bench: BenchModel): { train(): Promise<void>; predict(): Promise<void> } {
  const { samples, batchSize, shape } = bench
  const data = benchData(bench)
  const x = tf.tensor(data.x, [samples, ...shape], bench.words ? 'int32' : 'float32')
  const y = tf.tensor(data.y, [samples, 1])
  const model = bench.build()
  return {
    async train() {
      await model.fit(x, y, { batchSize, epochs: 1, verbose: 0 })
    },
    async predict() {
      tf.dispose((await model.predict(x, { batchSize, verbose: 0 })) as tf.Tensor)
    },
  }
}
