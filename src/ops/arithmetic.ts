/** Functions of two numbers; shapes are broadcast, and numbers and arrays are taken as tensors. */
import { tf } from '../engine/index.js'
import { define } from './define.js'
import { common, float, number } from './dtypes.js'
import { type Operand, tensorsOf } from './operand.js'
import { broadcast } from './shapes.js'
import type { OfTwo } from './signatures.js'

type Fn = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor

const of = (className: string, fn: Fn) =>
  define<OfTwo>({
    className,
    module: 'numpy',
    takes: ['x1', 'x2'],
    shape: broadcast,
    compute: (x1: Operand, x2: Operand) => fn(...common(...tensorsOf(x1, x2))),
  })

/** Of conditions something else than of numbers. */
const ofBoth = (className: string, conditions: Fn, numbers: Fn) =>
  of(className, (a, b) => (a.dtype === 'bool' ? conditions : numbers)(a, b))

const ofFloats = (className: string, fn: Fn) => of(className, (a, b) => fn(float(a), float(b)))
const ofNumbers = (className: string, fn: Fn) => of(className, (a, b) => fn(number(a), number(b)))

/**
 * `x1 + x2`. https://keras.io/api/ops/numpy/#add-function
 *
 * @example const y = ops.add(x, 1)
 */
export const add = ofBoth('Add', tf.logicalOr, tf.add)
/** `x1 - x2`. https://keras.io/api/ops/numpy/#subtract-function */
export const subtract = of('Subtract', tf.sub)
/** `x1 * x2`. https://keras.io/api/ops/numpy/#multiply-function */
export const multiply = ofBoth('Multiply', tf.logicalAnd, tf.mul)
/** `x1 / x2`, always floats. https://keras.io/api/ops/numpy/#divide-function */
export const divide = ofFloats('Divide', tf.div)
/** `x1 / x2`, always floats. https://keras.io/api/ops/numpy/#true_divide-function */
export const trueDivide = ofFloats('TrueDivide', tf.div)
/** `x1 / x2`, and 0 where x2 is. https://keras.io/api/ops/numpy/#divide_no_nan-function */
export const divideNoNan = ofFloats('DivideNoNan', (a, b) => {
  const none = tf.equal(b, 0)
  const quotient = tf.div(a, tf.where(none, tf.onesLike(b), b))
  return tf.where(tf.broadcastTo(none, quotient.shape), tf.zerosLike(quotient), quotient)
})
/** The next whole number below `x1 / x2`. https://keras.io/api/ops/numpy/#floor_divide-function */
export const floorDivide = ofNumbers('FloorDivide', (a, b) =>
  a.dtype === 'float32' ? tf.floor(tf.div(a, b)) : tf.floorDiv(a, b),
)
/** What is left of x1 in steps of x2, with the sign of x2. https://keras.io/api/ops/numpy/#mod-function */
export const mod = ofNumbers('Mod', (a, b) => tf.sub(a, tf.mul(b, wholeSteps(a, b))))
/** `x1 ** x2`. https://keras.io/api/ops/numpy/#power-function */
export const power = ofNumbers('Power', tf.pow)
/** The greater one. https://keras.io/api/ops/numpy/#maximum-function */
export const maximum = ofBoth('Maximum', tf.logicalOr, tf.maximum)
/** The smaller one. https://keras.io/api/ops/numpy/#minimum-function */
export const minimum = ofBoth('Minimum', tf.logicalAnd, tf.minimum)
/** The greater one, or the one that is a number. https://keras.io/api/ops/numpy/ */
export const fmax = ofNumbers('Fmax', (a, b) => ofTheNumbers(tf.maximum, a, b))
/** The smaller one, or the one that is a number. https://keras.io/api/ops/numpy/ */
export const fmin = ofNumbers('Fmin', (a, b) => ofTheNumbers(tf.minimum, a, b))
/** What is left of x1 in steps of x2, with the sign of x1. https://keras.io/api/ops/numpy/ */
export const fmod = ofNumbers('Fmod', (a, b) => {
  const [x, y] = [tf.abs(a), tf.abs(b)]
  return tf.mul(tf.sign(a), tf.sub(x, tf.mul(y, wholeSteps(x, y))))
})
/** 0 below 0, 1 above, and x2 at 0. https://keras.io/api/ops/numpy/ */
export const heaviside = ofFloats('Heaviside', (a, b) => {
  const at = tf.cast(tf.equal(a, 0), 'float32')
  return tf.add(tf.cast(tf.greater(a, 0), 'float32'), tf.mul(at, b))
})
/** `log2(2 ** x1 + 2 ** x2)`. https://keras.io/api/ops/numpy/ */
export const logaddexp2 = ofFloats('Logaddexp2', (a, b) => {
  const rest = tf.log1p(tf.pow(2, tf.neg(tf.abs(tf.sub(a, b)))))
  return tf.add(tf.maximum(a, b), tf.div(rest, Math.LN2))
})
/** The angle of the point (x2, x1). https://keras.io/api/ops/numpy/#arctan2-function */
export const arctan2 = ofFloats('Arctan2', tf.atan2)
/** `log(exp(x1) + exp(x2))`. https://keras.io/api/ops/numpy/#logaddexp-function */
export const logaddexp = ofFloats('Logaddexp', (a, b) =>
  tf.add(tf.maximum(a, b), tf.log1p(tf.exp(tf.neg(tf.abs(tf.sub(a, b)))))),
)
/** `sqrt(x1 ** 2 + x2 ** 2)`. https://keras.io/api/ops/numpy/#hypot-function */
export const hypot = ofFloats('Hypot', (a, b) => tf.sqrt(tf.add(tf.square(a), tf.square(b))))

const wholeSteps: Fn = (a, b) => (a.dtype === 'float32' ? tf.floor(tf.div(a, b)) : tf.floorDiv(a, b))

function ofTheNumbers(fn: Fn, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.dtype !== 'float32') return fn(a, b)
  const both = fn(a, b)
  const full = (x: tf.Tensor) => tf.broadcastTo(x, both.shape)
  const [x, y] = [full(a), full(b)]
  return tf.where(tf.isNaN(x), y, tf.where(tf.isNaN(y), x, both))
}
