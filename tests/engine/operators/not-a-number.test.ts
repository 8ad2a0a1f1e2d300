import { describe, expect, it } from 'vitest'
import { fused, tf } from '../../../src/engine/index.js'

/** Lengths around whole vectors of four and eight, and of several threads' shares. */
const lengths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]
const places = (n: number) =>
  [...new Set([0, 1, 2, 3, 4, n >> 1, n - 2, n - 1])].filter((i) => i >= 0 && i < n)

/** Ordinary numbers inside every operator's domain. */
const ordinary = (n: number) => Float32Array.from({ length: n }, (_, i) => 0.25 + (i % 5) / 10)

type Operator = (x: tf.Tensor) => tf.Tensor

/** Operators of single elements: NaN comes out where it went in, and nowhere else. */
const elements: Record<string, Operator> = {
  ...Object.fromEntries(
    [
      ...[
        'abs',
        'acos',
        'asin',
        'asinh',
        'atan',
        'atanh',
        'ceil',
        'cos',
        'cosh',
        'elu',
        'erf',
        'exp',
        'expm1',
      ],
      ...[
        'floor',
        'log',
        'log1p',
        'logSigmoid',
        'neg',
        'reciprocal',
        'relu',
        'relu6',
        'round',
        'rsqrt',
        'selu',
      ],
      ...['sigmoid', 'sign', 'sin', 'sinh', 'softplus', 'sqrt', 'square', 'step', 'tan', 'tanh', 'acosh'],
    ].map((name) => [
      name,
      (x: tf.Tensor) => (tf[name as 'abs'] as Operator)(name === 'acosh' ? tf.add(x, 1) : x),
    ]),
  ),
  clipByValue: (x) => tf.clipByValue(x, 0.3, 0.5),
  leakyRelu: (x) => tf.leakyRelu(x, 0.1),
  prelu: (x) => tf.prelu(x, tf.fill(x.shape, 0.1)),
  fusedActivations: (x) => tf.add(tf.relu(x), tf.tanh(x)),
}
for (const name of [
  'add',
  'sub',
  'mul',
  'div',
  'maximum',
  'minimum',
  'pow',
  'atan2',
  'mod',
  'squaredDifference',
] as const) {
  const f = tf[name] as (a: tf.Tensor, b: tf.Tensor) => tf.Tensor
  elements[`${name} left`] = (x) => f(x, tf.tensor1d(ordinary(x.size).reverse()))
  elements[`${name} right`] = (x) => f(tf.tensor1d(ordinary(x.size).reverse()), x)
  elements[`${name} of a number`] = (x) => f(tf.scalar(0.4), x)
  elements[`${name} and a number`] = (x) => f(x, tf.scalar(0.4))
  elements[`${name} broadcast`] = (x) =>
    tf.slice(f(tf.reshape(x, [1, -1]), tf.fill([2, 1], 0.4)), [1, 0], [1, x.size])
}

/** Reductions of a line: NaN anywhere makes the result NaN. */
const lines: Record<string, Operator> = {
  sum: (x) => tf.sum(x),
  mean: (x) => tf.mean(x),
  prod: (x) => tf.prod(x),
  max: (x) => tf.max(x),
  min: (x) => tf.min(x),
  logSumExp: (x) => tf.logSumExp(x),
  norm: (x) => tf.norm(x),
  moments: (x) => tf.moments(x).variance,
  softmax: (x) => tf.max(tf.softmax(x)),
  logSoftmax: (x) => tf.max(tf.logSoftmax(x)),
  cumsum: (x) => tf.slice(tf.cumsum(x), x.size - 1, 1),
  cumprod: (x) => tf.slice(tf.cumprod(x), x.size - 1, 1),
  dot: (x) => tf.dot(x, tf.ones([x.size])),
  maxPool: (x) => tf.maxPool(tf.reshape(x, [1, x.size, 1, 1]) as tf.Tensor4D, [x.size, 1], 1, 'valid'),
  avgPool: (x) => tf.avgPool(tf.reshape(x, [1, x.size, 1, 1]) as tf.Tensor4D, [x.size, 1], 1, 'valid'),
  maxPool3d: (x) =>
    tf.maxPool3d(tf.reshape(x, [1, x.size, 1, 1, 1]) as tf.Tensor5D, [x.size, 1, 1], 1, 'valid'),
}
for (const name of ['max', 'min', 'sum', 'mean', 'prod'] as const) {
  // columns, and axes that do not lie together
  lines[`${name} of columns`] = (x) => tf.slice(tf[name](tf.stack([x, tf.zerosLike(x)], 1), 0), 0, 1)
  lines[`${name} of axes apart`] = (x) =>
    tf.slice(tf[name](tf.reshape(tf.stack([x, x], 1), [1, x.size, 2, 1]), [1, 3]), 0, 1)
}

const allNaN = (t: tf.Tensor) => [...t.dataSync()].every(Number.isNaN)

describe('NaN at any place of a vector and of its end', () => {
  it.each(Object.entries(elements))('%s', (_, operator) => {
    tf.tidy(() => {
      for (const n of lengths) {
        for (const at of places(n)) {
          const x = ordinary(n)
          x[at] = Number.NaN
          const y = operator(tf.tensor1d(x)).dataSync()
          const found = [...y].flatMap((v, i) => (Number.isNaN(v) ? [i] : []))
          expect(found, `${n} numbers`).toEqual([at])
        }
      }
    })
  })

  it.each(Object.entries(lines))('%s', (_, operator) => {
    tf.tidy(() => {
      for (const n of lengths) {
        expect(allNaN(operator(tf.tensor1d(ordinary(n)))), `${n} numbers without`).toBe(false)
        for (const at of places(n)) {
          const x = ordinary(n)
          x[at] = Number.NaN
          expect(allNaN(operator(tf.tensor1d(x))), `at ${at} of ${n} numbers`).toBe(true)
        }
      }
    })
  })

  it('comparisons are false, but for notEqual; conditions choose', () => {
    tf.tidy(() => {
      for (const n of lengths) {
        const x = tf.fill([n], Number.NaN)
        for (const name of ['equal', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const) {
          expect(tf.any(tf[name](x, 0)).dataSync()[0], name).toBe(0)
          expect(tf.any(tf[name](x, x)).dataSync()[0], name).toBe(0)
        }
        expect(tf.all(tf.notEqual(x, x)).dataSync()[0]).toBe(1)
        const chosen = tf.where(tf.equal(tf.range(0, n), n - 1), x, tf.zeros([n]))
        expect([...chosen.dataSync()]).toEqual([...Array(n - 1).fill(0), Number.NaN])
      }
    })
  })

  it('as an integer it is the least one, as a truth value true; so are numbers that are too large', () => {
    tf.tidy(() => {
      const x = tf.tensor1d([Number.NaN, Infinity, -Infinity, 3e9, -3e9, 2147483520, -2147483648, 1.9, -1.9])
      const least = -2147483648
      const whole = [least, least, least, least, least, 2147483520, -2147483648, 1, -1]
      expect([...tf.cast(x, 'int32').dataSync()]).toEqual(whole)
      expect([...tf.cast(x, 'bool').dataSync()]).toEqual(Array(9).fill(1))
    })
  })
})

describe('NaN and products', () => {
  const withNaN = (shape: number[], at: number) => {
    const values = ordinary(tf.util.sizeFromShape(shape))
    values[at] = Number.NaN
    return tf.tensor(values, shape)
  }

  it.each(['linear', 'relu', 'relu6', 'tanh', 'sigmoid', 'elu'] as const)(
    'fused matMul and conv2d with %s',
    (activation) => {
      tf.tidy(() => {
        for (const channels of [1, 3, 4, 8, 9, 16]) {
          const product = fused.matMul({
            a: withNaN([5, 7], 9) as tf.Tensor2D,
            b: tf.fill([7, channels], -0.5) as tf.Tensor2D,
            bias: tf.ones([channels]),
            activation,
          })
          const rows = product.dataSync()
          const wrong = [...rows.keys()].filter(
            (i) => Number.isNaN(rows[i]) !== (i >= channels && i < 2 * channels),
          )
          expect(wrong).toEqual([])
          for (const size of [1, 3, 5]) {
            const convolved = fused.conv2d({
              x: withNaN([1, 9, 9, 4], 4 * 4 * 10) as tf.Tensor4D,
              filter: tf.fill([size, size, 4, channels], -0.5) as tf.Tensor4D,
              strides: 1,
              pad: 'same',
              bias: tf.ones([channels]),
              activation,
            })
            const center = tf.slice(convolved, [0, 4, 4, 0], [1, 1, 1, channels])
            expect(allNaN(center), `${size} x ${size}, ${channels} channels`).toBe(true)
          }
        }
      })
    },
  )

  it('depthwise convolution with ReLU', () => {
    tf.tidy(() => {
      for (const channels of [1, 3, 4, 16, 17, 20]) {
        for (const at of places(channels)) {
          const y = tf.fused.depthwiseConv2d({
            x: withNaN([1, 5, 5, channels], 12 * channels + at) as tf.Tensor4D,
            filter: tf.fill([3, 3, channels, 1], -0.5) as tf.Tensor4D,
            strides: 1,
            pad: 'same',
            bias: tf.ones([channels]),
            activation: 'relu',
          })
          expect(allNaN(tf.slice(y, [0, 2, 2, at], [1, 1, 1, 1])), `channel ${at} of ${channels}`).toBe(true)
        }
      }
    })
  })

  it('max pooling: of a window with NaN, as on JAX', () => {
    tf.tidy(() => {
      for (const channels of [1, 3, 4, 5, 16])
        for (const [size, strides, pad] of [
          [2, 2, 'valid'],
          [3, 1, 'same'],
        ] as const) {
          const x = tf.tile(withNaN([1, 6, 6, 1], 14) as tf.Tensor4D, [1, 1, 1, channels])
          const flat = tf.maxPool(x as tf.Tensor4D, size, strides, pad)
          const volume = tf.maxPool3d(
            tf.expandDims(x, 1) as tf.Tensor5D,
            [1, size, size],
            [1, strides, strides],
            pad,
          )
          const width = flat.shape[2]
          for (const y of [flat, volume]) {
            const found = [...y.dataSync()].flatMap((v, i) =>
              Number.isNaN(v) ? [Math.floor(i / channels)] : [],
            )
            // NaN is at row and column 2
            const wanted =
              pad === 'valid' ? [width + 1] : [1, 2, 3].flatMap((r) => [1, 2, 3].map((c) => r * width + c))
            expect([...new Set(found)], `${channels} channels, windows of ${size}`).toEqual(wanted)
            expect(found).toHaveLength(wanted.length * channels)
          }
        }
    })
  })

  it('convolution, ReLU and pooling in one', () => {
    tf.tidy(() => {
      for (const channels of [1, 4, 5, 8, 16]) {
        for (const [row, column] of [
          [0, 0],
          [0, 1],
          [1, 0],
          [1, 1],
          [4, 5],
          [7, 7],
        ] as const) {
          const x = withNaN([2, 8, 8, 1], 8 * row + column)
          // a filter that looks at one pixel alone: NaN is in one window
          const filter = tf.tensor4d(
            Array.from({ length: 9 * channels }, (_, i) => (Math.floor(i / channels) === 4 ? 1 : 0)),
            [3, 3, 1, channels],
          )
          const options = { filter, strides: 1, pad: 'same', activation: 'relu' } as const
          const pooled = fused.conv2d({
            ...options,
            x: x as tf.Tensor4D,
            bias: tf.zeros([channels]),
            maxPool: true,
          })
          const y = tf.slice(pooled, [0, row >> 1, column >> 1, 0], [1, 1, 1, channels])
          expect(allNaN(y), `${row}, ${column}: ${channels}`).toBe(true)
        }
      }
    })
  })
})
