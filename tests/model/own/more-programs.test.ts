import { describe, expect, it } from 'vitest'
import {
  Adam,
  add,
  BatchNormalization,
  Conv2D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  GlobalAveragePooling2D,
  gradients,
  Input,
  initializers,
  Lambda,
  LSTM,
  Model,
  Sequential,
  tf,
} from '../../../src/index.js'

const uniform = (shape: number[], seed: number) => tf.randomUniform(shape, -1, 1, 'float32', seed)

describe('programs', () => {
  it('a siamese network learns which pairs belong together', async () => {
    const tower = new Sequential([Input({ shape: [4] }), Dense(8, { activation: 'relu' }), Dense(3)])
    const [left, right] = [Input({ shape: [4] }), Input({ shape: [4] })]
    const distance = Lambda(([a, b]: tf.Tensor[]) => tf.sum(tf.square(tf.sub(a!, b!)), -1, true))([
      tower(left),
      tower(right),
    ])
    // near is alike from the beginning: otherwise both towers may learn to give nothing
    const judge = Dense(1, { activation: 'sigmoid', kernelInitializer: initializers.Constant(-1) })
    const model = new Model({ inputs: [left, right], outputs: judge(distance) })
    expect(model.countParams()).toBe(4 * 8 + 8 + 8 * 3 + 3 + 2)
    model.compile({ optimizer: Adam(0.02), loss: 'binary_crossentropy' })
    const a = uniform([64, 4], 1)
    const same = tf.tensor2d(
      Array.from({ length: 64 }, (_, i) => i % 2),
      [64, 1],
    )
    const b = tf.add(tf.mul(a, tf.sub(tf.mul(same, 2), 1)), tf.mul(uniform([64, 4], 2), 0.1))
    const { history } = await model.fit([a, b], same, { epochs: 60, verbose: 0 })
    expect(history.loss!.at(-1)!).toBeLessThan(0.6 * history.loss![0]!)
  })

  it('transfer learning leaves a frozen base as it is, to the bit', async () => {
    const base = new Sequential([
      Input({ shape: [4] }),
      Dense(6),
      BatchNormalization(),
      new Sequential([Dense(5, { activation: 'relu' }), BatchNormalization(), Dropout(0.5)]),
    ])
    base.compile({ optimizer: 'sgd', loss: 'mse' })
    await base.fit(uniform([32, 4], 1), tf.zeros([32, 5]), { verbose: 0 })
    base.trainable = false
    const input = Input({ shape: [4] })
    const model = new Model({ inputs: input, outputs: Dense(1)(base(input)) })
    model.compile({ optimizer: 'adam', loss: 'mse' })
    const values = () => base.weights.map((v) => [...v.data()])
    const before = values()
    const head = [...model.trainableWeights[0]!.data()]
    await model.fit(uniform([32, 4], 3), tf.ones([32, 1]), { epochs: 3, verbose: 0 })
    expect(values()).toEqual(before)
    expect(model.trainableWeights).toHaveLength(2)
    expect([...model.trainableWeights[0]!.data()]).not.toEqual(head)
  })

  it('Grad-CAM looks at an inner layer through its output', () => {
    const model = new Sequential([
      Input({ shape: [8, 8, 1] }),
      Conv2D(4, 3, { activation: 'relu', name: 'last_conv', padding: 'same' }),
      GlobalAveragePooling2D(),
      Dense(3, { name: 'scores' }),
    ])
    const both = new Model({
      inputs: model.inputs,
      outputs: [model.getLayer('last_conv').output, model.outputs[0]] as never,
    })
    const image = uniform([1, 8, 8, 1], 4)
    tf.tidy(() => {
      const features = (both(image) as unknown as tf.Tensor[])[0]!
      const rest = (f: tf.Tensor) =>
        model
          .getLayer('scores')(tf.mean(f, [1, 2]))
          .slice([0, 1], [1, 1])
      const slope = tf.grad((f) => tf.sum(rest(f)))(features)
      const weights = tf.mean(slope, [0, 1, 2])
      const map = tf.relu(tf.sum(tf.mul(features, weights), -1))
      expect(map.shape).toEqual([1, 8, 8])
      // through a mean, the slope is the weight of the channel over the number of places
      const kernel = model.getLayer('scores').weights[0]!.read().slice([0, 1], [4, 1]).dataSync()
      const expected = [...kernel].map((w) => w / 64)
      ;[...weights.dataSync()].forEach((w, i) => {
        expect(w).toBeCloseTo(expected[i]!, 6)
      })
    })
  })

  it('seq2seq hands states on, in training and step by step', async () => {
    const source = Input({ shape: [null], dtype: 'int32' })
    const target = Input({ shape: [null], dtype: 'int32' })
    const [, h, c] = LSTM(6, { returnState: true })(Embedding(5, 4, { maskZero: true })(source))
    const embed = Embedding(5, 4)
    const decoder = LSTM(6, { returnSequences: true, returnState: true })
    const head = Dense(5, { activation: 'softmax' })
    const [sequence] = decoder(embed(target), { initialState: [h, c] })
    const model = new Model({ inputs: [source, target], outputs: head(sequence!) })
    model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' })
    const ids = (rows: number, steps: number, from: number) =>
      tf.tensor2d(
        Array.from({ length: rows * steps }, (_, i) => 1 + ((i * 7 + from) % 4)),
        [rows, steps],
        'int32',
      )
    const [x, y] = [ids(8, 4, 0), ids(8, 3, 2)]
    const { history } = await model.fit([x, y], tf.expandDims(y, -1), { epochs: 2, verbose: 0 })
    expect(history.loss!.every(Number.isFinite)).toBe(true)

    const encoder = new Model({ inputs: source, outputs: [h!, c!] })
    const whole = (await model.predict([x, y])) as tf.Tensor
    let states = (await encoder.predict(x)) as tf.Tensor[]
    for (let t = 0; t < 3; t++) {
      const [out, h, c] = decoder(embed(y.slice([0, t], [8, 1])), { initialState: states })
      const step = head(out!)
      expect(step.shape).toEqual([8, 1, 5])
      const expected = whole.slice([0, t, 0], [8, 1, 5]).dataSync()
      step.dataSync().forEach((v, i) => {
        expect(v).toBeCloseTo(expected[i]!, 5)
      })
      states = [h!, c!]
    }
  })

  it('several inputs and outputs by name, with losses by name', async () => {
    const text = Input({ shape: [6], name: 'text' })
    const image = Input({ shape: [4, 4, 1], name: 'image' })
    const joined = add([Dense(5)(text), Dense(5)(Flatten()(image))])
    const model = new Model({
      inputs: { text, image },
      outputs: {
        kind: Dense(3, { activation: 'softmax', name: 'kind' })(joined),
        price: Dense(1, { name: 'price' })(joined),
      },
    })
    model.compile({
      optimizer: 'adam',
      loss: { kind: 'sparse_categorical_crossentropy', price: 'mse' },
      lossWeights: { kind: 1, price: 0.5 },
      metrics: { kind: ['accuracy'] },
    })
    const x = { text: uniform([8, 6], 1), image: uniform([8, 4, 4, 1], 2) }
    const y = { kind: tf.zeros([8, 1]), price: tf.ones([8, 1]) }
    const { history } = await model.fit(x, y, { verbose: 0 })
    expect(Object.keys(history).sort()).toEqual(['kind_accuracy', 'kind_loss', 'loss', 'price_loss'])
    expect(history.loss![0]).toBeCloseTo(history.kind_loss![0]! + 0.5 * history.price_loss![0]!, 5)
    const { kind, price } = await model.predict(x)
    expect([kind.shape, price.shape]).toEqual([
      [8, 3],
      [8, 1],
    ])
  })

  it('contrastive steps take gradients of several models at once', () => {
    const [a, b] = [0, 1].map(() => new Sequential([Input({ shape: [3] }), Dense(2)]))
    const weights = [...a!.trainableWeights, ...b!.trainableWeights]
    const x = uniform([5, 3], 9)
    tf.tidy(() => {
      const found = gradients(() => tf.neg(tf.sum(tf.mul(a!(x), b!(x)))), weights)
      expect(found.map((g) => g!.shape)).toEqual(weights.map((v) => v.shape))
      // the slope for the bias of one is what the other gives, added up
      const expected = tf.neg(tf.sum(b!(x), 0)).dataSync()
      found[1]!.dataSync().forEach((v, i) => {
        expect(v).toBeCloseTo(expected[i]!, 5)
      })
    })
  })
})
