import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import type { SymbolicTensor } from '../../src/graph/symbolic.js'
import { Input, Model, modelFromJSON } from '../../src/index.js'
import { add, ellipsis, getItem, mean, slice } from '../../src/ops/index.js'

// shapes, sums and first values are those of Keras 3.15.1
const x = tf.reshape(tf.range(0, 24), [2, 3, 4]) as tf.Tensor
const all = slice()
// biome-ignore lint/suspicious/noExplicitAny: tensors and symbolic tensors alike
const cases: [string, (x: any) => any, (number | null)[], number, number[]][] = [
  ['x[:, -1:]', (x) => getItem(x, [all, slice(-1)]), [null, 1, 4], 124, [8, 9, 10]],
  ['x[:, 1]', (x) => getItem(x, [all, 1]), [null, 4], 92, [4, 5, 6]],
  ['x[..., 0]', (x) => getItem(x, [ellipsis, 0]), [null, 3], 60, [0, 4, 8]],
  ['x[:, None, 0:2]', (x) => getItem(x, [all, null, slice(0, 2)]), [null, 1, 2, 4], 152, [0, 1, 2]],
  ['x[:, ::-1]', (x) => getItem(x, [all, slice(null, null, -1)]), [null, 3, 4], 276, [8, 9, 10]],
  [
    'x[:, ::2, 1:3]',
    (x) => getItem(x, [all, slice(null, null, 2), slice(1, 3)]),
    [null, 2, 2],
    92,
    [1, 2, 9],
  ],
  ['x[:, 2:0:-1]', (x) => getItem(x, [all, slice(2, 0, -1)]), [null, 2, 4], 216, [8, 9, 10]],
  ['mean(x)', (x) => mean(x), [], 11.5, [11.5]],
  ['mean(x, -1)', (x) => mean(x, { axis: -1 }), [null, 3], 69, [1.5, 5.5, 9.5]],
  ['mean(x, [1, 2])', (x) => mean(x, { axis: [1, 2], keepdims: true }), [null, 1, 1], 23, [5.5, 17.5]],
  ['x + 1', (x) => add(x, 1), [null, 3, 4], 300, [1, 2, 3]],
  ['x + x[:, :1]', (x) => add(x, getItem(x, [all, slice(null, 1)])), [null, 3, 4], 456, [0, 2, 4]],
]

describe.each(cases)('%s', (_, compute, shape, sum, first) => {
  const check = (y: tf.Tensor) => {
    const values = [...y.dataSync()]
    expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 4)
    expect(values.slice(0, 3)).toEqual(first)
  }

  it('computes on tensors', () => check(compute(x)))

  it('is a part of models, also of those that were written down', async () => {
    const input = Input({ shape: [3, 4] })
    const output = compute(input) as SymbolicTensor
    expect(output.shape).toEqual(shape)
    const model = new Model({ inputs: input, outputs: output })
    check(model(x) as tf.Tensor)
    check(modelFromJSON(model.toJSON())(x) as tf.Tensor)
  })
})

it('operations are written as Keras writes them', () => {
  const input = Input({ shape: [3, 4], name: 'a' })
  const model = new Model({ inputs: input, outputs: mean(getItem(input, [all, slice(-1)]), { axis: 1 }) })
  const { layers } = (model.toJSON() as { config: { layers: Record<string, unknown>[] } }).config
  expect(layers.slice(1)).toMatchObject([
    {
      module: 'keras.src.ops.numpy',
      class_name: 'GetItem',
      registered_name: 'GetItem',
      inbound_nodes: [
        {
          args: [
            { class_name: '__keras_tensor__', config: { shape: [null, 3, 4], keras_history: ['a', 0, 0] } },
            [
              { class_name: '__slice__', config: { start: null, stop: null, step: null } },
              { class_name: '__slice__', config: { start: -1, stop: null, step: null } },
            ],
          ],
          kwargs: {},
        },
      ],
    },
    { module: 'keras.src.ops.numpy', class_name: 'Mean', config: { axis: 1, keepdims: false } },
  ])
})

it('a position that there is not is an error', () => {
  expect(() => getItem(x, [all, 3])).toThrow(/axis 1/)
  expect(() => getItem(x, [0, 0, 0, 0])).toThrow(/at most 3/)
})
