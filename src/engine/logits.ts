import type { tf } from './tf.js'

const logits = new WeakMap<tf.Tensor, tf.Tensor>()

/**
 * Notes that a tensor of probabilities was computed from `input`, as Keras does for softmax and sigmoid: a
 * crossentropy of that very tensor is then computed from the logits, exact where probabilities round to 0 or 1.
 *
 * The note does not keep `input` alive; once that is disposed, the crossentropy uses the probabilities.
 */
export function attachLogits<T extends tf.Tensor>(probabilities: T, input: tf.Tensor): T {
  logits.set(probabilities, input)
  return probabilities
}

/** The logits that a tensor of probabilities was computed from, if they are known and still there. */
export function logitsOf(probabilities: tf.Tensor): tf.Tensor | undefined {
  const input = logits.get(probabilities)
  return input && !input.isDisposed ? input : undefined
}
