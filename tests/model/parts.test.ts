import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'
import type { SymbolicTensor } from '../../src/graph/symbolic.js'
import {
  Dense,
  Dot,
  Embedding,
  Input,
  LSTM,
  Model,
  modelFromJSON,
  ops,
  Sequential,
  TimeDistributed,
} from '../../src/index.js'

const nested = () => {
  const i = Input({ shape: [3] })
  const hidden = Dense(4, { name: 'hidden', activation: 'tanh' })(i)
  const base = new Model({ inputs: i, outputs: Dense(2, { name: 'end' })(hidden), name: 'base' })
  const j = Input({ shape: [3] })
  return { base, outer: new Model({ inputs: j, outputs: base(j) }) }
}

describe('parts of models', () => {
  it('input and output of a model are its own, also where it is a part of another', () => {
    const { base, outer } = nested()
    expect(base.input).toBe(base.inputs[0])
    expect(base.output).toBe(base.outputs[0])
    expect(outer.getLayer('base').output).toBe(base.output)
    expect(base.nodes[0]!.outputs[0]).toBe(outer.output)
    const list = new Model({ inputs: [base.input], outputs: { y: base.output } })
    expect(list.input).toEqual([base.input])
    expect(list.output).toEqual({ y: base.output })
  })

  it('features of inner layers, those of nested models too', () => {
    const { base, outer } = nested()
    const inner = outer.getLayer('base') as Model
    const features = new Model({ inputs: inner.input, outputs: inner.getLayer('hidden').output })
    const both = new Model({ inputs: base.input, outputs: [base.getLayer('hidden').output, base.output] })
    tf.tidy(() => {
      const x = tf.randomNormal([2, 3], 0, 1, 'float32', 7)
      const [hidden, end] = (both as unknown as (x: tf.Tensor) => tf.Tensor[])(x)
      expect(features(x)).toBeAllclose(hidden!)
      expect(outer(x)).toBeAllclose(end!)
      expect((base.getLayer('end') as unknown as (x: tf.Tensor) => tf.Tensor)(hidden!)).toBeAllclose(end!)
    })
  })

  it('an output that is not there is an error, not left out', () => {
    const y = Input({ shape: [2] })
    const absent = undefined as unknown as SymbolicTensor
    expect(() => new Model({ inputs: y, outputs: [absent, y] })).toThrow(/outputs\[0\].*symbolic tensor/)
    expect(() => new Model({ inputs: y, outputs: { a: y, b: absent } })).toThrow(/outputs\[b\]/)
    expect(() => new Model({ inputs: [y, absent], outputs: y })).toThrow(/inputs\[1\]/)
    expect(() => new Model({ inputs: y, outputs: tf.scalar(1) as unknown as SymbolicTensor })).toThrow(
      /outputs/,
    )
  })

  it('stateful layers in nested models keep their state', async () => {
    const lstm = LSTM(2, { stateful: true, kernelInitializer: 'ones', recurrentInitializer: 'ones' })
    const model = new Sequential([Input({ batchShape: [2, 5, 3] }), new Sequential([lstm])])
    const x = tf.ones([2, 5, 3])
    const first = (await model.predict(x, { verbose: 0, batchSize: 2 })) as tf.Tensor
    const second = (await model.predict(x, { verbose: 0, batchSize: 2 })) as tf.Tensor
    model.resetStates()
    const third = (await model.predict(x, { verbose: 0, batchSize: 2 })) as tf.Tensor
    expect(third).toBeAllclose(first)
    expect([...second.dataSync()]).not.toEqual([...first.dataSync()])
    const functional = new Model({ inputs: model.inputs[0]!, outputs: model(model.inputs[0]!) })
    expect(functional.outputs[0]!.shape).toEqual([2, 2])
  })
})

describe('layers in two places of a file', () => {
  const save = async (model: Model) => {
    const folder = await mkdtemp(join(tmpdir(), 'keratin-parts-'))
    try {
      await model.save(join(folder, 'model.keras'))
      await model.saveWeights(join(folder, 'model.weights.h5'))
    } finally {
      await rm(folder, { recursive: true })
    }
  }

  it('are refused when they are saved', async () => {
    const shared = Dense(3)
    const [i, j] = [Input({ shape: [4, 2] }), Input({ shape: [2] })]
    const outputs = Dot([2, 1])([TimeDistributed(shared)(i), shared(j)])
    const model = new Model({ inputs: [i, j], outputs })
    await expect(save(model)).rejects.toThrow(/belongs to .* and to .*a file would hold two layers/)
    const a = Input({ shape: [2] })
    const inner = new Model({ inputs: a, outputs: shared(a) })
    const b = Input({ shape: [2] })
    const around = new Model({ inputs: b, outputs: ops.add(inner(b), shared(b)) })
    await expect(save(around)).rejects.toThrow(/two layers/)
  })

  it('are no matter where they are one, or have no weights', async () => {
    const { base } = nested()
    const i = Input({ shape: [3] })
    await save(new Model({ inputs: i, outputs: [base(i), base(ops.multiply(i, 2))] }))
    const e = Embedding(5, 3, { maskZero: true })
    const k = Input({ shape: [4] })
    await save(new Model({ inputs: k, outputs: [e(k), LSTM(2)(e(k))] }))
  })
})

describe('outputs of nested models in files', () => {
  it('are counted from 1, as Keras counts them', () => {
    const a = Input({ shape: [3] })
    const tower = new Model({ inputs: a, outputs: Dense(2)(a), name: 'tower' })
    const [left, right] = [Input({ shape: [3] }), Input({ shape: [3] })]
    const [l, r] = [tower(left), tower(right)]
    const model = new Model({ inputs: [left, right], outputs: [r, l, ops.multiply(l, 2)] })
    const { config } = model.toJSON() as {
      config: { output_layers: unknown; layers: { name: string; inbound_nodes: { args: unknown[] }[] }[] }
    }
    expect(config.output_layers).toEqual([
      ['tower', 2, 0],
      ['tower', 1, 0],
      [expect.any(String), 0, 0],
    ])
    const product = config.layers.find((layer) => layer.name.startsWith('multiply'))!
    expect(product.inbound_nodes[0]!.args[0]).toMatchObject({ config: { keras_history: ['tower', 0, 0] } })
    const again = modelFromJSON(model.toJSON()) as Model
    again.setWeights(model.getWeights())
    tf.tidy(() => {
      const x = [tf.ones([1, 3]), tf.zeros([1, 3])]
      const call = (m: Model) => (m as unknown as (x: tf.Tensor[]) => tf.Tensor[])(x)
      call(model).forEach((y, i) => {
        expect(call(again)[i]).toBeAllclose(y)
      })
    })
  })
})
