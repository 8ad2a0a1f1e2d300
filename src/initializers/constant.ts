import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import { KeratinError, showShape } from '../support/errors.js'
import { isPlainObject } from '../support/options.js'
import type { Config } from '../support/registry.js'
import { Initializer, type WeightType } from './initializer.js'

class ZerosClass extends Initializer {
  static override readonly className: string = 'Zeros'

  override initialize(shape: readonly number[], dtype: WeightType): tf.Tensor {
    return tf.zeros([...shape], dtype)
  }
}

class OnesClass extends Initializer {
  static override readonly className: string = 'Ones'

  override initialize(shape: readonly number[], dtype: WeightType): tf.Tensor {
    return tf.ones([...shape], dtype)
  }
}

export interface ConstantOptions {
  /** A number, or numbers that broadcast to the weight's shape: a tensor, an array, nested arrays. Default 0. */
  value?: tf.Tensor | tf.TensorLike | ArrayConfig
}

/** What files hold of an array or a tensor. */
interface ArrayConfig {
  class_name: '__numpy__' | '__tensor__'
  config: { value: tf.TensorLike; dtype: string }
}

class ConstantClass extends Initializer {
  static override readonly className: string = 'Constant'
  static override readonly floatSettings: readonly string[] = ['value']
  readonly value: tf.TensorLike
  readonly #written: tf.TensorLike | ArrayConfig

  constructor({ value = 0 }: ConstantOptions = {}) {
    super()
    this.#written = written(value)
    this.value = isArrayConfig(this.#written) ? this.#written.config.value : this.#written
  }

  override initialize(shape: readonly number[], dtype: WeightType): tf.Tensor {
    const { value } = this
    if (typeof value === 'number') return tf.fill([...shape], value, dtype as 'float32')
    return tf.tidy(() => tf.broadcastTo(tf.tensor(value, undefined, dtype), [...shape]))
  }

  override getConfig(): Config {
    return { value: this.#written }
  }
}

const isArrayConfig = (value: unknown): value is ArrayConfig =>
  isPlainObject(value) && (value.class_name === '__numpy__' || value.class_name === '__tensor__')

/** As Keras writes it: tensors and arrays with their type. The tensor may be disposed then. */
function written(value: NonNullable<ConstantOptions['value']>): tf.TensorLike | ArrayConfig {
  if (value instanceof tf.Tensor)
    return { class_name: '__tensor__', config: { value: value.arraySync(), dtype: value.dtype } }
  if (!ArrayBuffer.isView(value)) return value as tf.TensorLike | ArrayConfig
  const dtype = value instanceof Float32Array ? 'float32' : value instanceof Int32Array ? 'int32' : 'uint8'
  return { class_name: '__numpy__', config: { value: [...(value as Float32Array)], dtype } }
}

class IdentityClass extends Initializer {
  static override readonly className: string = 'Identity'
  static override readonly floatSettings: readonly string[] = ['gain']
  readonly gain: number

  constructor({ gain = 1 }: { gain?: number } = {}) {
    super()
    this.gain = gain
  }

  override initialize(shape: readonly number[], dtype: WeightType): tf.Tensor {
    const [rows, columns] = shape
    if (shape.length !== 2 || rows === undefined || columns === undefined) {
      throw new KeratinError(
        'SHAPE',
        `Identity: the weight must have 2 axes. Received: shape ${showShape(shape)}.`,
      )
    }
    return tf.tidy(() =>
      tf.mul(tf.eye(rows, columns, undefined, dtype as 'float32'), tf.scalar(this.gain, dtype)),
    )
  }
}

/** All weights 0. @see https://keras.io/api/layers/initializers/#zeros-class */
export const Zeros: Constructible<ZerosClass, Record<string, never>> = constructible(ZerosClass)
export type Zeros = ZerosClass

/** All weights 1. @see https://keras.io/api/layers/initializers/#ones-class */
export const Ones: Constructible<OnesClass, Record<string, never>> = constructible(OnesClass)
export type Ones = OnesClass

/**
 * All weights the same number, or given ones.
 *
 * @param value a number (default 0), or numbers that broadcast to the weight's shape: a tensor, an array, nested arrays
 * @example Dense(2, { biasInitializer: Constant(0.1) })
 * @see https://keras.io/api/layers/initializers/#constant-class
 */
export const Constant: Constructible<ConstantClass, ConstantOptions, [value: tf.Tensor | tf.TensorLike]> =
  constructible(ConstantClass, ['value'])
export type Constant = ConstantClass

/**
 * The identity matrix times `gain`, cut or padded with zeros where it is not square.
 *
 * @param gain default 1
 * @throws KeratinError `SHAPE` for a weight that is no matrix
 * @see https://keras.io/api/layers/initializers/#identity-class
 */
export const Identity: Constructible<IdentityClass, { gain?: number }, [gain: number]> = constructible(
  IdentityClass,
  ['gain'],
)
export type Identity = IdentityClass
