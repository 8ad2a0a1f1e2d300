import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadLayersModel } from '@tensorflow/tfjs-layers'
import { afterAll, describe, expect, test } from 'vitest'
import * as k from '../../src/index.js'

const folder = mkdtempSync(join(tmpdir(), 'keratin-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The files of a folder, as a browser would fetch them. */
const fromFolder = (path: string): k.tf.io.IOHandler => ({
  load: async () => {
    const model = JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'))
    return k.tf.io.getModelArtifactsForJSON(model, async (manifest) => [
      manifest.flatMap(({ weights }) => weights),
      new Uint8Array(
        Buffer.concat(manifest.flatMap(({ paths }) => paths).map((name) => readFileSync(join(path, name)))),
      ).buffer,
    ])
  },
})

const words = () => k.Input({ shape: [5], dtype: 'int32' })
const embedding = () => k.Embedding(6, 2, { maskZero: true })
type Value = k.SymbolicTensor

/** Of words, of which 0 is none; the first row begins with one and the last has nothing else. */
const ids = () =>
  k.tf.tensor2d(
    [
      [0, 3, 0, 2, 0],
      [1, 2, 3, 4, 5],
      [4, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ],
    undefined,
    'int32',
  )

/** A model of words, from what is made of their embedding. */
const ofWords = (then: (masked: Value) => Value | Value[]) => () => {
  const x = words()
  return new k.Model(x, then(embedding()(x) as Value))
}

const same: Record<string, () => k.Model> = {
  'layers one after the other': () =>
    new k.Sequential([words(), embedding(), k.SimpleRNN(3, { returnSequences: true }), k.Dense(2)]),
  'through layers that hand it on': ofWords((x) => {
    const first = k.LSTM(3, { returnSequences: true })(k.Dropout(0.5)(x)) as Value
    return k.GRU(2, { resetAfter: false })(
      k.TimeDistributed(k.Dense(3, { activation: 'relu' }))(k.Activation('tanh')(first)),
    ) as Value
  }),
  'in both directions': ofWords((x) => k.Bidirectional(k.GRU(2, { resetAfter: false }))(x) as Value),
  backwards: ofWords((x) => k.LSTM(2, { goBackwards: true })(x) as Value),
  'with states': ofWords((x) => [...(k.LSTM(2, { returnState: true })(x) as Iterable<Value>)]),
  'to a layer without': ofWords((x) => k.Dense(2)(k.Flatten()(x)) as Value),
  'that ends where the steps do': ofWords((x) => {
    const last = k.GRU(2, { resetAfter: false })(x) as Value
    return [k.Concatenate()([last, k.Dense(2)(last)]) as Value, k.Dense(1)(last) as Value]
  }),
  'of one input of two': () => {
    const [x, side] = [words(), k.Input({ shape: [3] })]
    const block = new k.Sequential([k.Input({ shape: [3] }), k.Dense(2)], { name: 'block' })
    return new k.Model([x, side], {
      sum: k.Add()([k.GRU(2, { resetAfter: false })(embedding()(x)) as Value, block(side) as Value]) as Value,
    })
  },
}

/** Steps of numbers, masked where they are all 0. */
const ofSteps = (then: (masked: Value) => Value) => () => {
  const x = k.Input({ shape: [5, 2] })
  return new k.Model(x, then(k.Masking()(x) as Value))
}
const sequence = { returnSequences: true } as const

const other: Record<string, [make: () => k.Model, problem: RegExp]> = {
  'a mean of steps': [ofWords((x) => k.GlobalAveragePooling1D()(x) as Value), /pooling.*does not heed masks/],
  'a sum of two sequences': [
    ofSteps((x) => k.Add()([x, k.Dense(2)(x) as Value]) as Value),
    /\(Add\): it does not heed masks in TensorFlow/,
  ],
  'a layer beside the masked ones': [
    () => {
      const [x, side] = [words(), k.Input({ shape: [5, 2] })]
      const masked = k.LSTM(2)(embedding()(x)) as Value
      return new k.Model([x, side], k.Add()([masked, k.LSTM(2, { name: 'free' })(side) as Value]) as Value)
    },
    /"free" \(LSTM\): it would get the mask of another layer/,
  ],
  'a recurrent layer of cells': [
    ofSteps((x) => k.RNN(k.LSTMCell(2))(x) as Value),
    /\(RNN\): it does not heed masks as in Keras/,
  ],
  'both directions as a sequence': [
    ofWords((x) => k.Bidirectional(k.LSTM(2, sequence))(x) as Value),
    /\(Bidirectional\): masked steps of it are others/,
  ],
  'zeros where it is masked': [
    () => new k.Sequential([words(), embedding(), k.LSTM(2, { ...sequence, zeroOutputForMask: true })]),
    /\(LSTM\): masked steps of it are others/,
  ],
  'zeros where it is masked, looked at by a layer that heeds no mask': [
    ofWords((x) => k.Flatten()(k.LSTM(2, { ...sequence, zeroOutputForMask: true })(x)) as Value),
    /\(Flatten\): masked steps of it are others/,
  ],
  'a state to begin with': [
    ofSteps((x) => {
      const [, h, c] = [...(k.LSTM(2, { returnState: true })(x) as Iterable<Value>)]
      return k.LSTM(2, { ...sequence, name: 'second' })(x, { initialState: [h!, c!] }) as Value
    }),
    /"second" \(LSTM\): masked steps of it are others/,
  ],
  'a model that is given a mask': [
    ofSteps((x) => new k.Sequential([k.Input({ shape: [5, 2] }), k.Dense(2)], { name: 'inner' })(x) as Value),
    /"inner" \(Sequential\): masks do not pass through models/,
  ],
  'a model that makes one': [
    () =>
      new k.Sequential([words(), new k.Sequential([words(), embedding()], { name: 'inner' }), k.Flatten()]),
    /"inner" \(Sequential\): masks do not pass through models/,
  ],
  'a model with a recurrent layer beside the masked ones': [
    () => {
      const [x, side] = [words(), k.Input({ shape: [5, 2] })]
      const inner = new k.Sequential([k.Input({ shape: [5, 2] }), k.LSTM(2)], { name: 'inner' })
      return new k.Model(
        [x, side],
        k.Add()([k.LSTM(2)(embedding()(x)) as Value, inner(side) as Value]) as Value,
      )
    },
    /"inner" \(Sequential\): masks do not pass through models/,
  ],
}

test.each(Object.entries(other))(
  'refused, since it is another thing there: %s',
  async (_, [make, problem]) => {
    const model = make()
    await expect(model.save(join(folder, 'refused'), { format: 'tfjs' })).rejects.toThrow(problem)
    model.dispose()
  },
)

describe('masks mean the same in stock TensorFlow.js', () => {
  test.each(Object.entries(same))('%s', async (name, make) => {
    const model = make()
    const path = join(folder, name.replaceAll(/\W+/g, '-'))
    await model.save(path, { format: 'tfjs' })
    const stock = await loadLayersModel(fromFolder(path))
    const x = ids()
    const side = k.tf.linspace(-1, 1, 12).reshape([4, 3])
    const given = stock.inputs.length > 1 ? [x, side] : x
    const found = await model.predict(given, { verbose: 0 })
    const ours = (found instanceof k.tf.Tensor ? [found] : Object.values(found)) as k.tf.Tensor[]
    const theirs = [stock.predict(given)].flat()
    expect(theirs).toHaveLength(ours.length)
    for (const [i, y] of theirs.entries()) expect(y).toBeAllclose(ours[i]!, { atol: 1e-6, rtol: 1e-5 })
    k.tf.dispose([x, side, ours, theirs])
    model.dispose()
    stock.dispose()
  })
})
