import { readInto, tf } from '../../engine/index.js'
import { KeratinError, showShape } from '../../support/errors.js'

/** Puts the outputs of batches together, outside the engine's memory while there are several. */
export class Collector {
  #single: tf.Tensor[] | undefined
  #parts: Part[] | undefined

  /** @param total the number of samples in all, if it is known */
  constructor(readonly total?: number) {}

  /** Takes over the outputs of the next batch. */
  add(outputs: tf.Tensor[]): void {
    if (!this.#single && !this.#parts) {
      this.#single = outputs
      return
    }
    if (this.#single) {
      const { total } = this
      this.#parts = this.#single.map((t) => new Part(t, total))
      this.#take(this.#single)
      this.#single = undefined
    }
    this.#take(outputs)
  }

  #take(outputs: readonly tf.Tensor[]): void {
    try {
      outputs.forEach((t, i) => {
        this.#parts![i]!.add(t)
      })
    } finally {
      for (const t of outputs) t.dispose()
    }
  }

  /** All samples of each output, as new tensors; undefined if there was no batch. */
  finish(): tf.Tensor[] | undefined {
    const result = this.#single ?? this.#parts?.map((p) => p.toTensor())
    this.#single = undefined
    this.#parts = undefined
    return result
  }

  /** Frees what was collected. */
  dispose(): void {
    for (const t of this.#single ?? []) t.dispose()
    this.#single = undefined
    this.#parts = undefined
  }
}

type Values = Float32Array | Int32Array | Uint8Array

/** The samples of one output. */
class Part {
  readonly #sample: readonly number[]
  readonly #dtype: tf.DataType
  #values: Values
  #samples = 0

  constructor(first: tf.Tensor, total: number | undefined) {
    this.#sample = first.shape.slice(1)
    this.#dtype = first.dtype
    const Type = first.dtype === 'float32' ? Float32Array : first.dtype === 'int32' ? Int32Array : Uint8Array
    this.#values = new Type((total ?? 2 * (first.shape[0] ?? 1)) * this.#size)
  }

  get #size(): number {
    return this.#sample.reduce((n, d) => n * d, 1)
  }

  add(t: tf.Tensor): void {
    const [n = 1, ...sample] = t.shape
    if (sample.length !== this.#sample.length || sample.some((d, i) => d !== this.#sample[i])) {
      throw new KeratinError(
        'SHAPE',
        `Outputs of shape ${showShape(t.shape)} cannot be put together with others whose samples have shape ` +
          `${showShape(this.#sample)}.`,
        { hint: 'Predict batches of different sample shapes one by one.' },
      )
    }
    const end = (this.#samples + n) * this.#size
    if (end > this.#values.length) this.#grow(Math.max(end, 2 * this.#values.length))
    readInto(this.#values, t, this.#samples * this.#size)
    this.#samples += n
  }

  #grow(length: number): void {
    const larger = new (this.#values.constructor as new (n: number) => Values)(length)
    larger.set(this.#values)
    this.#values = larger
  }

  toTensor(): tf.Tensor {
    const values = this.#values.subarray(0, this.#samples * this.#size)
    return tf.tensor(values, [this.#samples, ...this.#sample], this.#dtype)
  }
}
