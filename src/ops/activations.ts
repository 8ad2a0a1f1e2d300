/** Activation functions, element by element or along an axis. */
import { activations as known } from '../activations/index.js'
import { tf } from '../engine/index.js'
import { define, required } from './define.js'
import { float } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import { axisOf, same } from './shapes.js'
import type { OfOne } from './signatures.js'

const of = <O extends object = never>(
  className: string,
  // biome-ignore lint/suspicious/noExplicitAny: the settings are those of each function
  fn: (x: tf.Tensor, settings: any) => tf.Tensor,
  settings: Record<string, unknown> = {},
) =>
  define<OfOne<[] | [options: O] | (O extends { readonly [k: string]: infer V } ? [value?: V] : never)>>({
    className,
    module: 'nn',
    takes: ['x'],
    settings,
    floats: ['alpha', 'negative_slope', 'threshold'],
    shape: same,
    compute: (x: Operand, given: unknown) => fn(float(tensorOf(x)), given),
  })

/** `max(x, 0)`. https://keras.io/api/ops/nn/#relu-function */
export const relu = of('Relu', (x) => tf.relu(x))
/** `min(max(x, 0), 6)`. https://keras.io/api/ops/nn/#relu6-function */
export const relu6 = of('Relu6', known.relu6)
/** `1 / (1 + exp(-x))`. https://keras.io/api/ops/nn/#sigmoid-function */
export const sigmoid = of('Sigmoid', known.sigmoid)
/** `(x + 1) / 2`, cut off at 0 and 1. https://keras.io/api/ops/nn/ */
export const sparseSigmoid = of('SparseSigmoid', known.sparse_sigmoid)
/** `log(1 + exp(x))`. https://keras.io/api/ops/nn/#softplus-function */
export const softplus = of('Softplus', known.softplus)
/** `x / (1 + |x|)`. https://keras.io/api/ops/nn/#softsign-function */
export const softsign = of('Softsign', known.softsign)
/** `x * sigmoid(x)`. https://keras.io/api/ops/nn/#silu-function */
export const silu = of('Silu', known.silu)
/** `log(sigmoid(x))`. https://keras.io/api/ops/nn/#log_sigmoid-function */
export const logSigmoid = of('LogSigmoid', known.log_sigmoid)
/** `relu6(x + 3) / 6`. https://keras.io/api/ops/nn/#hard_sigmoid-function */
export const hardSigmoid = of('HardSigmoid', known.hard_sigmoid)
/** `x * hardSigmoid(x)`. https://keras.io/api/ops/nn/#hard_silu-function */
export const hardSilu = of('HardSilu', known.hard_silu)
/** `x`, cut off at -1 and 1. https://keras.io/api/ops/nn/ */
export const hardTanh = of('HardTanh', known.hard_tanh)
/** `x - tanh(x)`. https://keras.io/api/ops/nn/ */
export const tanhShrink = of('TanhShrink', known.tanh_shrink)
/** 0 below -1, `(x + 1) ** 2 / 4` up to 1, `x` above. https://keras.io/api/ops/nn/ */
export const sparsePlus = of('SparsePlus', known.sparse_plus)
/** The self-normalizing `1.0507 * elu(x, 1.67326)`. https://keras.io/api/ops/nn/#selu-function */
export const selu = of('Selu', known.selu)

/** `x` above 0, `negativeSlope * x` below (default 0.2). https://keras.io/api/ops/nn/#leaky_relu-function */
export const leakyRelu = of<{ negativeSlope?: number }>('LeakyRelu', known.leaky_relu, { negativeSlope: 0.2 })
/** `x` above 0, `alpha * (exp(x) - 1)` below (default 1). https://keras.io/api/ops/nn/#elu-function */
export const elu = of<{ alpha?: number }>('Elu', known.elu, { alpha: 1 })
/** `max(x, 0) + min(0, alpha * (exp(x / alpha) - 1))` (default 1). https://keras.io/api/ops/nn/#celu-function */
export const celu = of<{ alpha?: number }>('Celu', known.celu, { alpha: 1 })
/** `x * P(X <= x)` with X normal; by the formula with tanh, unless `approximate` is false. https://keras.io/api/ops/nn/#gelu-function */
export const gelu = of<{ approximate?: boolean }>('Gelu', known.gelu, { approximate: true })
/** `(x + sqrt(x ** 2 + b)) / 2` (default 4). https://keras.io/api/ops/nn/ */
export const squareplus = of<{ b?: number }>('Squareplus', known.squareplus, { b: 4 })
/** `x` where `|x| > threshold` (default 0.5), else 0. https://keras.io/api/ops/nn/ */
export const hardShrink = of<{ threshold?: number }>('HardShrink', known.hard_shrink, { threshold: 0.5 })
/** `x` moved towards 0 by `threshold` (default 0.5). https://keras.io/api/ops/nn/ */
export const softShrink = of<{ threshold?: number }>('SoftShrink', known.soft_shrink, { threshold: 0.5 })

type Threshold =
  | [threshold: number, defaultValue: number]
  | [options: { threshold: number; defaultValue: number }]

/** `x` above `threshold`, else `defaultValue`. https://keras.io/api/ops/nn/ */
export const threshold = define<OfOne<Threshold>>({
  className: 'Threshold',
  module: 'nn',
  takes: ['x'],
  settings: { threshold: required, defaultValue: required },
  shape: same,
  compute: (x: Operand, settings: { threshold: number; defaultValue: number }) =>
    known.threshold(float(tensorOf(x)), settings),
})

/** `exp(x) / sum(exp(x))` along an axis, of all if it is null. https://keras.io/api/ops/nn/#softmax-function */
export const softmax = alongAxis('Softmax', known.softmax)
/** `x - log(sum(exp(x)))` along an axis, of all if it is null. https://keras.io/api/ops/nn/#log_softmax-function */
export const logSoftmax = alongAxis('LogSoftmax', known.log_softmax)
/** Like softmax, with zeros where it is small. https://keras.io/api/ops/nn/ */
export const sparsemax = of<{ axis?: number }>('Sparsemax', known.sparsemax, { axis: -1 })

/** One half along an axis times the sigmoid of the other. https://keras.io/api/ops/nn/#glu-function */
export const glu = define<OfOne<[axis?: number] | [options: { axis?: number }]>>({
  className: 'Glu',
  module: 'nn',
  takes: ['x'],
  settings: { axis: -1 },
  keepsDtype: true,
  shape: ([shape], { axis }) =>
    shape!.map((n, i) => (i === axisOf('Glu', axis, shape!.length) && n !== null ? n / 2 : n)),
  compute: (x: Operand, { axis }: { axis: number }) => known.glu(float(tensorOf(x)), { axis }),
})

function alongAxis(className: string, fn: (x: tf.Tensor, options: { axis?: number }) => tf.Tensor) {
  type Axis = number | readonly number[] | null
  return define<OfOne<[axis?: Axis] | [options: { axis?: Axis }]>>({
    className,
    module: 'nn',
    takes: ['x'],
    settings: { axis: -1 },
    shape: same,
    compute(given: Operand, { axis }: { axis: Axis }) {
      const x = float(tensorOf(given))
      if (typeof axis === 'number') return fn(x, { axis })
      if (axis === null) return tf.reshape(fn(tf.reshape(x, [-1]), {}), x.shape)
      // several axes as one: the others stay in front
      const together = axis.map((i) => (i < 0 ? i + x.rank : i))
      const rest = x.shape.map((_, i) => i).filter((i) => !together.includes(i))
      const order = [...rest, ...together]
      const turned = tf.transpose(x, order)
      const flat = tf.reshape(turned, [...rest.map((i) => x.shape[i]!), -1])
      return tf.transpose(
        tf.reshape(fn(flat, {}), turned.shape),
        order.map((_, i) => order.indexOf(i)),
      )
    },
  })
}
