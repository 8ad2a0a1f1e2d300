import { tf } from '../engine/index.js'

/** Which positions of a tensor count; null where all do. */
export type Mask = tf.Tensor | null
export type Masks = Mask | Mask[]

/** The masks that travel with the tensors of a pass, as Keras' `_keras_mask` does. */
export class TensorMasks {
  #of: WeakMap<tf.Tensor, tf.Tensor> | undefined
  #all: WeakSet<tf.Tensor> | undefined

  /** Whether any tensor has a mask: most passes have none, and look no further. */
  get any(): boolean {
    return this.#of !== undefined
  }

  get(tensor: tf.Tensor): Mask {
    return this.#of?.get(tensor) ?? null
  }

  /** The mask of a tensor, or of each of a list. */
  in(value: unknown): Masks {
    if (!this.#of) return null
    if (Array.isArray(value)) return value.map((t) => this.in(t) as Mask)
    return value instanceof tf.Tensor ? this.get(value) : null
  }

  set(tensor: tf.Tensor, mask: tf.Tensor): void {
    this.#of ??= new WeakMap()
    this.#all ??= new WeakSet()
    this.#of.set(tensor, mask)
    this.#all.add(mask)
  }

  /** Whether a tensor is the mask of another, and so must stay as long as that one. */
  holds(tensor: tf.Tensor): boolean {
    return this.#all?.has(tensor) ?? false
  }
}
