import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import {
  AdditiveAttention,
  Attention,
  Dense,
  Embedding,
  GroupQueryAttention,
  Input,
  Masking,
  MultiHeadAttention,
} from '../../../src/layers/index.js'
import { Model } from '../../../src/model/index.js'
import { expectNoLeak } from '../../harness/leaks.js'

const draw = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed)
const [query, value] = [draw([2, 3, 4], 1), draw([2, 5, 4], 2)]

describe('MultiHeadAttention', () => {
  it('takes the masks of query, value and key from the graph', () => {
    const tokens = Input({ shape: [null], dtype: 'int32' })
    const words = Embedding(7, 4, { maskZero: true })(tokens)
    const attention = MultiHeadAttention(2, 3)
    const model = new Model(tokens, attention(words, words))
    const x = tf.tensor2d([[1, 2, 0, 0]], [1, 4], 'int32')
    const short = tf.tensor2d([[1, 2]], [1, 2], 'int32')
    const long = model(x) as unknown as tf.Tensor
    // padding does not count for the steps that do
    expect(tf.slice(long, [0, 0, 0], [1, 2, 4])).toBeAllclose(model(short) as unknown as tf.Tensor, {
      atol: 1e-6,
    })
  })

  it('hands the mask of the query on', () => {
    const x = Input({ shape: [3, 2] })
    const masked = Masking()(x)
    const y = Attention()([MultiHeadAttention(1, 2)(masked, masked), masked])
    const given = tf.tensor3d([
      [
        [1, 2],
        [0, 0],
        [3, 1],
      ],
    ])
    const out = (new Model(x, y)(given) as tf.Tensor).arraySync() as number[][][]
    expect(out[0]![1]!.every((v) => v === 0)).toBe(true)
    expect(out[0]![0]).not.toEqual([0, 0])
  })

  it('lets no step look at later ones with a causal mask', () => {
    const attention = MultiHeadAttention(2, 3)
    const call = (x: tf.Tensor) => attention(x, x, { useCausalMask: true })
    const changed = tf.concat([tf.slice(value, [0, 0, 0], [2, 3, 4]), draw([2, 2, 4], 9)], 1)
    const first = (y: tf.Tensor) => tf.slice(y, [0, 0, 0], [2, 3, 4])
    expect(first(call(value))).toBeAllclose(first(call(changed)))
    expect(tf.max(tf.abs(tf.sub(call(value), call(changed)))).dataSync()[0]).toBeGreaterThan(0.01)
  })

  it('gives scores that sum to 1, over all axes of steps', () => {
    const attention = MultiHeadAttention(2, 3)
    const [x, y] = [draw([2, 3, 2, 4], 1), draw([2, 2, 5, 4], 2)]
    const [out, scores] = attention(x, y, { returnAttentionScores: true }) as unknown as tf.Tensor[]
    expect(out!.shape).toEqual([2, 3, 2, 4])
    expect(scores!.shape).toEqual([2, 2, 3, 2, 2, 5])
    expect(tf.sum(scores!, [-1, -2])).toBeAllclose(tf.ones([2, 2, 3, 2]))
  })

  it('drops attention weights in training only, by its seed', () => {
    const make = () => MultiHeadAttention(2, 3, { dropout: 0.5, seed: 3, kernelInitializer: 'ones' })
    const [a, b] = [make(), make()]
    const trained = a(query, value, { training: true })
    expect(b(query, value, { training: true })).toBeAllclose(trained)
    expect(a(query, value)).toBeAllclose(b(query, value))
    expect([...a(query, value).dataSync()]).not.toEqual([...trained.dataSync()])
  })

  it('trains in a model, without leaks, frozen or not', async () => {
    await expectNoLeak(async () => {
      const x = Input({ shape: [3, 4] })
      const attention = MultiHeadAttention(2, 3, { kernelRegularizer: 'l2', activityRegularizer: 'l1' })
      const model = new Model(x, Dense(1)(attention(x, x)))
      expect(attention.weights.map((w) => w.path)).toEqual(
        ['query', 'key', 'value', 'attention_output'].flatMap((name) =>
          ['kernel', 'bias'].map((weight) => `${attention.name}/${name}/${weight}`),
        ),
      )
      model.compile({ optimizer: 'adam', loss: 'mse' })
      const target = draw([2, 3, 1], 4)
      const before = [...attention.weights[0]!.read().dataSync()]
      const { history } = await model.fit(query, target, { epochs: 5, verbose: 0 })
      expect(history.loss!.at(-1)).toBeLessThan(history.loss![0]!)
      expect([...attention.weights[0]!.read().dataSync()]).not.toEqual(before)
      attention.trainable = false
      expect(model.trainableWeights).toHaveLength(2)
      model.dispose()
      target.dispose()
    })
  })

  it('says what is wrong', () => {
    expect(() => MultiHeadAttention(0, 3)).toThrow(/numHeads must be a positive integer/)
    expect(() => MultiHeadAttention({ numHeads: 2, keyDim: 2, sliding: 3 } as never)).toThrow(/slidingWindow/)
    expect(() => MultiHeadAttention(2, 2, { slidingWindow: 0 })).toThrow(/slidingWindow/)
    expect(() => MultiHeadAttention(2, 2)(query)).toThrow(/value must be given/)
    expect(() => MultiHeadAttention(2, 2)(query, value, draw([2, 4, 4], 1))).toThrow(/same steps/)
  })
})

describe('GroupQueryAttention', () => {
  it('is MultiHeadAttention where there are as many keys as queries', () => {
    const group = GroupQueryAttention(3, 2, 2)
    const heads = MultiHeadAttention(2, 3)
    const y = group(query, value)
    heads(query, value)
    heads.setWeights(group.getWeights())
    expect(heads(query, value)).toBeAllclose(y)
  })

  it('needs a number of keys that divides that of queries', () => {
    expect(() => GroupQueryAttention(3, 4, 3)).toThrow(/divisor of numQueryHeads, 4/)
  })
})

describe.each([
  ['Attention', Attention],
  ['AdditiveAttention', AdditiveAttention],
])('%s', (name, make) => {
  it('does not look at masked values, and gives 0 for masked queries', () => {
    const mask = [tf.tensor2d([[1, 1, 0]], [1, 3], 'bool'), tf.tensor2d([[1, 0, 1, 0, 0]], [1, 5], 'bool')]
    const layer = make()
    const one = (x: tf.Tensor) => tf.slice(x, [0, 0, 0], [1, -1, -1])
    const [y, scores] = layer([one(query), one(value)], {
      mask,
      returnAttentionScores: true,
    }) as unknown as tf.Tensor[]
    const found = scores!.arraySync() as number[][][]
    expect(found[0]!.every((row) => row[1] === 0 && row[3] === 0 && row[4] === 0)).toBe(true)
    expect(tf.slice(y!, [0, 2, 0])).toBeAllclose(tf.zeros([1, 1, 4]))
  })

  it('drops attention weights in training only', () => {
    const layer = make({ dropout: 0.5, seed: 1 })
    const y = layer([query, value])
    expect(layer([query, value])).toBeAllclose(y)
    expect([...layer([query, value], { training: true }).dataSync()]).not.toEqual([...y.dataSync()])
  })

  it('must be called on two or three tensors', () => {
    expect(() => make()(query)).toThrow(`${name} "`)
    expect(() => make()([query])).toThrow(/\[query, value\] or \[query, value, key\]/)
  })
})
