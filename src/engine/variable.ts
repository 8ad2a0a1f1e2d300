import { KeratinError, showShape } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { tf } from './tf.js'

export interface VariableOptions {
  /** Short name: `kernel`. */
  name: string
  shape: readonly number[]
  dtype?: 'float32' | 'int32' | 'bool'
  /** How files hold it, where that differs from `dtype`: counters are 64 bits wide. */
  storedDtype?: 'int64'
  trainable?: boolean
  /** Makes the first value; called once, when the value is first read, and never if one is assigned before. */
  initial: () => tf.Tensor
  /** A penalty that training adds to the loss. */
  regularizer?: ((value: tf.Tensor) => tf.Tensor) | null
  /** A projection that training applies after each update. */
  constraint?: ((value: tf.Tensor) => tf.Tensor) | null
}

/**
 * Variables so far, of all copies of the library in a process, which share one engine: names that TensorFlow.js gives
 * begin anew when its engine is reset, and it would then take an old variable that is disposed for a new one.
 */
const key = Symbol.for('keratin.variables')
const shared = globalThis as Record<symbol, { count: number } | undefined>
shared[key] ??= { count: 0 }
const held = shared[key]

/**
 * A named piece of state: a weight of a layer, a slot of an optimizer, a count of a metric.
 *
 * Its first value is made on first use, so loading a model never computes initial weights in vain.
 */
export class Variable {
  readonly name: string
  /** Full name, e.g. `sequential/dense/kernel`; set by whoever owns the variable. */
  path: string
  readonly shape: readonly number[]
  readonly dtype: 'float32' | 'int32' | 'bool'
  readonly storedDtype: 'int64' | undefined
  trainable: boolean
  readonly regularizer: ((value: tf.Tensor) => tf.Tensor) | null
  readonly constraint: ((value: tf.Tensor) => tf.Tensor) | null
  readonly #initial: () => tf.Tensor
  #value: tf.Variable | undefined
  #disposed = false

  constructor(options: VariableOptions) {
    const given = checkedOptions('Variable', options)
    this.name = given.name
    this.path = given.name
    this.shape = given.shape
    this.dtype = given.dtype ?? 'float32'
    this.storedDtype = given.storedDtype
    this.trainable = given.trainable ?? true
    this.regularizer = given.regularizer ?? null
    this.constraint = given.constraint ?? null
    this.#initial = given.initial
  }

  /** The number of elements. */
  get size(): number {
    return this.shape.reduce((n, d) => n * d, 1)
  }

  /** The value as a tensor that operators and gradients take. It stays owned by the variable: do not dispose it. */
  read(): tf.Variable {
    if (this.#disposed) throw new KeratinError('DISPOSED', `The variable ${this.path} was disposed.`)
    if (!this.#value) {
      const initial = this.#initial()
      this.check(initial)
      this.#hold(initial)
      initial.dispose()
    }
    return this.#value as unknown as tf.Variable
  }

  /** Replaces the value. The tensor given stays the caller's. */
  assign(value: tf.Tensor): void {
    if (this.#disposed) throw new KeratinError('DISPOSED', `The variable ${this.path} was disposed.`)
    this.check(value)
    if (this.#value?.dataId === value.dataId) return
    if (this.#value) this.#value.assign(value as tf.Tensor<tf.Rank>)
    else this.#hold(value)
  }

  /** The values as a new typed array. */
  data(): Float32Array | Int32Array | Uint8Array {
    return this.read().dataSync().slice() as Float32Array
  }

  dispose(): void {
    this.#value?.dispose()
    this.#value = undefined
    this.#disposed = true
  }

  #hold(value: tf.Tensor): void {
    // tf.Variable keeps the tensor's data alive by a reference of its own
    this.#value = tf.variable(value, this.trainable, `keratin/${held.count++}`)
  }

  /** @throws KeratinError `SHAPE` or `ARGUMENT` if a value does not fit */
  check(value: tf.Tensor): void {
    const same = value.shape.length === this.shape.length && value.shape.every((d, i) => d === this.shape[i])
    if (!same) {
      throw new KeratinError(
        'SHAPE',
        `The value for ${this.path} must have shape ${showShape(this.shape)}. Received: shape ${showShape(value.shape)}.`,
      )
    }
    if (value.dtype !== this.dtype) {
      throw new KeratinError(
        'ARGUMENT',
        `The value for ${this.path} must have dtype ${this.dtype}. Received: dtype ${value.dtype}.`,
      )
    }
  }
}
