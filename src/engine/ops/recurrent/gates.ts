import { tf } from '../../tf.js'
import type { RecurrentInputs, RecurrentOptions, SequenceResult } from './options.js'
import { overTime, type RecurrentStep } from './over-time.js'

/** `gates` equal parts of the last axis. */
export const splitGates = (x: tf.Tensor, gates: number): tf.Tensor[] => tf.split(x, gates, -1)

/** `x · weights`; with masks [gates, ...shape of x], each gate has its own mask on x. */
export function gateProduct(
  x: tf.Tensor,
  weights: tf.Tensor,
  masks: tf.Tensor | null | undefined,
  multiply: (x: tf.Tensor, weights: tf.Tensor) => tf.Tensor = (a, b) =>
    tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D),
): tf.Tensor {
  if (!masks) return multiply(x, weights)
  const gates = [...tf.unstack(masks, 0)]
  const columns = splitGates(weights, gates.length)
  return tf.concat(
    gates.map((mask, i) => multiply(tf.mul(x, mask), columns[i]!)),
    -1,
  )
}

/** A whole sequence as a loop of operators: projects all inputs at once, then steps from projection to projection. */
export function loopOverProjections(
  step: RecurrentStep,
  { x: values, kernel, recurrentKernel, bias }: RecurrentInputs,
  options: RecurrentOptions & { states: number },
): SequenceResult {
  const x = tf.cast(values, 'float32')
  const [batch, steps, inputs] = x.shape
  const masks = options.inputMask && tf.expandDims(options.inputMask, 2)
  const flat = (a: tf.Tensor, b: tf.Tensor) =>
    tf.matMul(tf.reshape(a, [batch * steps, inputs]), b as tf.Tensor2D)
  const product = gateProduct(x, kernel, masks, flat)
  const projected = tf.reshape(bias ? tf.add(product, bias) : product, [batch, steps, -1])
  const units = recurrentKernel.shape[0]
  const initial =
    options.initialState?.map((state) => tf.cast(state, 'float32')) ??
    Array.from({ length: options.states }, () => tf.zeros([batch, units]))
  const { output, states } = overTime(step, projected, initial, options)
  return { output, states: options.returnState ? states : [] }
}
