import { tf } from '../engine/index.js'
import { isPlainObject } from '../support/options.js'

/**
 * A constant in the graph: the values of a tensor at the time of the call. It holds no memory of the engine, so it
 * lives as long as the graph and needs no disposal; whoever made the tensor may dispose it.
 */
export class FixedTensor {
  readonly shape: readonly number[]
  readonly dtype: tf.DataType
  readonly #values: Float32Array | Int32Array | Uint8Array | string[]

  constructor(tensor: tf.Tensor) {
    this.shape = [...tensor.shape]
    this.dtype = tensor.dtype
    this.#values = tensor.dataSync().slice()
  }

  /** The values as a new tensor. */
  tensor(): tf.Tensor {
    return tf.tensor(this.#values.slice(), [...this.shape], this.dtype)
  }

  /** The values as nested lists, as files hold them. */
  toJSON(): unknown {
    const nested = (axis: number, from: number, size: number): unknown => {
      if (axis === this.shape.length) return this.dtype === 'bool' ? !!this.#values[from] : this.#values[from]
      const n = this.shape[axis]!
      return Array.from({ length: n }, (_, i) => nested(axis + 1, from + (i * size) / n, size / n))
    }
    return nested(0, 0, this.#values.length)
  }
}

/** The same nested lists and plain objects with tensors as constants; variables stay what they are. */
export function fixTensors(value: unknown): unknown {
  if (value instanceof tf.Variable) return value
  if (value instanceof tf.Tensor) return new FixedTensor(value)
  if (Array.isArray(value)) return value.map(fixTensors)
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fixTensors(v)]))
}
