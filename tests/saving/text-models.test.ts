import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import {
  Dense,
  Embedding,
  Flatten,
  Input,
  IntegerLookup,
  StringLookup,
  TextVectorization,
} from '../../src/layers/index.js'
import { Model, Sequential } from '../../src/model/index.js'
import { loadModel } from '../../src/saving/index.js'
import { expectNoLeak } from '../harness/leaks.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

const texts = [
  'the cat sat on the mat',
  'a dog barked',
  'the dog sat',
  '日本語 テキスト',
  'crème brûlée 👍🏽',
]

const makers: Record<string, () => Sequential> = {
  sequence: () => {
    const vectorize = new TextVectorization({ outputSequenceLength: 5 })
    vectorize.adapt(texts)
    return new Sequential([
      Input({ shape: [], dtype: 'string' }),
      vectorize,
      Embedding(vectorize.vocabularySize(), 4),
      Flatten(),
      Dense(2),
    ])
  },
  weighted: () => {
    const vectorize = new TextVectorization({
      outputMode: 'tf_idf',
      ngrams: 2,
      maxTokens: 100,
      padToMaxTokens: true,
    })
    vectorize.adapt(texts)
    return new Sequential([Input({ shape: [], dtype: 'string' }), vectorize, Dense(2)])
  },
  given: () => {
    const vectorize = new TextVectorization({ outputMode: 'count', vocabulary: ['the', 'dog'] })
    return new Sequential([Input({ shape: [], dtype: 'string' }), vectorize, Dense(2)])
  },
  lookup: () => {
    const lookup = new StringLookup({ outputMode: 'multi_hot', numOovIndices: 3 })
    lookup.adapt(['red', 'green', 'red'])
    return new Sequential([Input({ shape: [1], dtype: 'string' }), lookup, Dense(2)])
  },
}

it.each(Object.keys(makers))(
  '%s: a saved model predicts on raw text what it predicted before',
  async (name) => {
    await expectNoLeak(async () => {
      const model = makers[name]!()
      const path = join(folder, `${name}.keras`)
      await model.save(path)
      const loaded = await loadModel(path)
      const before = (await model.predict(texts)) as tf.Tensor
      const after = (await loaded.predict(texts)) as tf.Tensor
      expect(after).toBeAllclose(before, { atol: 0, rtol: 0 })
      tf.dispose([before, after])
      model.dispose()
      loaded.dispose()
    })
  },
)

it('keeps a learnt vocabulary of integers', async () => {
  const lookup = new IntegerLookup()
  lookup.adapt([5, 7, 7])
  const x = Input({ shape: [2], dtype: 'int32' })
  const model = new Model({ inputs: x, outputs: lookup(x) })
  const path = join(folder, 'integers.keras')
  await model.save(path)
  const loaded = await loadModel(path)
  const y = (await loaded.predict([[7, 9]])) as tf.Tensor
  expect(Array.from(y.dataSync())).toEqual([1, 0])
  tf.dispose(y)
})

it('trains on raw text', async () => {
  const model = makers.weighted!()
  model.compile({ optimizer: 'adam', loss: 'mse' })
  const { history } = await model.fit(
    texts,
    [
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ],
    { epochs: 3, batchSize: 2, verbose: 0 },
  )
  expect(history.loss!.at(-1)).toBeLessThan(history.loss![0]!)
  model.dispose()
})
