import { constantOf } from '../differentiable.js'
import { tf } from '../tf.js'
import { isNestedGradient } from './nested.js'
import { replaceGradient } from './replace.js'

type Slope = (dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor) => tf.Tensor

const SELU_SCALE = 1.0507009873554805
const SELU_ALPHA = 1.6732632423543772

/** `dy` times a slope that may be infinite; where no gradient arrives none goes on. */
const unlessZero = (dy: tf.Tensor, product: tf.Tensor): tf.Tensor =>
  tf.where(
    constantOf(dy, (t) => tf.equal(t, 0)),
    tf.zerosLike(dy),
    product,
  )

const isNegative = (y: tf.Tensor): tf.Tensor => constantOf(y, (t) => tf.less(t, 0))

/** Gradients of single elements as TensorFlow computes them, from inputs and outputs. */
const slopes: Record<string, readonly [value: (x: tf.Tensor) => tf.Tensor, slope: Slope]> = {
  // TensorFlow.js has -1 at 0
  Abs: [tf.abs, (dy, x) => tf.mul(dy, tf.sign(x))],
  // by the output, which is NaN where there is none; by the input, TensorFlow.js has numbers there
  Acosh: [tf.acosh, (dy, _, y) => tf.div(dy, tf.sinh(y))],
  // these three have poles at which TensorFlow takes 0 times infinity for 0
  Reciprocal: [tf.reciprocal, (dy, _, y) => unlessZero(dy, tf.mul(dy, tf.neg(tf.square(y))))],
  Rsqrt: [tf.rsqrt, (dy, _, y) => unlessZero(dy, tf.mul(dy, tf.mul(tf.mul(tf.square(y), y), -0.5)))],
  Sqrt: [tf.sqrt, (dy, _, y) => unlessZero(dy, tf.div(tf.mul(dy, 0.5), y))],
  Elu: [tf.elu, (dy, _, y) => tf.where(isNegative(y), tf.mul(dy, tf.add(y, 1)), dy)],
  // TensorFlow.js has the slope of the left side at 0
  Selu: [
    tf.selu,
    (dy, _, y) =>
      tf.where(isNegative(y), tf.mul(dy, tf.add(y, SELU_SCALE * SELU_ALPHA)), tf.mul(dy, SELU_SCALE)),
  ],
}

/** Gradients that in TensorFlow.js differ from TensorFlow's at kinks and poles. */
export function registerKinkGradients(): void {
  for (const [kernelName, [value, slope]] of Object.entries(slopes)) {
    replaceGradient({
      kernelName,
      inputsToSave: ['x'],
      outputsToSave: [true],
      // TensorFlow.js does not know how a saved output came about, so an outer gradient needs it computed again
      gradFunc: (dy, [x, y]) => ({
        x: () => slope(dy as tf.Tensor, x!, isNestedGradient() ? value(x!) : y!),
      }),
    })
  }
}
