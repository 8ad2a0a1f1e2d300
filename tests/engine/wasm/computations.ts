import {
  adagradStep,
  adamStep,
  batchNorm,
  convolutions,
  dropout,
  fused,
  gru,
  lstm,
  resize,
  rmspropStep,
  sgdMomentumStep,
  sgdStep,
  sigmoidCrossentropy,
  simpleRNN,
  sparseSoftmaxCrossentropy,
  statelessUniform,
  tf,
} from '../../../src/engine/index.js'

const noise = (shape: number[], seed: number) => tf.sub(statelessUniform(shape, seed), 0.5)

function convolution(): tf.Tensor[] {
  const x = noise([5, 11, 9, 3], 1)
  const filter = noise([3, 2, 3, 10], 2)
  const f = (a: tf.Tensor, b: tf.Tensor, c: tf.Tensor) =>
    fused.conv2d({
      x: a as tf.Tensor4D,
      filter: b as tf.Tensor4D,
      bias: c,
      strides: 2,
      pad: 'same',
      activation: 'relu',
    })
  const inputs = [x, filter, noise([10], 3)] as const
  return [f(...inputs), ...tf.grads(f as never)([...inputs])]
}

function depthwise(): tf.Tensor[] {
  const windows = { strides: [1, 2], pad: 'same' as const, dilations: [2, 1] }
  return [1, 2].flatMap((multiplier) => {
    const inputs = [noise([3, 9, 7, 21], 1), noise([3, 3, 21, multiplier], 2)]
    const f = (x: tf.Tensor, w: tf.Tensor) => convolutions.depthwiseConv2d(x, w, windows)
    return [f(inputs[0]!, inputs[1]!), ...tf.grads(f as never)(inputs)]
  })
}

function volumes(): tf.Tensor[] {
  const windows = { strides: [2, 1, 1], pad: 'same' as const, dilations: [1, 1, 2] }
  const x = noise([2, 5, 6, 7, 3], 1)
  const f = (a: tf.Tensor, b: tf.Tensor) => convolutions.conv3d(a, b, windows)
  const inputs = [x, noise([3, 2, 2, 3, 5], 2)]
  const pools = (['maxPool', 'avgPool'] as const).flatMap((name) => {
    const pool = (t: tf.Tensor) => convolutions[name](t, { size: [2, 3, 2], strides: [1, 2, 2], pad: 'same' })
    return [pool(x), tf.grad(pool)(x)]
  })
  const enlarge = (t: tf.Tensor) => resize(t, [13, 9], 'bicubic')
  const images = noise([3, 5, 7, 6], 3)
  return [
    f(x, inputs[1]!),
    ...tf.grads(f as never)(inputs),
    ...pools,
    enlarge(images),
    tf.grad(enlarge)(images),
  ]
}

function winograd(): tf.Tensor[] {
  return [3, 5].flatMap((taps) =>
    [false, true].flatMap((maxPool) => {
      const inputs = [noise([11, 17, 18, 8], 1), noise([taps, taps, 8, 16], 2), noise([16], 3)]
      const f = (...[x, filter, bias]: tf.Tensor[]) =>
        fused.conv2d({
          x: x as tf.Tensor4D,
          filter: filter as tf.Tensor4D,
          bias: bias!,
          strides: 1,
          pad: 'same',
          activation: 'relu',
          maxPool,
        })
      return [f(...inputs), ...tf.grads(f)(inputs)]
    }),
  )
}

/** A filter of few numbers is summed in groups of images. */
function thinConvolution(): tf.Tensor[] {
  const inputs = [noise([19, 12, 13, 3], 1), noise([3, 3, 3, 8], 2), noise([8], 3)]
  const f = (...[x, filter, bias]: tf.Tensor[]) =>
    fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      bias: bias!,
      strides: 1,
      pad: 'valid',
      activation: 'relu',
      maxPool: true,
    })
  const [x, ...weights] = inputs
  return [f(...inputs), ...tf.grads(f)(inputs), ...tf.grads((...w) => f(x!, ...w))(weights)]
}

function normalization(): tf.Tensor[] {
  const inputs = [noise([37, 5, 11], 1), noise([11], 2), noise([11], 3)]
  const f = (...[x, gamma, beta]: tf.Tensor[]) => batchNorm(x!, gamma, beta, 1e-3).y
  return [...Object.values(batchNorm(inputs[0]!, inputs[1], inputs[2], 1e-3)), ...tf.grads(f)(inputs)]
}

function losses(): tf.Tensor[] {
  const logits = noise([203, 11], 1)
  const labels = tf.cast(tf.mul(tf.add(noise([203], 2), 0.5), 10.99), 'int32')
  const f = (x: tf.Tensor) => sparseSoftmaxCrossentropy(labels, x)
  const g = (x: tf.Tensor) => sigmoidCrossentropy(tf.cast(tf.greater(noise([203, 11], 3), 0), 'float32'), x)
  return [f(logits), tf.grad(f)(logits), g(logits), tf.grad(g)(logits)]
}

function updates(): tf.Tensor[] {
  const [w, g, v] = [noise([1003], 1), noise([1003], 2), tf.abs(noise([1003], 3))]
  return [
    sgdStep(w, g, 0.1),
    ...Object.values(sgdMomentumStep(w, v, g, { learningRate: 0.1, momentum: 0.9, nesterov: true })),
    ...Object.values(rmspropStep(w, v, g, { learningRate: 0.1, rho: 0.9, epsilon: 1e-7 })),
    ...Object.values(adagradStep(w, v, g, { learningRate: 0.1, epsilon: 1e-7 })),
  ]
}

function matrices(): tf.Tensor[] {
  return [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ].flatMap(([transposeA, transposeB]) => {
    const [M, N, K] = [37, 75, 530]
    const a = noise(transposeA ? [K, M] : [M, K], 1)
    const b = noise(transposeB ? [N, K] : [K, N], 2)
    return [
      tf.matMul(a, b, transposeA, transposeB),
      tf.matMul(a, b.slice([0, 0], transposeB ? [9, K] : [K, 9]), transposeA, transposeB),
    ]
  })
}

function recurrent(): tf.Tensor[] {
  const mask = tf.greater(noise([13, 6], 5), -0.2)
  const operators = [
    [1, 1, [11], simpleRNN],
    [4, 2, [44], lstm],
    [3, 1, [2, 33], gru],
    [
      3,
      1,
      [33],
      (...[x, w, r, b, o]: Parameters<typeof gru>) => gru(x, w, r, b, { ...o, resetAfter: false }),
    ],
  ] as const
  return operators.flatMap(([gates, states, biasShape, operator]) => {
    const drop = {
      inputMask: noise([gates, 13, 4], 7),
      recurrentMask: noise([gates, 13, 11], 8),
    }
    return [{}, drop].flatMap((masks) => {
      const f = (...[x, w, r, b, ...initialState]: tf.Tensor[]) => {
        const inputs = [x, w, r, b] as unknown as [tf.Tensor3D, tf.Tensor2D, tf.Tensor2D, tf.Tensor1D]
        const options = { ...masks, mask, initialState, returnSequences: true, returnState: true }
        const result = operator(...inputs, options)
        return tf.concat([result.output, tf.stack(result.states, 1)], 1)
      }
      const weights = [[4, gates * 11], [11, gates * 11], [...biasShape]].map((shape, i) =>
        noise(shape, 2 + i),
      )
      const initial = Array.from({ length: states }, (_, i) => noise([13, 11], 20 + i))
      const inputs = [noise([13, 6, 4], 1), ...weights, ...initial]
      return [f(...inputs), ...tf.grads(f)(inputs)]
    })
  })
}

function transformed(): tf.Tensor[] {
  const x = noise([5, 11, 9, 3], 1) as tf.Tensor4D
  const turns = tf.tensor2d([0, 1, 2, 3, 4].map((i) => [0.9, 0.3, i, -0.3, 1.1, -i, 0.01, 0]))
  return (['constant', 'reflect', 'wrap', 'nearest'] as const).flatMap((fill) =>
    (['nearest', 'bilinear'] as const).map((mode) => tf.image.transform(x, turns, mode, fill, 0.5, [13, 7])),
  )
}

function others(): tf.Tensor[] {
  const x = noise([5, 8, 7, 6], 1) as tf.Tensor4D
  const pool = (t: tf.Tensor) => tf.maxPool(t as tf.Tensor4D, 3, 2, 'same')
  const average = (t: tf.Tensor) => tf.avgPool(t as tf.Tensor4D, 3, 2, 'same')
  const ids = tf.tensor1d([3, 0, 3, 1, 2, 0, 6], 'int32')
  const table = (t: tf.Tensor) => tf.gather(t, ids)
  const scalars = { alpha: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
  return [
    ...[pool(x), tf.grad(pool)(x), average(x), tf.grad(average)(x)],
    ...[table(noise([7, 5], 1)), tf.grad(table)(noise([7, 5], 1))],
    ...[tf.sum(x, [0, 1, 2]), tf.sum(noise([1000, 37], 1), 0), tf.sum(noise([41, 300], 1), 1), tf.mean(x)],
    ...[tf.tanh(x), tf.grad((t) => tf.sigmoid(t))(x), tf.relu(x), tf.exp(x), tf.step(x), tf.maximum(x, 0.1)],
    ...[dropout(x, 0.3, 4), statelessUniform([1234], 9), tf.where(tf.greater(x, 0), x, tf.neg(x))],
    ...Object.values(adamStep(x, x, tf.abs(x), x, scalars)),
  ]
}

/** Every kernel of Keratin, in shapes that do not divide evenly, forward and backward. */
export const computations: readonly (readonly [name: string, compute: () => tf.Tensor[]])[] = [
  ['convolutions', convolution],
  ['Winograd convolutions', winograd],
  ['convolutions of few channels', thinConvolution],
  ['batch normalization', normalization],
  ['crossentropies', losses],
  ['steps of optimizers', updates],
  ['depthwise convolutions', depthwise],
  ['volumes and resizings', volumes],
  ['matrix products', matrices],
  ['recurrent layers', recurrent],
  ['transformations of images', transformed],
  ['other kernels', others],
]
