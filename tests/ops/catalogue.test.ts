import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import { Dense, Input, Model, modelFromJSON, ops } from '../../src/index.js'
import { catalogue } from '../../src/ops/catalogue.js'
import { operationFrom } from '../../src/ops/registry.js'
import { readGolden } from '../harness/golden.js'

const own = (name: string): unknown =>
  name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], ops)

it('every operation has golden cases', () => {
  const { cases } = readGolden<{ cases: { name: string }[] }>('ops')
  const tested = new Set(cases.map((c) => (own(c.name) as { operation?: unknown } | undefined)?.operation))
  const names = Object.entries(catalogue).filter(([, operation]) => !tested.has(operation as never))
  // indices are no data of a golden file: tests/ops/ops.test.ts has them
  expect(names.map(([name]) => name)).toEqual(['GetItem'])
})

describe('operations in models', () => {
  it('constants are values: whoever made them may dispose them, and models leave nothing behind', () => {
    const before = tf.memory().numTensors
    const row = tf.tensor1d([1, 2, 3])
    const i = Input({ shape: [3] })
    const model = new Model({ inputs: i, outputs: ops.multiply(ops.add(i, row), [[2, 2, 2]]) })
    row.dispose()
    const again = modelFromJSON(model.toJSON()) as Model
    for (const m of [model, again]) {
      tf.tidy(() => {
        expect(m(tf.ones([1, 3])) as tf.Tensor).toBeAllclose([[4, 6, 8]])
      })
      m.dispose()
    }
    expect(tf.memory().numTensors).toBe(before)
  })

  it('operations on tensors leave only their results behind', () => {
    const before = tf.memory().numTensors
    const x = tf.randomNormal([2, 3])
    const y = ops.norm(ops.softmax(x, -1), { axis: 1 })
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before + 3)
    tf.dispose([x, y])
  })

  it('what depends on conditions is trained', async () => {
    const i = Input({ shape: [2] })
    const h = Dense(3, { kernelInitializer: 'ones' })(i)
    const y = ops.sum(ops.where(ops.greater(h, 0), ops.multiply(h, 2), ops.divide(h, 10)), {
      axis: 1,
      keepdims: true,
    })
    const model = new Model({ inputs: i, outputs: y })
    model.compile({ optimizer: 'sgd', loss: 'mse' })
    const x = tf.tensor2d([
      [1, 1],
      [-1, -1],
    ])
    // gradients of the mean of (12 - 0)² and (-0.6 - 0)²: 12 · 2 and -0.6 / 10, times the inputs
    await model.fit(x, tf.zeros([2, 1]), { epochs: 1, verbose: 0, batchSize: 2 })
    const [kernel] = model.getWeights()
    expect(kernel!).toBeAllclose(tf.fill([2, 3], 1 - 0.01 * (12 * 2 + 0.6 / 10)))
  })

  it('names, settings and arguments are checked', () => {
    const x = tf.ones([2, 3])
    expect(() => ops.sum(x, { axes: 1 } as object)).toThrow(/axis/)
    expect(() => ops.sum(x, 5)).toThrow(/axis of a tensor with 2/)
    expect(() => ops.cast(x, 'float16')).toThrow(/float16/)
    expect(() => ops.add(Input({ shape: [3] }), Input({ shape: [4] }))).toThrow(/do not fit/)
    expect(() => ops.reshape(Input({ shape: [3] }), [-1, -1])).toThrow(/one -1/)
    expect(() => operationFrom('Sum', { axis: 1, other: 5 })).toThrow(/other/)
    expect(() => operationFrom('Summ', {})).toThrow(/"Sum"/)
  })
})
