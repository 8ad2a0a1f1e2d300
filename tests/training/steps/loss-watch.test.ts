import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Dense, Input, Lambda } from '../../../src/layers/index.js'
import { Sequential } from '../../../src/model/index.js'
import { SGD, TerminateOnNaN } from '../../../src/training/index.js'

let said: string[] = []
beforeEach(() => {
  said = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0)
})
afterEach(() => vi.restoreAllMocks())

const quiet = { verbose: 0, shuffle: false, batchSize: 2 } as const
const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
  [7, 8],
]
const targets = [[1], [2], [3], [4]]
const warnings = () => said.filter((text) => text.startsWith('Warning'))

function model(...layers: ((x: tf.Tensor) => tf.Tensor)[]) {
  const made = new Sequential([
    Input({ shape: [2] }),
    Dense(3, { name: 'first' }),
    ...layers.map((f) => Lambda(f, { name: 'between' })),
    Dense(1, { name: 'last' }),
  ])
  made.compile({ optimizer: new SGD({ learningRate: 0.01 }), loss: 'mse' })
  return made
}

describe('the first loss that is no number is said once', () => {
  it('with the data it comes from', async () => {
    const wrong = rows.with(2, [Number.NaN, 1])
    await model().fit(wrong, targets, { ...quiet, epochs: 3 })
    expect(warnings()).toEqual([
      'Warning: the loss became NaN at step 2 of epoch 1. The inputs contain NaN: look at the data.\n',
    ])
    said = []
    await model().fit(rows, targets.with(1, [Infinity]), { ...quiet, epochs: 2 })
    expect(warnings()).toEqual([
      'Warning: the loss became Infinity at step 1 of epoch 1. The targets contain Infinity: look at the data.\n',
    ])
  })

  it('with the layer it arose in', async () => {
    await model((x) => tf.log(tf.neg(tf.square(x)))).fit(rows, targets, quiet)
    expect(warnings()).toHaveLength(1)
    expect(warnings()[0]).toMatch(
      /step 1 of epoch 1.*the layer "between" \(Lambda\), whose output contains NaN/,
    )
  })

  it('with the weights it arose in', async () => {
    const diverging = model()
    diverging.compile({ optimizer: new SGD({ learningRate: 1e30 }), loss: 'mse' })
    await diverging.fit(rows, targets, { ...quiet, epochs: 4 })
    expect(warnings()).toHaveLength(1)
    expect(warnings()[0]).toMatch(
      /It began in the layer "(first|last)" \(Dense\)|outputs of all layers are finite/,
    )
    said = []
    await diverging.evaluate(rows, targets, { verbose: 0 })
    expect(warnings()[0]).toMatch(
      /step 1 of the evaluation\. .*"first" \(Dense\), whose weight "kernel" contains/,
    )
  })

  it('in validation, and again in the next run; not where all is well', async () => {
    const sound = model()
    const validationData = [[[Number.NaN, 1]], [[1]]] as never
    await sound.fit(rows, targets, { ...quiet, epochs: 2, validationData })
    expect(warnings()).toEqual([
      'Warning: the loss became NaN at step 1 of the evaluation after epoch 1. The inputs contain NaN: look at the data.\n',
    ])
    said = []
    await sound.fit(rows, targets, quiet)
    await sound.evaluate(rows, targets, { verbose: 0 })
    expect(warnings()).toEqual([])
    await sound.fit([[Number.NaN, 1]], [[1]], quiet)
    expect(warnings()).toHaveLength(1)
  })

  it('and TerminateOnNaN ends the training', async () => {
    const { history, epoch } = await model().fit(rows.with(2, [Number.NaN, 1]), targets, {
      ...quiet,
      epochs: 3,
      callbacks: [new TerminateOnNaN()],
    })
    expect(epoch).toEqual([0])
    expect(history.loss).toEqual([Number.NaN])
  })

  it('leaves no tensors behind', async () => {
    const made = model()
    await made.fit(rows, targets, quiet)
    const before = tf.memory().numTensors
    await made.fit([[Number.NaN, 1]], [[1]], quiet)
    expect(tf.memory().numTensors).toBe(before)
  })
})
