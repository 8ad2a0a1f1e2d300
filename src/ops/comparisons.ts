/** Comparisons and conditions, element by element; shapes are broadcast. */
import { tf } from '../engine/index.js'
import { define } from './define.js'
import { common, condition, float, number } from './dtypes.js'
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
    compute: (x1: Operand, x2: Operand) => fn(...tensorsOf(x1, x2)),
  })

const ofNumbers = (className: string, fn: Fn) => of(className, (a, b) => fn(...common(number(a), number(b))))
const ofConditions = (className: string, fn: Fn) => of(className, (a, b) => fn(condition(a), condition(b)))

/** `x1 == x2`. https://keras.io/api/ops/numpy/#equal-function */
export const equal = ofNumbers('Equal', tf.equal)
/** `x1 != x2`. https://keras.io/api/ops/numpy/#not_equal-function */
export const notEqual = ofNumbers('NotEqual', tf.notEqual)
/** `x1 > x2`. https://keras.io/api/ops/numpy/#greater-function */
export const greater = ofNumbers('Greater', tf.greater)
/** `x1 >= x2`. https://keras.io/api/ops/numpy/#greater_equal-function */
export const greaterEqual = ofNumbers('GreaterEqual', tf.greaterEqual)
/** `x1 < x2`. https://keras.io/api/ops/numpy/#less-function */
export const less = ofNumbers('Less', tf.less)
/** `x1 <= x2`. https://keras.io/api/ops/numpy/#less_equal-function */
export const lessEqual = ofNumbers('LessEqual', tf.lessEqual)
/** Whether both hold. https://keras.io/api/ops/numpy/#logical_and-function */
export const logicalAnd = ofConditions('LogicalAnd', tf.logicalAnd)
/** Whether one of them holds. https://keras.io/api/ops/numpy/#logical_or-function */
export const logicalOr = ofConditions('LogicalOr', tf.logicalOr)
/** Whether just one of them holds. https://keras.io/api/ops/numpy/#logical_xor-function */
export const logicalXor = ofConditions('LogicalXor', tf.logicalXor)

/** Whether `|x1 - x2| <= atol + rtol * |x2|` (default 1e-5 and 1e-8). https://keras.io/api/ops/numpy/#isclose-function */
export const isclose = define<
  OfTwo<
    | [rtol?: number, atol?: number, equalNan?: boolean]
    | [options: { rtol?: number; atol?: number; equalNan?: boolean }]
  >
>({
  className: 'Isclose',
  module: 'numpy',
  takes: ['x1', 'x2', 'rtol', 'atol'],
  settings: { equalNan: false },
  compute(
    x1: Operand,
    x2: Operand,
    rtol: number | null,
    atol: number | null,
    { equalNan }: { equalNan: boolean },
  ) {
    const [a, b] = tensorsOf(x1, x2).map(float) as [tf.Tensor, tf.Tensor]
    const near = tf.lessEqual(tf.abs(tf.sub(a, b)), tf.add(tf.mul(tf.abs(b), rtol ?? 1e-5), atol ?? 1e-8))
    return equalNan ? tf.logicalOr(near, tf.logicalAnd(tf.isNaN(a), tf.isNaN(b))) : near
  },
})
