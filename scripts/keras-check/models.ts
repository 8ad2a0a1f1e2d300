import * as k from '../../src/index.js'

/** A model, as files are checked with it. */
export interface CheckedModel {
  readonly model: k.Model
  /** Inputs that it takes, in turn. */
  readonly inputs: readonly k.tf.Tensor[]
  /** What it is trained towards, if it is compiled. */
  readonly targets?: k.tf.Tensor
  /** Whether stock TensorFlow.js has all of its layers. */
  readonly inStock: boolean
}

/** The same numbers on every run, from -1 to 1. */
export function numbers(shape: readonly number[], seed: number): k.tf.Tensor {
  const count = shape.reduce((n, d) => n * d, 1)
  const values = Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453)
  return k.tf.tensor(
    values.map((v) => 2 * (v - Math.floor(v)) - 1),
    [...shape],
  )
}

const whole = (shape: readonly number[], below: number, seed: number): k.tf.Tensor =>
  k.tf.tidy(() => k.tf.cast(k.tf.floor(k.tf.mul(k.tf.add(numbers(shape, seed), 1), below / 2)), 'int32'))

const classes = (count: number, seed: number): k.tf.Tensor =>
  k.tf.tidy(() => k.tf.oneHot(k.tf.cast(whole([6], count, seed), 'int32'), count).toFloat())

/** Compiled and trained for a few steps, so that the optimizer has a state. */
async function trained(
  model: k.Model,
  inputs: readonly k.tf.Tensor[],
  targets: k.tf.Tensor,
  compile: k.CompileOptions,
  inStock = true,
): Promise<CheckedModel> {
  model.compile(compile)
  const x = inputs.length > 1 ? [...inputs] : inputs[0]!
  await model.fit(x, targets, { epochs: 3, batchSize: 3, shuffle: false, verbose: 0 })
  return { model, inputs, targets, inStock }
}

/** Models of every kind, by name: what Keratin writes of them is opened in Keras and in stock TensorFlow.js. */
export const checkedModels: Readonly<Record<string, () => CheckedModel | Promise<CheckedModel>>> = {
  mlp: () =>
    trained(
      new k.Sequential([
        k.Input({ shape: [5] }),
        k.Dense(8, { activation: 'relu', kernelRegularizer: k.regularizers.L2(0.01) }),
        k.Dropout(0),
        k.Dense(3, { activation: 'softmax', kernelConstraint: k.constraints.MaxNorm(2) }),
      ]),
      [numbers([6, 5], 1)],
      classes(3, 2),
      { optimizer: 'adam', loss: 'categorical_crossentropy', metrics: ['accuracy'] },
    ),
  activations: () => {
    const input = k.Input({ shape: [4] })
    const names = ['elu', 'gelu', 'mish', 'relu6', 'selu', 'sigmoid', 'silu', 'softplus', 'softsign', 'tanh']
    const parts = names.map((activation) => k.Dense(3, { activation, name: `to_${activation}` })(input))
    const old = k.Dense(3, { activation: 'legacy_hard_sigmoid' })(input)
    const others = [k.LeakyReLU({ negativeSlope: 0.2 }), k.ELU(), k.ReLU({ maxValue: 0.5 })]
    const layers = [...others, k.PReLU({ alphaInitializer: 'ones' }), k.Softmax()].map((l) => l(input))
    const output = k.Concatenate()([...parts, old, ...layers])
    return { model: new k.Model(input, output), inputs: [numbers([6, 4], 3)], inStock: true }
  },
  'hard sigmoid': () => ({
    model: new k.Sequential([k.Input({ shape: [4] }), k.Dense(3, { activation: 'hard_sigmoid' })]),
    inputs: [numbers([6, 4], 4)],
    inStock: false,
  }),
  cnn: () =>
    trained(
      new k.Sequential([
        k.Input({ shape: [12, 10, 3] }),
        k.Rescaling({ scale: 0.5, offset: 0.1 }),
        k.ZeroPadding2D({ padding: 1 }),
        k.Conv2D(4, 3, { padding: 'same', activation: 'relu', useBias: false }),
        k.BatchNormalization(),
        k.MaxPooling2D(2),
        k.DepthwiseConv2D(3, { depthMultiplier: 2, padding: 'same' }),
        k.SeparableConv2D(5, 3, { activation: 'tanh' }),
        k.AveragePooling2D(2),
        k.GlobalAveragePooling2D(),
        k.Dense(2, { activation: 'softmax' }),
      ]),
      [numbers([6, 12, 10, 3], 5)],
      classes(2, 6),
      { optimizer: new k.RMSprop({ momentum: 0.5, centered: true }), loss: 'categorical_crossentropy' },
    ),
  'one and three axes': () => {
    const line = k.Input({ shape: [10, 3] })
    const space = k.Input({ shape: [4, 5, 6, 2] })
    let a = k.Conv1D(4, 3, { dilationRate: 2 })(line)
    a = k.MaxPooling1D(2)(a)
    a = k.GlobalMaxPooling1D()(a)
    let b = k.Conv3D(3, 2, { strides: 2 })(space)
    b = k.Conv3DTranspose(2, 2)(b)
    b = k.MaxPooling3D(2)(b)
    b = k.Flatten()(b)
    const output = k.Concatenate()([a, b])
    const inputs = [numbers([6, 10, 3], 7), numbers([6, 4, 5, 6, 2], 8)]
    return { model: new k.Model([line, space], output), inputs, inStock: true }
  },
  enlarging: () => ({
    model: new k.Sequential([
      k.Input({ shape: [3] }),
      k.Dense(24),
      k.Reshape([3, 4, 2]),
      k.Conv2DTranspose(3, 3, { strides: 2, padding: 'same' }),
      k.LayerNormalization(),
      k.UpSampling2D({ size: 2 }),
      k.Cropping2D({
        cropping: [
          [1, 0],
          [2, 1],
        ],
      }),
      k.Permute([2, 1, 3]),
    ]),
    inputs: [numbers([6, 3], 9)],
    inStock: true,
  }),
  lstm: () =>
    trained(
      new k.Sequential([
        k.Input({ shape: [7, 3] }),
        k.LSTM(5, { returnSequences: true }),
        k.SimpleRNN(4, { returnSequences: true, goBackwards: true }),
        k.GRU(4, { resetAfter: false }),
        k.Dense(2),
      ]),
      [numbers([6, 7, 3], 10)],
      numbers([6, 2], 11),
      {
        optimizer: new k.SGD({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
        loss: 'mse',
        metrics: ['mae'],
      },
    ),
  gru: () =>
    trained(
      new k.Sequential([k.Input({ shape: [7, 3] }), k.GRU(4), k.Dense(2)]),
      [numbers([6, 7, 3], 12)],
      numbers([6, 2], 13),
      { optimizer: 'nadam', loss: 'mse' },
      false,
    ),
  bidirectional: () => ({
    model: new k.Sequential([
      k.Input({ shape: [6, 3] }),
      k.Bidirectional(k.LSTM(3, { returnSequences: true })),
      k.Bidirectional(k.GRU(3, { returnSequences: true, resetAfter: false }), { mergeMode: 'sum' }),
      k.TimeDistributed(k.Dense(4, { activation: 'tanh' })),
      k.Bidirectional(k.SimpleRNN(2)),
    ]),
    inputs: [numbers([6, 6, 3], 14)],
    inStock: true,
  }),
  cells: () => ({
    model: new k.Sequential([
      k.Input({ shape: [6, 3] }),
      k.RNN(k.StackedRNNCells([k.LSTMCell(3), k.LSTMCell(4)]), { returnSequences: true }),
      k.RNN(k.SimpleRNNCell(2)),
    ]),
    inputs: [numbers([6, 6, 3], 15)],
    inStock: true,
  }),
  states: () => {
    const input = k.Input({ shape: [5, 3] })
    const states = k.LSTM(4, { returnSequences: true, returnState: true })(input)
    const [sequence, h, c] = states as unknown as [k.SymbolicTensor, k.SymbolicTensor, k.SymbolicTensor]
    const output = k.LSTM(4)(sequence, { initialState: [h, c] })
    return { model: new k.Model(input, [output, h]), inputs: [numbers([6, 5, 3], 16)], inStock: true }
  },
  'moving pictures': () => ({
    model: new k.Sequential([k.Input({ shape: [3, 6, 6, 2] }), k.ConvLSTM2D(3, 3), k.Flatten()]),
    inputs: [numbers([6, 3, 6, 6, 2], 17)],
    inStock: true,
  }),
  words: () =>
    trained(
      new k.Sequential([
        k.Input({ shape: [8], dtype: 'int32' }),
        k.Embedding(9, 4, { maskZero: true }),
        k.LSTM(5),
        k.Dense(1, { activation: 'sigmoid' }),
      ]),
      [whole([6, 8], 9, 18)],
      k.tf.tensor([0, 1, 1, 0, 1, 0], [6, 1]),
      { optimizer: new k.AdamW(), loss: 'binary_crossentropy', metrics: ['accuracy', 'AUC'] },
    ),
  'masks that are used': () => ({
    model: new k.Sequential([
      k.Input({ shape: [8] }),
      k.Embedding(9, 4, { maskZero: true }),
      k.Bidirectional(k.LSTM(3, { returnSequences: true })),
      k.GlobalAveragePooling1D(),
    ]),
    inputs: [k.tf.cast(whole([6, 8], 9, 19), 'float32')],
    inStock: false,
  }),
  nested: () => {
    const side = k.Input({ shape: [4], name: 'side' })
    const block = new k.Model(side, k.Dense(3, { name: 'inner' })(side), { name: 'block' })
    const plain = new k.Sequential([k.Input({ shape: [3] }), k.Dense(4), k.BatchNormalization()], {
      name: 'plain',
    })
    const [a, b] = [k.Input({ shape: [4], name: 'a' }), k.Input({ shape: [4], name: 'b' })]
    const sum = k.Add()([block(a), block(b)])
    const again = block(plain(sum))
    const late = k.Input({ shape: [3], name: 'late' })
    const walk = new k.Sequential([k.Input({ shape: [3] }), k.Dense(3, { name: 'deep' })], { name: 'walk' })
    const head = new k.Model(late, [walk(late), walk(walk(late))], { name: 'head' })
    const [first, second] = head(again) as unknown as [k.SymbolicTensor, k.SymbolicTensor]
    const output = k.Concatenate()([first, k.Dense(1)(second)])
    return {
      model: new k.Model([a, b], [output, block(output)]),
      inputs: [numbers([6, 4], 20), numbers([6, 4], 21)],
      inStock: true,
    }
  },
  'shared layers': () => {
    const [a, b] = [k.Input({ shape: [4], name: 'left' }), k.Input({ shape: [4], name: 'right' })]
    const shared = k.Dense(4, { activation: 'tanh', name: 'shared' })
    // its first call is on what comes late, its second on what is there at once
    const late = shared(k.Dense(4, { name: 'before' })(a))
    const early = shared(b)
    const output = k.Concatenate()([late, early, shared(early)])
    const model = new k.Model([a, b], [output, k.Dot({ axes: 1, normalize: true })([late, early])])
    return { model, inputs: [numbers([6, 4], 22), numbers([6, 4], 23)], inStock: true }
  },
  'by name': () => {
    const [a, b] = [k.Input({ shape: [3], name: 'zebra' }), k.Input({ shape: [3], name: 'ant' })]
    const merged = k.Multiply()([a, b])
    const outputs = { z: k.Dense(2)(merged), y: k.Maximum()([a, b]) }
    return {
      model: new k.Model({ zebra: a, ant: b }, outputs),
      // in the order of their names
      inputs: [numbers([6, 3], 24), numbers([6, 3], 25)],
      inStock: true,
    }
  },
  operations: () => {
    const input = k.Input({ shape: [4, 3] })
    const scaled = k.ops.add(k.ops.multiply(input, 2), 1)
    const sum = k.ops.sum(k.ops.exp(k.ops.negative(scaled)), { axis: 1 })
    const output = k.Add()([k.Dense(3)(sum), sum])
    return { model: new k.Model(input, output), inputs: [numbers([6, 4, 3], 26)], inStock: false }
  },
  attention: () => {
    const input = k.Input({ shape: [5, 4] })
    const attended = k.MultiHeadAttention({ numHeads: 2, keyDim: 3 })(input, input)
    const output = k.LayerNormalization()(k.Add()([input, attended]))
    return { model: new k.Model(input, output), inputs: [numbers([6, 5, 4], 27)], inStock: false }
  },
  ...Object.fromEntries(
    (
      [
        ['adagrad', () => new k.Adagrad({ learningRate: 0.1 })],
        ['ftrl', () => k.optimizers.Ftrl({ learningRate: 0.1 })],
        ['lion', () => k.optimizers.Lion()],
        ['adafactor', () => k.optimizers.Adafactor()],
        ['adadelta', () => k.optimizers.Adadelta()],
        ['adamax', () => k.optimizers.Adamax()],
        ['lamb', () => k.optimizers.Lamb()],
        [
          'adam on a schedule with averages',
          () =>
            new k.Adam({
              learningRate: k.schedules.ExponentialDecay({
                initialLearningRate: 0.1,
                decaySteps: 2,
                decayRate: 0.5,
              }),
              amsgrad: true,
              useEma: true,
              clipnorm: 1,
            }),
        ],
      ] as [string, () => k.Optimizer][]
    ).map(([name, optimizer]) => [
      `optimizer ${name}`,
      () =>
        trained(
          new k.Sequential([k.Input({ shape: [5] }), k.Dense(4, { activation: 'tanh' }), k.Dense(2)]),
          [numbers([6, 5], 28)],
          numbers([6, 2], 29),
          { optimizer: optimizer(), loss: 'mse' },
        ),
    ]),
  ),
}
