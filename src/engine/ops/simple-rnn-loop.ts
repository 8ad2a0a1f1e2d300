import { KeratinError } from '../../support/errors.js'
import { tf } from '../tf.js'
import type { SimpleRNNOptions, SimpleRNNResult } from './simple-rnn.js'

const activations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
}

/** `simpleRNN` as a loop of operators, for engines and activations without a kernel. */
export function simpleRNNLoop(
  x: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrentKernel: tf.Tensor2D,
  bias: tf.Tensor1D | null,
  options: SimpleRNNOptions & { activation: string },
): SimpleRNNResult {
  const activate = options.activationFn ?? activations[options.activation]
  if (!activate) {
    throw new KeratinError(
      'UNSUPPORTED',
      `simpleRNN has no kernel for the activation "${options.activation}".`,
      {
        hint: 'Pass it as activationFn.',
      },
    )
  }
  const [batch, steps, inputs] = x.shape
  const units = recurrentKernel.shape[0]
  const flat = tf.matMul(tf.reshape(x, [batch * steps, inputs]), kernel)
  const projected = tf.reshape(bias ? tf.add(flat, bias) : flat, [batch, steps, units])
  // copies, because the gradient refers to the lists themselves
  const projections = [...tf.unstack(projected, 1)]
  const masks = options.mask ? [...tf.unstack(tf.cast(options.mask, 'bool'), 1)] : []
  if (options.goBackwards) {
    projections.reverse()
    masks.reverse()
  }
  const outputs: tf.Tensor[] = []
  let state: tf.Tensor = options.initialState ?? tf.zeros([batch, units])
  for (const [t, projection] of projections.entries()) {
    const next = activate(tf.add(projection, tf.matMul(state as tf.Tensor2D, recurrentKernel)))
    const counts = masks[t] && tf.expandDims(masks[t], -1)
    const before = (!options.zeroOutputForMask && outputs.at(-1)) || tf.zerosLike(next)
    outputs.push(counts ? tf.where(counts, next, before) : next)
    state = counts ? tf.where(counts, next, state) : next
  }
  const output = options.returnSequences ? tf.stack(outputs, 1) : outputs.at(-1)!
  return options.returnState ? { output, state } : { output }
}
