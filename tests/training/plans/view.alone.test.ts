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
