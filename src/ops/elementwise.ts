/** Functions of single numbers. */
import { tf } from '../engine/index.js'
import { define } from './define.js'
import { float, number } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import { same } from './shapes.js'
import type { OfOne } from './signatures.js'

type Fn = (x: tf.Tensor) => tf.Tensor

const of = (className: string, fn: Fn, module: 'math' | 'numpy' = 'numpy') =>
  define<OfOne>({
    className,
    module,
    takes: ['x'],
    shape: same,
    compute: (x: Operand) => fn(tensorOf(x)),
  })

/** Of floats: integers are taken as such. */
const ofFloats = (className: string, fn: Fn, module: 'math' | 'numpy' = 'numpy') =>
  of(className, (x) => fn(float(x)), module)

/** Of what may be an integer, and stays one. */
const ofNumbers = (className: string, fn: Fn) => of(className, (x) => fn(number(x)))

/** Of integers the integers themselves. */
const ofFractions = (className: string, fn: Fn) => of(className, (x) => (x.dtype === 'float32' ? fn(x) : x))

/** `|x|`. https://keras.io/api/ops/numpy/#absolute-function */
export const absolute = of('Absolute', (x) => (x.dtype === 'bool' ? x : tf.abs(x)))
/** `|x|` as floats. https://keras.io/api/ops/numpy/ */
export const fabs = ofFloats('Fabs', tf.abs)
/** `-x`. https://keras.io/api/ops/numpy/#negative-function */
export const negative = of('Negative', tf.neg)
/** -1, 0 or 1. https://keras.io/api/ops/numpy/#sign-function */
export const sign = of('Sign', tf.sign)
/** `x * x`. https://keras.io/api/ops/numpy/#square-function */
export const square = ofNumbers('Square', tf.square)
/** The tensor itself. https://keras.io/api/ops/numpy/#copy-function */
export const copy = of('Copy', tf.clone)
/** `1 / x`. https://keras.io/api/ops/numpy/#reciprocal-function */
export const reciprocal = ofFloats('Reciprocal', tf.reciprocal)

/** The square root. https://keras.io/api/ops/numpy/#sqrt-function */
export const sqrt = ofFloats('Sqrt', tf.sqrt)
/** `1 / sqrt(x)`. https://keras.io/api/ops/core/#rsqrt-function */
export const rsqrt = ofFloats('Rsqrt', tf.rsqrt, 'math')
/** The cube root. https://keras.io/api/ops/numpy/ */
export const cbrt = ofFloats('Cbrt', (x) => tf.mul(tf.sign(x), tf.pow(tf.abs(x), 1 / 3)))

/** `e ** x`. https://keras.io/api/ops/numpy/#exp-function */
export const exp = ofFloats('Exp', tf.exp)
/** `2 ** x`. https://keras.io/api/ops/numpy/#exp2-function */
export const exp2 = ofFloats('Exp2', (x) => tf.pow(2, x))
/** `e ** x - 1`. https://keras.io/api/ops/numpy/#expm1-function */
export const expm1 = ofFloats('Expm1', tf.expm1)
/** The natural logarithm. https://keras.io/api/ops/numpy/#log-function */
export const log = ofFloats('Log', tf.log)
/** The logarithm to base 2. https://keras.io/api/ops/numpy/#log2-function */
export const log2 = ofFloats('Log2', (x) => tf.div(tf.log(x), Math.LN2))
/** The logarithm to base 10. https://keras.io/api/ops/numpy/#log10-function */
export const log10 = ofFloats('Log10', (x) => tf.div(tf.log(x), Math.LN10))
/** `log(1 + x)`. https://keras.io/api/ops/numpy/#log1p-function */
export const log1p = ofFloats('Log1p', tf.log1p)

/** The sine. https://keras.io/api/ops/numpy/#sin-function */
export const sin = ofFloats('Sin', tf.sin)
/** The cosine. https://keras.io/api/ops/numpy/#cos-function */
export const cos = ofFloats('Cos', tf.cos)
/** The tangent. https://keras.io/api/ops/numpy/#tan-function */
export const tan = ofFloats('Tan', tf.tan)
/** The inverse of the sine. https://keras.io/api/ops/numpy/#arcsin-function */
export const arcsin = ofFloats('Arcsin', tf.asin)
/** The inverse of the cosine. https://keras.io/api/ops/numpy/#arccos-function */
export const arccos = ofFloats('Arccos', tf.acos)
/** The inverse of the tangent. https://keras.io/api/ops/numpy/#arctan-function */
export const arctan = ofFloats('Arctan', tf.atan)
/** The hyperbolic sine. https://keras.io/api/ops/numpy/#sinh-function */
export const sinh = ofFloats('Sinh', tf.sinh)
/** The hyperbolic cosine. https://keras.io/api/ops/numpy/#cosh-function */
export const cosh = ofFloats('Cosh', tf.cosh)
/** The hyperbolic tangent. https://keras.io/api/ops/numpy/#tanh-function */
export const tanh = ofFloats('Tanh', tf.tanh)
/** The inverse of the hyperbolic sine. https://keras.io/api/ops/numpy/#arcsinh-function */
export const arcsinh = ofFloats('Arcsinh', tf.asinh)
/** The inverse of the hyperbolic cosine. https://keras.io/api/ops/numpy/#arccosh-function */
export const arccosh = ofFloats('Arccosh', tf.acosh)
/** The inverse of the hyperbolic tangent. https://keras.io/api/ops/numpy/#arctanh-function */
export const arctanh = ofFloats('Arctanh', tf.atanh)
/** Degrees as radians. https://keras.io/api/ops/numpy/ */
export const deg2rad = ofFloats('Deg2rad', (x) => tf.mul(x, Math.PI / 180))
/** Radians as degrees. https://keras.io/api/ops/numpy/ */
export const rad2deg = ofFloats('Rad2deg', (x) => tf.mul(x, 180 / Math.PI))
/** The error function. https://keras.io/api/ops/core/#erf-function */
export const erf = ofFloats('Erf', tf.erf, 'math')

/** `1 - erf(x)`. https://keras.io/api/ops/core/ */
export const erfc = ofFloats('Erfc', (x) => tf.sub(1, tf.erf(x)), 'math')
/** `sin(pi * x) / (pi * x)`, 1 at 0. https://keras.io/api/ops/numpy/ */
export const sinc = ofFloats('Sinc', (x) => {
  const zero = tf.equal(x, 0)
  const angle = tf.mul(tf.where(zero, tf.onesLike(x), x), Math.PI)
  return tf.where(zero, tf.onesLike(x), tf.div(tf.sin(angle), angle))
})

/** The next whole number below. https://keras.io/api/ops/numpy/#floor-function */
export const floor = ofFloats('Floor', tf.floor)
/** The next whole number above. https://keras.io/api/ops/numpy/#ceil-function */
export const ceil = ofFloats('Ceil', tf.ceil)
/** The number without its fraction. https://keras.io/api/ops/numpy/#trunc-function */
export const trunc = ofFractions('Trunc', (x) => tf.where(tf.less(x, 0), tf.ceil(x), tf.floor(x)))

/** The nearest number of so many decimals (default 0), halves to even. https://keras.io/api/ops/numpy/#round-function */
export const round = define<OfOne<[decimals?: number] | [options: { decimals?: number }]>>({
  className: 'Round',
  module: 'numpy',
  takes: ['x'],
  settings: { decimals: 0 },
  shape: same,
  compute(given: Operand, { decimals }: { decimals: number }) {
    const x = tensorOf(given)
    if (decimals === 0) return x.dtype === 'float32' ? tf.round(x) : x
    if (x.dtype !== 'float32' && decimals > 0) return x
    const factor = 10 ** decimals
    return tf.cast(tf.div(tf.round(tf.mul(float(x), factor)), factor), x.dtype)
  },
})

/** The number, at least `xMin` and at most `xMax`. https://keras.io/api/ops/numpy/#clip-function */
export const clip = define<OfOne<[xMin: number, xMax: number] | [options: { xMin: number; xMax: number }]>>({
  className: 'Clip',
  module: 'numpy',
  takes: ['x'],
  settings: { xMin: null, xMax: null },
  shape: same,
  compute(given: Operand, { xMin, xMax }: { xMin: number | null; xMax: number | null }) {
    const x = number(tensorOf(given))
    const [least, most] = [xMin ?? Number.NEGATIVE_INFINITY, xMax ?? Number.POSITIVE_INFINITY]
    if (x.dtype === 'float32') return tf.clipByValue(x, least, most)
    return tf.cast(tf.clipByValue(tf.cast(x, 'float32'), Math.trunc(least), Math.trunc(most)), 'int32')
  },
})

/** Numbers in the place of NaN and the infinities. https://keras.io/api/ops/numpy/#nan_to_num-function */
export const nanToNum = define<
  OfOne<
    | [nan?: number, posinf?: number | null, neginf?: number | null]
    | [options: { nan?: number; posinf?: number | null; neginf?: number | null }]
  >
>({
  className: 'NanToNum',
  module: 'numpy',
  takes: ['x'],
  settings: { nan: 0, posinf: null, neginf: null },
  floats: ['nan'],
  shape: same,
  compute(
    given: Operand,
    { nan, posinf, neginf }: { nan: number; posinf: number | null; neginf: number | null },
  ) {
    const x = tensorOf(given)
    if (x.dtype !== 'float32') return x
    const largest = 3.4028234663852886e38
    const put = (y: tf.Tensor, where: tf.Tensor, value: number) => tf.where(where, tf.fill(y.shape, value), y)
    const numbers = put(x, tf.isNaN(x), nan)
    const below = put(numbers, tf.equal(x, Number.POSITIVE_INFINITY), posinf ?? largest)
    return put(below, tf.equal(x, Number.NEGATIVE_INFINITY), neginf ?? -largest)
  },
})
