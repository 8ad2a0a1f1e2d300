import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import type { CallContext } from '../../../src/graph/call-context.js'
import type { Masks } from '../../../src/graph/masks.js'
import {
  Bidirectional,
  Dense,
  Dropout,
  Embedding,
  GRU,
  Input,
  Layer,
  LSTM,
  Model,
  RNN,
  Sequential,
  SGD,
  SimpleRNNCell,
  TimeDistributed,
} from '../../../src/index.js'
import { L2 } from '../../../src/regularizers/index.js'

// all numbers are those of Keras 3.15.1 with the same layers

/** 1 in training, else 0. */
class Probe extends Layer {
  static override readonly className: string = 'Probe'
  override call(x: tf.Tensor, { training }: CallContext) {
    return tf.fill(x.shape, training ? 1 : 0)
  }
}

class Outer extends Layer {
  static override readonly className: string = 'Outer'
  constructor(
    readonly inner: Layer,
    readonly given?: boolean,
  ) {
    super()
  }
  override call(x: tf.Tensor) {
    return this.given === undefined ? this.inner(x) : this.inner(x, { training: this.given })
  }
}

const x = tf.tensor2d([
  [1, 2],
  [3, 4],
])
const y = tf.zeros([2, 2])

const modelOf = (build: (x: ReturnType<typeof Input>) => unknown) => {
  const input = Input({ shape: [2] })
  return new Model({ inputs: input, outputs: build(input) as ReturnType<typeof Input> })
}

/** What a model of probes gives when called plainly, with training true and false, and in predict, evaluate, fit. */
async function runs(model: Model): Promise<number[]> {
  const first = (t: tf.Tensor) => t.dataSync()[0]!
  model.compile({ loss: 'mae', optimizer: SGD({ learningRate: 0 }) })
  const predicted = first(await model.predict(x, { verbose: 0 }))
  const evaluated = await model.evaluate(x, y, { verbose: 0 })
  const { history } = await model.fit(x, y, { verbose: 0 })
  const plain = [first(model(x)), first(model(x, { training: true })), first(model(x, { training: false }))]
  return [...plain, predicted, evaluated, history.loss![0]!]
}

// a weight, so that there is something to train
const withHead = (probe: (x: ReturnType<typeof Input>) => unknown) =>
  modelOf((x) => new Weightless()(probe(x) as ReturnType<typeof Input>))

class Weightless extends Layer {
  static override readonly className: string = 'Weightless'
  override build() {
    this.addWeight('none', [], { initializer: 'zeros' })
  }
  override call(x: tf.Tensor) {
    return tf.add(x, tf.mul(this.weights[0]!.read(), 1))
  }
}

describe('training', () => {
  const training = { training: true }
  const inference = { training: false }
  const base = () => modelOf((x) => new Probe()(x))
  it.each([
    ['said by nobody', () => withHead((x) => new Probe()(x)), [0, 1, 0, 0, 0, 1]],
    ['true at the symbolic call', () => withHead((x) => new Probe()(x, training)), [1, 1, 0, 0, 0, 1]],
    ['false at the symbolic call', () => withHead((x) => new Probe()(x, inference)), [0, 1, 0, 0, 0, 1]],
    [
      'true at the call before',
      () => withHead((x) => new Probe()(new Probe()(x, training))),
      [1, 1, 0, 0, 0, 1],
    ],
    ['true for a nested model', () => withHead((x) => base()(x, training)), [1, 1, 0, 0, 0, 1]],
    ['false for a nested model', () => withHead((x) => base()(x, inference)), [0, 1, 0, 0, 0, 1]],
    ['in a layer within a layer', () => withHead((x) => new Outer(new Probe())(x)), [0, 1, 0, 0, 0, 1]],
    ['three deep', () => withHead((x) => new Outer(new Outer(new Probe()))(x)), [0, 1, 0, 0, 0, 1]],
    ['in a model within a layer', () => withHead((x) => new Outer(base())(x)), [0, 1, 0, 0, 0, 1]],
    ['true within a layer', () => withHead((x) => new Outer(new Probe(), true)(x)), [1, 1, 1, 1, 1, 1]],
    ['false within a layer', () => withHead((x) => new Outer(new Probe(), false)(x)), [0, 0, 0, 0, 0, 0]],
    [
      'true at the call of the layer around',
      () => withHead((x) => new Outer(new Probe())(x, training)),
      [1, 1, 0, 0, 0, 1],
    ],
  ] as const)('%s', async (_, make, expected) => {
    expect(await runs(make())).toEqual(expected)
  })

  it('makes an inner Dropout drop in fit', async () => {
    const model = withHead((x) => new Outer(Dropout(0.99, { seed: 1 }))(x))
    model.compile({
      loss: (_: tf.Tensor, p: tf.Tensor) => tf.mean(p, -1),
      optimizer: SGD({ learningRate: 0 }),
    })
    const many = tf.ones([100, 2])
    const { history } = await model.fit(many, tf.zeros([100, 2]), { verbose: 0, batchSize: 100 })
    // a hundredth is kept, and counts a hundred times
    expect(history.loss![0]! % 0.5).toBeCloseTo(0, 4)
    expect(await model.evaluate(many, tf.zeros([100, 2]), { verbose: 0 })).toBeCloseTo(1, 6)
  })
})

describe('penalties', () => {
  class Penalty extends Layer {
    static override readonly className: string = 'Penalty'
    override call(x: tf.Tensor) {
      this.addLoss(tf.mul(0.5, tf.sum(tf.square(x))))
      return tf.clone(x)
    }
  }
  const dense = (options: object) => Dense(2, { kernelInitializer: 'ones', ...options })
  const l2 = new L2({ l2: 0.1 })
  const steps = tf.div(tf.range(0, 12).reshape([2, 3, 2]), 10)
  const ones = { kernelInitializer: 'ones', recurrentInitializer: 'ones' }
  it.each([
    ['of activity within a layer', [2], () => new Outer(dense({ activityRegularizer: l2 })), 5.8],
    ['of a kernel two deep', [2], () => new Outer(new Outer(dense({ kernelRegularizer: l2 }))), 0.4],
    ['of addLoss within a layer', [2], () => new Outer(new Penalty()), 15],
    ['within TimeDistributed', [3, 2], () => TimeDistributed(dense({ activityRegularizer: l2 })), 0],
    [
      'in a model within TimeDistributed',
      [3, 2],
      () => TimeDistributed(new Sequential([dense({ activityRegularizer: l2 })])),
      1.006,
    ],
    [
      'in a layer within TimeDistributed',
      [3, 2],
      () => TimeDistributed(new Outer(dense({ activityRegularizer: l2 }))),
      1.006,
    ],
    [
      'of a kernel within TimeDistributed',
      [3, 2],
      () => TimeDistributed(dense({ kernelRegularizer: l2 })),
      0.4,
    ],
    ['of a cell', [3, 2], () => RNN(SimpleRNNCell(2, { ...ones, kernelRegularizer: l2 })), 0.4],
    ['of LSTM', [3, 2], () => LSTM(2, { ...ones, activityRegularizer: l2 }), 0.130801],
    [
      'of LSTM within Bidirectional',
      [3, 2],
      () => Bidirectional(LSTM(2, { ...ones, activityRegularizer: l2 })),
      0.2746209,
    ],
    [
      'of GRU within Bidirectional',
      [3, 2],
      () => Bidirectional(GRU(2, { ...ones, activityRegularizer: l2 })),
      0.0478323,
    ],
  ] as const)('%s', async (_, shape, make, expected) => {
    const input = Input({ shape })
    const model = new Model({ inputs: input, outputs: new Weightless()(make()(input)) })
    model.compile({
      loss: (_: tf.Tensor, p: tf.Tensor) => tf.mul(tf.mean(p, -1), 0),
      optimizer: SGD({ learningRate: 0 }),
    })
    const data = shape.length === 1 ? x : steps
    const targets = tf.zeros([2, 1])
    expect(await model.evaluate(data, targets, { verbose: 0 })).toBeCloseTo(expected, 5)
    expect((await model.fit(data, targets, { verbose: 0 })).history.loss![0]!).toBeCloseTo(expected, 5)
  })

  it('belong into a call', () => {
    expect(() => new Penalty().addLoss(tf.scalar(1))).toThrow(/belongs into its call/)
  })
})

describe('masks', () => {
  /** The mask as numbers, -1 without one. */
  class SeeMask extends Layer {
    static override readonly className: string = 'SeeMask'
    override call(x: tf.Tensor, { mask }: { mask: Masks }) {
      return mask ? tf.cast(mask as tf.Tensor, 'float32') : tf.fill(x.shape.slice(0, 2), -1)
    }
  }
  class Chain extends Layer {
    static override readonly className: string = 'Chain'
    constructor(readonly parts: Layer[]) {
      super()
    }
    override call(x: tf.Tensor) {
      return this.parts.reduce((at, layer) => layer(at) as tf.Tensor, x)
    }
  }
  class Twice extends Layer {
    static override readonly className: string = 'Twice'
    override call(x: tf.Tensor) {
      return tf.mul(x, 2)
    }
  }
  const embedding = () => Embedding(5, 2, { maskZero: true })
  const ids = tf.tensor2d(
    [
      [1, 2, 0],
      [3, 0, 0],
    ],
    undefined,
    'int32',
  )
  const own = [
    [1, 1, 0],
    [1, 0, 0],
  ]
  const none = [
    [-1, -1, -1],
    [-1, -1, -1],
  ]
  type Symbolic = ReturnType<typeof Input>
  it.each([
    ['reach layers within', (i: Symbolic) => new Chain([Dense(2), new SeeMask()])(embedding()(i)), own],
    ['are made within', (i: Symbolic) => new Chain([embedding(), new SeeMask()])(i), own],
    ['leave with the output', (i: Symbolic) => new SeeMask()(new Chain([Dense(2)])(embedding()(i))), own],
    [
      'end at layers that do not know them',
      (i: Symbolic) => new SeeMask()(new Twice()(embedding()(i))),
      none,
    ],
    [
      'pass a model',
      (i: Symbolic) => {
        const inner = Input({ shape: [3], dtype: 'int32' })
        return new SeeMask()(new Model({ inputs: inner, outputs: Dense(2)(embedding()(inner)) })(i))
      },
      own,
    ],
    [
      'pass a Sequential within a layer',
      (i: Symbolic) => new Chain([new Sequential([embedding(), Dropout(0.1), new SeeMask()])])(i),
      own,
    ],
    [
      'are given at the call, which wins',
      (i: Symbolic) => new SeeMask()(embedding()(i), { mask: new Ones()(i) }),
      [
        [0, 1, 1],
        [1, 1, 1],
      ],
    ],
  ])('%s', async (_, build, expected) => {
    const input = Input({ shape: [3], dtype: 'int32' })
    const model = new Model({ inputs: input, outputs: build(input) })
    // weights are made when they are first used
    ;(await model.predict(ids, { verbose: 0 })).dispose()
    const before = tf.memory().numTensors
    const seen = await model.predict(ids, { verbose: 0 })
    expect(seen.arraySync()).toEqual(expected)
    seen.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  class Ones extends Layer {
    static override readonly className: string = 'Ones'
    override call(x: tf.Tensor) {
      return tf.notEqual(x, tf.scalar(1, 'int32'))
    }
  }
})
