/** Smooth activations, element by element. */
import { withDerivative } from '../engine/differentiable.js'
import { tf } from '../engine/index.js'
import { attachLogits } from '../engine/logits.js'

/** `1 / (1 + exp(-x))`. */
export const sigmoid = (x: tf.Tensor): tf.Tensor => attachLogits(tf.sigmoid(x), x)

/** The hyperbolic tangent. */
export const tanh = (x: tf.Tensor): tf.Tensor => tf.tanh(tf.cast(x, 'float32'))

/** `exp(x)`. */
export const exponential = (x: tf.Tensor): tf.Tensor => tf.exp(x)

/** `x` above 0, `alpha * (exp(x) - 1)` below; `alpha` defaults to 1. */
export const elu = (x: tf.Tensor, { alpha = 1 }: { alpha?: number } = {}): tf.Tensor =>
  alpha === 1
    ? tf.elu(x)
    : withDerivative(
        x,
        (v) => tf.where(tf.greater(v, 0), v, tf.mul(tf.expm1(tf.minimum(v, 0)), alpha)),
        (v, y) => tf.where(tf.greater(v, 0), tf.onesLike(y), tf.add(y, alpha)),
      )

/** The self-normalizing `1.0507 * elu(x, alpha = 1.67326)`. */
export const selu = (x: tf.Tensor): tf.Tensor => tf.selu(x)

/** `max(x, 0) + alpha * (exp(min(x, 0) / alpha) - 1)`; `alpha` defaults to 1. */
export const celu = (x: tf.Tensor, { alpha = 1 }: { alpha?: number } = {}): tf.Tensor =>
  tf.add(tf.maximum(x, 0), tf.mul(tf.expm1(tf.div(tf.minimum(x, 0), alpha)), alpha))

/** `log(1 + exp(x))`. */
export const softplus = (x: tf.Tensor): tf.Tensor => tf.softplus(x)

/** `x / (1 + |x|)`. */
export const softsign = (x: tf.Tensor): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.div(v, tf.add(tf.abs(v), 1)),
    (v) => tf.square(tf.reciprocal(tf.add(tf.abs(v), 1))),
  )

/** `x * sigmoid(x)`, also called swish. */
export const silu = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.sigmoid(x))

/** `x * P(X <= x)` with X normal; `approximate` (default false) takes the formula with tanh. */
export const gelu = (x: tf.Tensor, { approximate = false }: { approximate?: boolean } = {}): tf.Tensor =>
  approximate ? approximateGelu(x) : tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1))

const GELU_FACTOR = 2 * Math.sqrt(2 / Math.PI)
const GELU_CUBIC = 0.044715
/** From here on TensorFlow's tanh, of half of it, is exactly 1. */
const SATURATED = 15.8

/** `x * (1 + tanh(u)) / 2` as `x * sigmoid(2u)`: the sum would lose the small values. */
function approximateGelu(x: tf.Tensor): tf.Tensor {
  const inner = (v: tf.Tensor) => tf.mul(tf.add(v, tf.mul(tf.pow(v, 3), GELU_CUBIC)), GELU_FACTOR)
  const flat = (u: tf.Tensor) => tf.greater(tf.abs(u), SATURATED)
  const probability = (u: tf.Tensor) => tf.where(flat(u), tf.step(u), tf.sigmoid(u))
  return withDerivative(
    x,
    (v) => tf.mul(v, probability(inner(v))),
    (v) => {
      const u = inner(v)
      const p = probability(u)
      const slope = tf.mul(tf.add(tf.mul(tf.square(v), 3 * GELU_CUBIC), 1), GELU_FACTOR)
      const curved = tf.mul(tf.mul(v, slope), tf.mul(p, tf.sub(1, p)))
      return tf.add(p, tf.where(flat(u), tf.zerosLike(u), curved))
    },
  )
}

/** `x * tanh(softplus(x))`. */
export const mish = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.tanh(tf.softplus(x)))

/** `log(sigmoid(x))`. */
export const logSigmoid = (x: tf.Tensor): tf.Tensor => tf.neg(tf.softplus(tf.neg(x)))

/** `x - tanh(x)`. */
export const tanhShrink = (x: tf.Tensor): tf.Tensor => tf.sub(x, tf.tanh(x))

/** `(x + sqrt(x^2 + b)) / 2`; `b` defaults to 4. */
export const squareplus = (x: tf.Tensor, { b = 4 }: { b?: number } = {}): tf.Tensor =>
  tf.div(tf.add(x, tf.sqrt(tf.add(tf.square(x), b))), 2)
