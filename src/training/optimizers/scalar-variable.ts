import { tf, Variable } from '../../engine/index.js'

/**
 * A single number that is a variable, to be saved and fed like others, and a JavaScript number, to be read and
 * changed without the engine. Each side is brought up to date when it is asked for.
 */
export class ScalarVariable extends Variable {
  #number: number
  #newest: 'both' | 'number' | 'tensor' = 'number'

  constructor(name: string, path: string, value: number, { integer = false } = {}) {
    const dtype = integer ? 'int32' : 'float32'
    const storedDtype = integer ? 'int64' : undefined
    super({
      name,
      shape: [],
      dtype,
      storedDtype,
      trainable: false,
      initial: () => tf.scalar(this.number, dtype),
    })
    this.path = path
    this.#number = integer ? value : Math.fround(value)
  }

  get number(): number {
    if (this.#newest === 'tensor') {
      this.#number = super.read().dataSync()[0]!
      this.#newest = 'both'
    }
    return this.#number
  }

  set number(value: number) {
    this.#number = this.dtype === 'int32' ? value : Math.fround(value)
    this.#newest = 'number'
  }

  override read(): tf.Variable {
    if (this.#newest === 'number') {
      const tensor = tf.scalar(this.#number, this.dtype)
      super.assign(tensor)
      tensor.dispose()
      this.#newest = 'both'
    }
    return super.read()
  }

  override assign(value: tf.Tensor): void {
    super.assign(value)
    this.#newest = 'tensor'
  }

  // without a tensor made for it that would stay
  override data(): Float32Array | Int32Array {
    return this.dtype === 'int32' ? Int32Array.of(this.number) : Float32Array.of(this.number)
  }
}
