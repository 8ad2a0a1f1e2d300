import { expect, it } from 'vitest'
import { embeddingLookup, tf, Variable } from '../../../src/engine/index.js'
import { getOptimizer, type Optimizer, SGD } from '../../../src/training/optimizers/index.js'
import { expectNoLeak } from '../../harness/leaks.js'

/** Embeds [1, 1, 2] with the gradients 1, 2 and 4 of the three tokens, and makes one step. */
function stepOnEmbedding(optimizer: Optimizer): { table: number[]; state: Record<string, number[]> } {
  const table = new Variable({ name: 'table', shape: [3, 1], initial: () => tf.zeros([3, 1]) })
  tf.tidy(() => {
    const tokens = tf.tensor1d([1, 1, 2], 'int32')
    const dy = tf.tensor2d([1, 2, 4], [3, 1])
    const gradient = tf.grad((t) => embeddingLookup(t as tf.Tensor, tokens))(table.read(), dy)
    optimizer.apply([gradient], [table])
  })
  const state = Object.fromEntries(optimizer.variables.map((v) => [v.name, [...v.data()]]))
  const result = { table: [...table.data()], state }
  table.dispose()
  optimizer.dispose()
  return result
}

// Made by Keras 3.15.1 from tf.IndexedSlices of these parts: it squares the gradient of each token (1 + 4 = 5), not
// that of the row (9). The table after the step, then the state.
const keras: [name: string, table: number[], state: Record<string, number[]>][] = [
  ['Adam', [0, -0.134163, -0.09999925], { table_momentum: [0, 0.3, 0.4], table_velocity: [0, 0.005, 0.016] }],
  [
    'Nadam',
    [0, -0.14258795, -0.10627878],
    { table_velocity: [0, 0.004999936, 0.015999794], variable: [0.468] },
  ],
  ['Lamb', [0, -0.13416318, -0.09999933], { table_velocity: [0, 0.005, 0.016] }],
  ['RMSprop', [0, -0.42426403, -0.31622776], { table_velocity: [0, 0.5, 1.6] }],
  ['Adadelta', [0, -0.00018974, -0.00014142], { table_accumulated_grad: [0, 0.25, 0.8] }],
  ['Adamax', [0, -0.09999997, -0.09999998], { table_norm: [0, 3, 4] }],
  ['Adagrad', [0, -0.13284223, -0.09968896], { table_accumulator: [0.1, 5.1, 16.1] }],
  ['Ftrl', [0, -0.13284223, -0.09968896], { table_accumulator: [0.1, 5.1, 16.1], table_linear: [0, 3, 4] }],
  ['Adafactor', [0, -0.00013416, -0.0001], { table_velocity: [0, 5, 16] }],
  ['Lion', [0, -0.1, -0.1], { table_momentum: [0, 0.02999997, 0.03999996] }],
]

it.each(keras)('%s counts the parts of the gradient of an embedding', (className, table, state) =>
  expectNoLeak(() => {
    const after = stepOnEmbedding(getOptimizer({ className, config: { learning_rate: 0.1 } }))
    expect(after.table).toBeAllclose(table, { atol: 1e-8, rtol: 2e-6 })
    for (const [name, values] of Object.entries(state)) {
      expect(after.state[name]).toBeAllclose(values, { atol: 1e-8, rtol: 1e-6 })
    }
  }),
)

it('is clipped by the norm of the parts', () => {
  const { table } = stepOnEmbedding(SGD({ learningRate: 1, clipnorm: 1 }))
  const norm = Math.sqrt(1 + 4 + 16)
  expect(table).toBeAllclose([0, -3 / norm, -4 / norm])
})

it('is clipped by value part by part', () => {
  expect(stepOnEmbedding(SGD({ learningRate: 1, clipvalue: 1.5 })).table).toBeAllclose([0, -2.5, -1.5])
})
