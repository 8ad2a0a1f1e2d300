import { type Model, tf } from '../../src/index.js'
import { benchData } from './models.js'
import { allModels } from './networks.js'

/** What is timed of a model. */
export interface Work {
  /** Samples that a run does. */
  samples: number
  run(): Promise<void>
}

interface BenchWorks {
  model: Model
  batchSize: number
  works: Record<'train' | 'predict' | 'one', Work>
}

/** A model of the bench and what is timed of it: an epoch of training, prediction of all samples, and of one, as a server does. */
export async function worksOf(name: string): Promise<BenchWorks> {
  const bench = allModels[name]
  if (!bench) throw new Error(`No model ${name}. There are: ${Object.keys(allModels).join(', ')}.`)
  const { samples, batchSize, shape } = bench
  const data = benchData(bench)
  const x = tf.tensor(data.x, [samples, ...shape], bench.words ? 'int32' : 'float32')
  const y = tf.tensor(data.y, [samples, 1])
  const first = tf.slice(x, 0, 1)
  const model = await bench.build()
  const read = (output: unknown) => {
    ;(output as tf.Tensor).dataSync()
    tf.dispose(output as tf.Tensor)
  }
  const works = {
    train: { samples, run: async () => void (await model.fit(x, y, { batchSize, epochs: 1, verbose: 0 })) },
    predict: { samples, run: async () => read(await model.predict(x, { batchSize, verbose: 0 })) },
    one: { samples: 1, run: async () => read(await model.predictOnBatch(first)) },
  }
  return { model, batchSize, works }
}
