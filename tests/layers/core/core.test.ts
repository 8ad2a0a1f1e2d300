import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Dense, EinsumDense, Identity, Input, Lambda, Masking, SimpleRNN } from '../../../src/layers/index.js'
import { Model, Sequential } from '../../../src/model/index.js'
import { loadModel, modelFromJSON, modelToJSON } from '../../../src/saving/index.js'
import { expectNoLeak } from '../../harness/leaks.js'

const x = tf.tensor2d([
  [1, 2],
  [3, 4],
])

describe('Lambda', () => {
  const doubled = (t: tf.Tensor) => tf.mul(t, 2)

  it('computes what its function does, and finds its output shape', () => {
    expect(Lambda(doubled)(x)).toBeAllclose([
      [2, 4],
      [6, 8],
    ])
    const input = Input({ shape: [null, 3] })
    const shape = (f: (t: tf.Tensor) => tf.Tensor) => Lambda(f)(input).shape
    expect(shape((t) => tf.sum(t, 1))).toEqual([null, 3])
    expect(shape((t) => tf.concat([t, t], 1))).toEqual([null, null, 3])
    expect(shape((t) => tf.expandDims(t, -1))).toEqual([null, null, 3, 1])
    expect(Lambda((t: tf.Tensor) => t, { outputShape: [7] })(input).shape).toEqual([null, 7])
    const both = Lambda(([a, b]: tf.Tensor[]) => [tf.add(a!, b!), a!])([input, input]) as unknown as unknown[]
    expect(both).toHaveLength(2)
  })

  it('hands arguments, mask and training to the function', () => {
    const seen: unknown[] = []
    const layer = Lambda(
      (t: tf.Tensor, { training, factor }) => {
        seen.push([training, factor])
        return tf.mul(t, factor as number)
      },
      { arguments: { factor: 3 } },
    )
    expect(layer(x, { training: true })).toBeAllclose(tf.mul(x, 3))
    expect(seen).toEqual([[true, 3]])
  })

  it('is trained through, without leaks, even if it returns its input', async () => {
    await expectNoLeak(async () => {
      const model = new Sequential([Input({ shape: [2] }), Dense(2), Lambda((t: tf.Tensor) => t), Dense(1)])
      model.compile({ optimizer: 'sgd', loss: 'mse' })
      const y = tf.ones([2, 1])
      await model.fit(x, y, { epochs: 2, verbose: 0 })
      tf.dispose([(await model.predict(x)) as tf.Tensor, y])
      model.dispose()
    })
  })

  it('is saved by the name of its function, which is given again when loading', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keratin-'))
    try {
      const model = new Sequential([Input({ shape: [2] }), Lambda(doubled), Dense(1)])
      const file = join(folder, 'lambda.keras')
      await model.save(file)
      const again = await loadModel(file, { customObjects: { doubled } })
      expect(await again.predict(x)).toBeAllclose((await model.predict(x)) as tf.Tensor)
      await expect(loadModel(file)).rejects.toThrow(/function "doubled" .* customObjects: \{ doubled \}/)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('says why it cannot be saved, loaded or built', () => {
    const unnamed = new Sequential([Input({ shape: [2] }), Lambda((t: tf.Tensor) => t)])
    expect(() => modelToJSON(unnamed)).toThrow(/cannot be saved: its function has no name/)
    expect(() => Lambda('x -> x' as never)).toThrow(/function must be a function/)
    const failing = (t: tf.Tensor) => tf.reshape(t, [5, 5])
    expect(() => Lambda(failing)(Input({ shape: [2] }))).toThrow(/output shape .* cannot be found/)
    const python = { class_name: '__lambda__', config: { code: '4wEAAAAA' } }
    const saved = modelToJSON(new Sequential([Input({ shape: [2] }), Lambda(doubled)])).replace(
      /\{[^{}]*"class_name": ?"function"[^{}]*\}/,
      JSON.stringify(python),
    )
    expect(() => modelFromJSON(saved)).toThrow(/Python code, which is never run/)
  })
})

describe('Masking', () => {
  it('makes later layers skip steps', () => {
    const steps = Input({ shape: [4, 2] })
    const rnn = SimpleRNN(3)
    const model = new Model(steps, rnn(Masking({ maskValue: -1 })(steps)))
    const full = tf.tensor3d([
      [
        [1, 2],
        [3, 4],
        [-1, -1],
        [-1, -1],
      ],
    ])
    expect(model(full) as tf.Tensor).toBeAllclose(
      rnn(
        tf.tensor3d([
          [
            [1, 2],
            [3, 4],
          ],
        ]),
      ),
    )
  })

  it('lets gradients of a loss that uses its mask pass', async () => {
    const model = new Sequential([Input({ shape: [3, 2] }), Dense(2), Masking(), SimpleRNN(2), Dense(1)])
    model.compile({ optimizer: 'sgd', loss: 'mse' })
    const before = [...model.weights[0]!.read().dataSync()]
    await model.fit(tf.ones([2, 3, 2]), tf.ones([2, 1]), { verbose: 0 })
    expect([...model.weights[0]!.read().dataSync()]).not.toEqual(before)
  })
})

it('Identity hands on one tensor or several', () => {
  expect(Identity()(x)).toBeAllclose(x)
  expect(Identity()([x, x])).toHaveLength(2)
})

describe('EinsumDense', () => {
  it('is Dense where the equation says so, with the same spread of weights', () => {
    const dense = Dense(3, { activation: 'relu' })
    const einsum = EinsumDense('ab,bc->ac', 3, { biasAxes: 'c', activation: 'relu' })
    const y = dense(x)
    einsum(x)
    einsum.setWeights(dense.getWeights())
    expect(einsum(x)).toBeAllclose(y)

    // many heads: the fans are those of the axes in and out, wherever they are
    const heads = EinsumDense('abc,dce->adbe', [8, null, 16])
    heads(tf.zeros([1, 2, 64]))
    const values = heads.weights[0]!.read().dataSync()
    const limit = Math.sqrt(6 / (64 + 128))
    const largest = Math.max(...values.map(Math.abs))
    expect(largest).toBeLessThanOrEqual(limit)
    expect(largest).toBeGreaterThan(0.99 * limit)
  })

  it('says what is wrong with an equation or a shape', () => {
    const build = (equation: string, outputShape: number | number[], biasAxes?: string) =>
      EinsumDense(equation, outputShape, { biasAxes: biasAxes ?? null })(Input({ shape: [3, 4] }))
    expect(() => build('ab->ac', 3)).toThrow(/equation must be like/)
    expect(() => build('ab,bc->ac', 3)).toThrow(/for inputs of 2 axes/)
    expect(() => build('abc,cd->abe', [3, 5])).toThrow(/axis e of the output is in neither factor/)
    expect(() => build('abc,cd->abd', [2, 5])).toThrow(/axis b is 3 in the input and 2 in the output/)
    expect(() => build('abc,cd->abd', [3, 5], 'x')).toThrow(/lacks an axis of the bias/)
  })
})
