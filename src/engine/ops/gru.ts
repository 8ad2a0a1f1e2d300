import { tf } from '../tf.js'
import { isNativeActivation } from '../wasm/activation.js'
import { hasNativeKernels } from './native.js'
import { activationOf } from './recurrent/activations.js'
import { loopOverProjections, splitGates } from './recurrent/gates.js'
import {
  checkShapes,
  type GatedOptions,
  type RecurrentInputs,
  type SequenceResult,
} from './recurrent/options.js'
import type { RecurrentStep } from './recurrent/over-time.js'
import { wholeSequence } from './recurrent/whole-sequence.js'

export interface GRUOptions extends GatedOptions {
  /** Whether the reset gate comes behind the product with the recurrent kernel. Default true. */
  resetAfter?: boolean
}

/**
 * A gated recurrent unit over a whole sequence: `h[t] = z h[t-1] + (1 - z) candidate`, with z and the reset gate r from
 * the recurrent activation of `x[t] · kernel + h[t-1] · recurrentKernel + bias`, and
 * `candidate = activation(x[t] · kernel + bias + r (h[t-1] · recurrentKernel + recurrentBias))`, or with
 * `(r h[t-1]) · recurrentKernel` unless resetAfter.
 *
 * Differentiable in x, kernel, recurrentKernel, bias and initialState. One kernel forward and one backward on the wasm
 * engine; a loop of operators elsewhere.
 *
 * @param x [batch, steps, inputs]
 * @param kernel [inputs, 3 units], in the order z, r, candidate
 * @param recurrentKernel [units, 3 units]
 * @param bias [2, 3 units], of inputs and state; [3 units] unless resetAfter; or null
 * @throws KeratinError SHAPE if shapes do not fit
 * @example const { output } = gru(x, kernel, recurrentKernel, bias, { returnSequences: true })
 * @see https://keras.io/api/layers/recurrent_layers/gru/
 */
export function gru(
  x: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrentKernel: tf.Tensor2D,
  bias: tf.Tensor | null,
  options: GRUOptions = {},
): SequenceResult {
  const { activation = 'tanh', recurrentActivation = 'sigmoid', resetAfter = true } = options
  const inputs = { x, kernel, recurrentKernel, bias }
  const columns = 3 * recurrentKernel.shape[0]
  const biasShape = resetAfter ? [2, columns] : [columns]
  checkShapes('gru', inputs, options, { gates: 3, states: 1, biasShape })
  const native =
    hasNativeKernels() && isNativeActivation(activation) && isNativeActivation(recurrentActivation)
  if (!native) return gruLoop(inputs, options)
  const attrs = { activation, recurrentActivation, resetAfter }
  return wholeSequence({ name: 'KeratinGRU', states: 1, attrs }, inputs, options)
}

/** `gru` as a loop of operators, for engines and activations without a kernel. */
export function gruLoop(inputs: RecurrentInputs, options: GRUOptions): SequenceResult {
  const { activation = 'tanh', recurrentActivation = 'sigmoid', resetAfter = true } = options
  const { bias, recurrentKernel } = inputs
  const [inputBias, recurrentBias] = bias && resetAfter ? biasRows(bias) : [bias, null]
  const step = gruStep({
    ...{ recurrentKernel, recurrentBias, resetAfter },
    recurrentMask: options.recurrentMask,
    activation: activationOf('gru', activation, options.activationFn),
    recurrentActivation: activationOf('gru', recurrentActivation, options.recurrentActivationFn),
  })
  return loopOverProjections(step, { ...inputs, bias: inputBias }, { ...options, states: 1 })
}

/** The biases of inputs and state. */
export const biasRows = (bias: tf.Tensor): [tf.Tensor, tf.Tensor] =>
  tf.unstack(bias, 0) as [tf.Tensor, tf.Tensor]

export interface GRUStepOptions {
  recurrentKernel: tf.Tensor
  /** [3 units], with resetAfter. */
  recurrentBias: tf.Tensor | null
  resetAfter: boolean
  activation: (x: tf.Tensor) => tf.Tensor
  recurrentActivation: (x: tf.Tensor) => tf.Tensor
  /** Factors of the state, [3, batch, units]. */
  recurrentMask?: tf.Tensor | null
}

type Three = [tf.Tensor, tf.Tensor, tf.Tensor]

/** One step, from inputs that are projected already, with their bias. */
export function gruStep(options: GRUStepOptions): RecurrentStep {
  const { recurrentKernel, recurrentBias, resetAfter, activation, recurrentActivation } = options
  const masks = options.recurrentMask ? [...tf.unstack(options.recurrentMask, 0)] : []
  const columns = splitGates(recurrentKernel, 3) as Three
  const biases = recurrentBias ? splitGates(recurrentBias, 3) : []
  return (x, [h]) => {
    const [xz, xr, xh] = splitGates(x, 3) as Three
    const product = (state: tf.Tensor, gate: number) => {
      const given = masks[gate] ? tf.mul(state, masks[gate]) : state
      const result = tf.matMul(given as tf.Tensor2D, columns[gate] as tf.Tensor2D)
      return biases[gate] ? tf.add(result, biases[gate]) : result
    }
    const z = recurrentActivation(tf.add(xz, product(h!, 0)))
    const r = recurrentActivation(tf.add(xr, product(h!, 1)))
    const given = resetAfter ? tf.mul(r, product(h!, 2)) : product(tf.mul(r, h!), 2)
    const candidate = activation(tf.add(xh, given))
    const output = tf.add(tf.mul(z, h!), tf.mul(tf.sub(1, z), candidate))
    return { output, states: [output] }
  }
}
