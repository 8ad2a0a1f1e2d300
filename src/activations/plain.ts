import type { tf } from '../engine/index.js'

// biome-ignore lint/suspicious/noExplicitAny: whatever options each of them has
export type OfTensor = (x: tf.Tensor, ...options: any[]) => tf.Tensor

const plain = new Map<unknown, OfTensor>()

/** Notes which function of tensors a function of the public API calls. */
export function notePlain(called: unknown, fn: OfTensor): void {
  plain.set(called, fn)
}

/** The function of tensors that one of these calls: layers compute with that, and files know its name. */
export const plainActivation = (fn: unknown): unknown => plain.get(fn) ?? fn
