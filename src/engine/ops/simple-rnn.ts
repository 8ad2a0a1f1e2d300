import { tf } from '../tf.js'
import { isNativeActivation } from '../wasm/activation.js'
import { hasNativeKernels } from './native.js'
import { activationOf } from './recurrent/activations.js'
import { gateProduct, loopOverProjections } from './recurrent/gates.js'
import {
  checkShapes,
  type RecurrentInputs,
  type RecurrentOptions,
  type SequenceResult,
} from './recurrent/options.js'
import type { RecurrentStep } from './recurrent/over-time.js'
import { wholeSequence } from './recurrent/whole-sequence.js'

export type SimpleRNNOptions = RecurrentOptions

/**
 * A fully connected recurrent layer over a whole sequence:
 * `h[t] = activation(x[t] · kernel + h[t-1] · recurrentKernel + bias)`.
 *
 * Differentiable in x, kernel, recurrentKernel, bias and initialState. One kernel forward and one backward on the wasm
 * engine; a loop of operators elsewhere.
 *
 * @param x [batch, steps, inputs]
 * @param kernel [inputs, units]
 * @param recurrentKernel [units, units]
 * @param bias [units] or null
 * @throws KeratinError SHAPE if shapes do not fit
 * @example const { output } = simpleRNN(x, kernel, recurrentKernel, bias, { returnSequences: true })
 * @see https://keras.io/api/layers/recurrent_layers/simple_rnn/
 */
export function simpleRNN(
  x: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrentKernel: tf.Tensor2D,
  bias: tf.Tensor1D | null,
  options: SimpleRNNOptions = {},
): SequenceResult {
  const { activation = 'tanh' } = options
  const inputs = { x, kernel, recurrentKernel, bias }
  const units = recurrentKernel.shape[0]
  checkShapes('simpleRNN', inputs, options, { gates: 1, states: 1, biasShape: [units] })
  if (!hasNativeKernels() || !isNativeActivation(activation)) return simpleRNNLoop(inputs, options)
  return wholeSequence({ name: 'KeratinSimpleRNN', states: 1, attrs: { activation } }, inputs, options)
}

/** `simpleRNN` as a loop of operators, for engines and activations without a kernel. */
export function simpleRNNLoop(inputs: RecurrentInputs, options: SimpleRNNOptions): SequenceResult {
  const activation = activationOf('simpleRNN', options.activation ?? 'tanh', options.activationFn)
  const step = simpleRNNStep({ ...inputs, activation, recurrentMask: options.recurrentMask })
  return loopOverProjections(step, inputs, { ...options, states: 1 })
}

export interface SimpleRNNStepOptions {
  recurrentKernel: tf.Tensor2D
  activation: (x: tf.Tensor) => tf.Tensor
  /** Factors of the state, [1, batch, units]. */
  recurrentMask?: tf.Tensor | null
}

/** One step, from inputs that are projected already, with their bias: `h' = activation(x + h · recurrentKernel)`. */
export const simpleRNNStep =
  ({ recurrentKernel, activation, recurrentMask }: SimpleRNNStepOptions): RecurrentStep =>
  (x, [h]) => {
    const output = activation(tf.add(x, gateProduct(h!, recurrentKernel, recurrentMask)))
    return { output, states: [output] }
  }
