/** Questions about single numbers. */
import { tf } from '../engine/index.js'
import { define } from './define.js'
import { condition, float } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import { same } from './shapes.js'
import type { OfOne } from './signatures.js'

const of = (className: string, fn: (x: tf.Tensor) => tf.Tensor) =>
  define<OfOne>({
    className,
    module: 'numpy',
    takes: ['x'],
    shape: same,
    compute: (x: Operand) => fn(tensorOf(x)),
  })

/** Whether it is not a number. https://keras.io/api/ops/numpy/#isnan-function */
export const isnan = of('Isnan', (x) => tf.isNaN(float(x)))
/** Whether it is infinite. https://keras.io/api/ops/numpy/#isinf-function */
export const isinf = of('Isinf', (x) => tf.isInf(float(x)))
/** Whether it is finite. https://keras.io/api/ops/numpy/#isfinite-function */
export const isfinite = of('Isfinite', (x) => tf.isFinite(float(x)))
/** Whether it is infinite and positive. https://keras.io/api/ops/numpy/ */
export const isposinf = of('Isposinf', (x) => tf.equal(float(x), Number.POSITIVE_INFINITY))
/** Whether it is infinite and negative. https://keras.io/api/ops/numpy/ */
export const isneginf = of('Isneginf', (x) => tf.equal(float(x), Number.NEGATIVE_INFINITY))
/** Whether it is 0, or does not hold. https://keras.io/api/ops/numpy/#logical_not-function */
export const logicalNot = of('LogicalNot', (x) => tf.logicalNot(condition(x)))
