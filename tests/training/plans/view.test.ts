import { expect, it } from 'vitest'
import * as K from '../../../src/index.js'
import { engineInfo, tf } from '../../../src/index.js'
import { dataOf } from './replayed.js'

const isHere = engineInfo().engine === 'wasm' && process.env.KERATIN_PLANS !== '0'

it.runIf(isHere)('a model tells how its steps run', async () => {
  const { x, y } = dataOf(20)
  const model = new K.Sequential([K.Input({ shape: [6] }), K.Dense(4, { name: 'a' }), K.Dense(3)])
  expect(model.plan()).toEqual([])
  const loss = K.losses.SparseCategoricalCrossentropy({ fromLogits: true })
  model.compile({ optimizer: 'sgd', loss })
  await model.trainOnBatch(x, y)
  expect(model.plan()).toMatchObject([{ step: 'train', state: 'recorded', runs: 0, operators: [] }])
  expect(model.plan()).toMatchObject([{ arenaBytes: 0, preparedBytes: 0 }])
  await model.fit(x, y, { epochs: 8, batchSize: 20, verbose: 0 })
  for (let i = 0; i < 3; i++) await model.predictOnBatch(x)
  const [train, predict] = model.plan()
  expect(train).toMatchObject({ step: 'train', state: 'planned', reason: undefined })
  expect(train!.given).toMatch(/^20 samples: float32 \[20,6\], int32 \[20,1\]/)
  expect(train!.runs).toBeGreaterThan(3)
  expect(predict).toMatchObject({ step: 'predict', given: 'float32 [20,6]', state: 'planned', runs: 1 })
  const first = { operator: '_FusedMatMul', kernels: 'gemm', shapes: '[20,4]', bytes: 320 }
  expect(train!.operators[0]).toMatchObject(first)
  expect(train!.operators[0]!.milliseconds).toBeGreaterThan(0)
  expect(predict!.operators).toMatchObject([first, { ...first, shapes: '[20,3]', bytes: 240 }])
  model.compile({ optimizer: 'sgd', loss })
  expect(model.plan().map(({ step }) => step)).toEqual(['predict'])
  tf.dispose([x, y])
})

it.runIf(isHere)('and what it keeps of weights, also of times that were taken later', async () => {
  const model = new K.Sequential([K.Input({ shape: [9, 9, 3] }), K.Conv2D(4, 2)])
  const x = tf.ones([2, 9, 9, 3])
  const predict = async (times: number) => {
    for (let i = 0; i < times; i++) tf.dispose(await model.predictOnBatch(x))
    return model.plan()[0]!
  }
  const few = await predict(3)
  expect(few.operators[0]!.milliseconds).toBeUndefined()
  // the filter in panels of 8 channels
  expect(few.preparedBytes).toBeGreaterThanOrEqual(4 * 2 * 2 * 3 * 8)
  // the input is read where it lies
  expect(few.arenaBytes).toBeGreaterThanOrEqual(4 * 2 * 8 * 8 * 4)
  expect(few.arenaBytes).toBeLessThan(4 * 2 * (9 * 9 * 3 + 8 * 8 * 4))
  const many = await predict(20)
  expect(many.operators[0]!.milliseconds).toBeGreaterThan(0)
  expect(many.preparedBytes).toBe(few.preparedBytes)
  tf.dispose(x)
})
