import { einsumGradient } from '../ops/einsum.js'
import type { tf } from '../tf.js'
import { replaceGradient } from './replace.js'

/** The gradient of `tf.einsum`, which TensorFlow.js has not. */
export function registerEinsumGradient(): void {
  replaceGradient({
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradFunc: (dy, saved, { equation }) =>
      Object.fromEntries(
        saved.map((_, i) => [i, () => einsumGradient(equation as string, dy as tf.Tensor, saved, i)]),
      ),
  })
}
