import {
  logitsOf,
  sigmoidCrossentropy,
  softmaxCrossentropy,
  sparseSoftmaxCrossentropy,
  tf,
} from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'
import { EPSILON, floats } from './loss.js'

export interface CrossentropyFunctionOptions {
  /** Whether predictions are any numbers, not probabilities. Default false. */
  fromLogits?: boolean
  /** From 0 to 1: how far targets are moved towards equal probabilities. Default 0. */
  labelSmoothing?: number
  /** The axis of the classes. Default -1. */
  axis?: number
}

/** The predictions, or the logits they were computed from, which then are used as Keras does. */
function predictions(yPred: tf.Tensor, fromLogits: boolean): { output: tf.Tensor; fromLogits: boolean } {
  const logits = logitsOf(yPred)
  return logits ? { output: logits, fromLogits: true } : { output: yPred, fromLogits }
}

/** Probabilities, kept away from 0 and 1. */
export const clipped = (p: tf.Tensor): tf.Tensor => tf.clipByValue(p, EPSILON, 1 - EPSILON)

/** Targets for several classes, smoothed. */
export function smoothedClasses(yTrue: tf.Tensor, labelSmoothing: number): tf.Tensor {
  const target = floats(yTrue)
  if (labelSmoothing === 0) return target
  return tf.add(tf.mul(target, 1 - labelSmoothing), labelSmoothing / target.shape.at(-1)!)
}

/** Targets 0 or 1, smoothed. */
export function smoothedBinary(yTrue: tf.Tensor, labelSmoothing: number): tf.Tensor {
  const target = floats(yTrue)
  return labelSmoothing === 0 ? target : tf.add(tf.mul(target, 1 - labelSmoothing), 0.5 * labelSmoothing)
}

function checkSameShape(name: string, yTrue: tf.Tensor, yPred: tf.Tensor, hint?: string): void {
  if (tf.util.arraysEqual(yTrue.shape, yPred.shape)) return
  throw new KeratinError(
    'SHAPE',
    `${name}: targets must have the shape of the predictions, ${showShape(yPred.shape)}. ` +
      `Received: targets of shape ${showShape(yTrue.shape)}.`,
    { hint },
  )
}

/** Moves an axis to the end. */
export function axisLast(x: tf.Tensor, axis: number): tf.Tensor {
  const at = axis < 0 ? axis + x.rank : axis
  if (at === x.rank - 1) return x
  const order = [...x.shape.keys()].filter((i) => i !== at)
  return tf.transpose(x, [...order, at])
}

/** `-sum(yTrue * log(yPred))` along an axis, for one-hot targets. */
export function categoricalCrossentropy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { fromLogits = false, labelSmoothing = 0, axis = -1 }: CrossentropyFunctionOptions = {},
): tf.Tensor {
  checkSameShape(
    'categorical_crossentropy',
    yTrue,
    yPred,
    'For targets that are class numbers use sparse_categorical_crossentropy.',
  )
  const target = smoothedClasses(yTrue, labelSmoothing)
  const { output, fromLogits: logits } = predictions(yPred, fromLogits)
  if (logits) return softmaxCrossentropy(axisLast(target, axis), axisLast(output, axis))
  const normalized = tf.div(output, tf.sum(output, axis, true))
  return tf.neg(tf.sum(tf.mul(target, tf.log(clipped(normalized))), axis))
}

/** `-yTrue * log(yPred) - (1 - yTrue) * log(1 - yPred)`, element by element. */
export function elementwiseBinaryCrossentropy(
  target: tf.Tensor,
  yPred: tf.Tensor,
  fromLogits: boolean,
): tf.Tensor {
  checkSameShape('binary_crossentropy', target, yPred)
  const { output, fromLogits: logits } = predictions(yPred, fromLogits)
  if (logits) return sigmoidCrossentropy(target, output)
  const p = clipped(output)
  const ones = tf.mul(target, tf.log(p))
  const zeros = tf.mul(tf.sub(1, target), tf.log(tf.sub(1, p)))
  return tf.neg(tf.add(ones, zeros))
}

/** `mean(-yTrue * log(yPred) - (1 - yTrue) * log(1 - yPred))` along an axis, for targets 0 and 1. */
export function binaryCrossentropy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { fromLogits = false, labelSmoothing = 0, axis = -1 }: CrossentropyFunctionOptions = {},
): tf.Tensor {
  return tf.mean(
    elementwiseBinaryCrossentropy(smoothedBinary(yTrue, labelSmoothing), yPred, fromLogits),
    axis,
  )
}

export interface SparseCrossentropyFunctionOptions {
  /** Whether predictions are any numbers, not probabilities. Default false. */
  fromLogits?: boolean
  /** Targets of this class do not count. Default: none. */
  ignoreClass?: number | null
}

/** Class numbers without a last axis of size 1. */
export const classNumbers = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  yTrue.rank === yPred.rank && yTrue.shape.at(-1) === 1 ? tf.squeeze(yTrue, [yTrue.rank - 1]) : yTrue

/** Which targets count where those of one class are ignored, in the shape of the losses. */
export const countedMask = (yTrue: tf.Tensor, yPred: tf.Tensor, ignoreClass: number): tf.Tensor =>
  tf.reshape(tf.notEqual(yTrue, tf.scalar(ignoreClass, yTrue.dtype as 'float32')), yPred.shape.slice(0, -1))

/** `-log(yPred[yTrue])` along the last axis, for targets that are class numbers. */
export function sparseCategoricalCrossentropy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { fromLogits = false, ignoreClass = null }: SparseCrossentropyFunctionOptions = {},
): tf.Tensor {
  const labels = classNumbers(yTrue, yPred)
  const expected = yPred.shape.slice(0, -1)
  if (!tf.util.arraysEqual(labels.shape, expected)) {
    throw new KeratinError(
      'SHAPE',
      `sparse_categorical_crossentropy: targets must be class numbers of shape ${showShape(expected)}, ` +
        `for predictions of shape ${showShape(yPred.shape)}. Received: targets of shape ${showShape(yTrue.shape)}.`,
      { hint: 'For one-hot targets use categorical_crossentropy.' },
    )
  }
  if (ignoreClass === null) return sparseLosses(labels, predictions(yPred, fromLogits))
  const counts = countedMask(labels, yPred, ignoreClass)
  const output = tf.where(tf.expandDims(counts, -1), yPred, tf.zerosLike(yPred))
  const kept = tf.where(counts, labels, tf.zerosLike(labels))
  const losses = sparseLosses(kept, { output, fromLogits })
  return tf.where(counts, losses, tf.zerosLike(losses))
}

function sparseLosses(
  labels: tf.Tensor,
  { output, fromLogits }: { output: tf.Tensor; fromLogits: boolean },
): tf.Tensor {
  return sparseSoftmaxCrossentropy(tf.cast(labels, 'int32'), fromLogits ? output : tf.log(clipped(output)))
}
