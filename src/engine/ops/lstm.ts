import { tf } from '../tf.js'
import { isNativeActivation } from '../wasm/activation.js'
import { hasNativeKernels } from './native.js'
import { activationOf } from './recurrent/activations.js'
import { gateProduct, loopOverProjections, splitGates } from './recurrent/gates.js'
import {
  checkShapes,
  type GatedOptions,
  type RecurrentInputs,
  type SequenceResult,
} from './recurrent/options.js'
import type { RecurrentStep } from './recurrent/over-time.js'
import { wholeSequence } from './recurrent/whole-sequence.js'

export type LSTMOptions = GatedOptions

/**
 * A long short-term memory over a whole sequence. With the gates `i, f, g, o = split(x[t] · kernel + h[t-1] ·
 * recurrentKernel + bias)`, of which g goes through the activation and the others through the recurrent activation:
 * `c[t] = f c[t-1] + i g`, `h[t] = o activation(c[t])`.
 *
 * Differentiable in x, kernel, recurrentKernel, bias and initialState. One kernel forward and one backward on the wasm
 * engine; a loop of operators elsewhere.
 *
 * @param x [batch, steps, inputs]
 * @param kernel [inputs, 4 units], the gates in the order i, f, g, o
 * @param recurrentKernel [units, 4 units]
 * @param bias [4 units] or null
 * @returns the output; the states are h and c
 * @throws KeratinError SHAPE if shapes do not fit
 * @example const { output } = lstm(x, kernel, recurrentKernel, bias, { returnSequences: true })
 * @see https://keras.io/api/layers/recurrent_layers/lstm/
 */
export function lstm(
  x: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrentKernel: tf.Tensor2D,
  bias: tf.Tensor1D | null,
  options: LSTMOptions = {},
): SequenceResult {
  const { activation = 'tanh', recurrentActivation = 'sigmoid' } = options
  const inputs = { x, kernel, recurrentKernel, bias }
  const units = recurrentKernel.shape[0]
  checkShapes('lstm', inputs, options, { gates: 4, states: 2, biasShape: [4 * units] })
  const native =
    hasNativeKernels() && isNativeActivation(activation) && isNativeActivation(recurrentActivation)
  if (!native) return lstmLoop(inputs, options)
  const attrs = { activation, recurrentActivation }
  return wholeSequence({ name: 'KeratinLSTM', states: 2, attrs }, inputs, options)
}

/** `lstm` as a loop of operators, for engines and activations without a kernel. */
export function lstmLoop(inputs: RecurrentInputs, options: LSTMOptions): SequenceResult {
  const { activation = 'tanh', recurrentActivation = 'sigmoid' } = options
  const step = lstmStep({
    recurrentProduct: (h) => gateProduct(h, inputs.recurrentKernel, options.recurrentMask),
    activation: activationOf('lstm', activation, options.activationFn),
    recurrentActivation: activationOf('lstm', recurrentActivation, options.recurrentActivationFn),
  })
  return loopOverProjections(step, inputs, { ...options, states: 2 })
}

export interface LSTMStepOptions {
  /** What the state gives to the gates, side by side on the last axis. */
  recurrentProduct: (h: tf.Tensor) => tf.Tensor
  activation: (x: tf.Tensor) => tf.Tensor
  recurrentActivation: (x: tf.Tensor) => tf.Tensor
}

/** One step, from inputs that are projected to the gates already, with their bias. */
export const lstmStep =
  ({ recurrentProduct, activation, recurrentActivation }: LSTMStepOptions): RecurrentStep =>
  (x, [h, c]) => {
    const [i, f, g, o] = splitGates(tf.add(x, recurrentProduct(h!)), 4) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ]
    const kept = tf.mul(recurrentActivation(f), c!)
    const carry = tf.add(kept, tf.mul(recurrentActivation(i), activation(g)))
    const output = tf.mul(recurrentActivation(o), activation(carry))
    return { output, states: [output, carry] }
  }
