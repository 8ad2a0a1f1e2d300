import { tf } from '../engine/index.js'
import { argumentError, KeratinError, show, showShape } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'

/** Numbers in one of JavaScript's typed arrays. */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array

/** Arrays of any depth; the innermost may be typed arrays, or arrays of texts. */
export type NestedArray = readonly (number | boolean | string | TypedArray | NestedArray)[]

/** Anything that can become a tensor. */
export type TensorLike = tf.Tensor | TypedArray | NestedArray | number | boolean

export interface ToTensorOptions {
  /** Default: of a tensor its own; int32 for integer typed arrays, bool for booleans, else float32. */
  dtype?: 'float32' | 'int32' | 'bool'
  /** Shape to give the values; default that of the nesting. */
  shape?: readonly number[]
  /** What it is called in errors. Default `the data`. */
  name?: string
}

type NumericType = 'float32' | 'int32' | 'bool'
type Values = Float32Array | Int32Array | Uint8Array

/**
 * A tensor of the values given.
 *
 * A tensor comes back as it is, not copied, unless its dtype or shape has to change. The caller disposes what is new.
 *
 * @param input a tensor, a typed array, nested arrays of numbers, booleans or texts, a number or a boolean
 * @throws KeratinError SHAPE for ragged arrays, naming the index; ARGUMENT for values that are no numbers
 * @example toTensor([[1, 2], [3, 4]]) // float32 [2, 2]
 * @example toTensor(new Uint8Array(784), { shape: [1, 28, 28, 1], dtype: 'float32' })
 */
export function toTensor(input: TensorLike, options: ToTensorOptions = {}): tf.Tensor {
  const { dtype, shape, name = 'the data' } = checkedOptions('toTensor', options)
  if (input instanceof tf.Tensor) return tf.tidy(() => converted(input, dtype, shape, name))
  const natural = shapeOf(input)
  if (isText(input)) return textTensor(input, natural, shape, name)
  const type = dtype ?? naturalType(input)
  const size = natural.reduce((n, d) => n * d, 1)
  checkSize(size, natural, shape, name)
  const values: Values =
    type === 'float32'
      ? new Float32Array(size)
      : type === 'int32'
        ? new Int32Array(size)
        : new Uint8Array(size)
  new Filler(values, type, natural, name).fill(input, 0, [])
  return tf.tensor(values, [...(shape ?? natural)], type)
}

/** Whether it is one of the typed arrays that hold numbers. */
const isTypedArray = (value: unknown): value is TypedArray =>
  ArrayBuffer.isView(value) && !(value instanceof DataView)

function converted(
  t: tf.Tensor,
  dtype: NumericType | undefined,
  shape: readonly number[] | undefined,
  name: string,
) {
  if (shape) checkSize(t.size, t.shape, shape, name)
  const cast = dtype && dtype !== t.dtype ? t.cast(dtype) : t
  return shape ? cast.reshape([...shape]) : cast
}

function checkSize(
  size: number,
  natural: readonly number[],
  shape: readonly number[] | undefined,
  name: string,
) {
  if (!shape || shape.reduce((n, d) => n * d, 1) === size) return
  const received = `Received: shape ${showShape(natural)}.`
  throw new KeratinError(
    'SHAPE',
    `${name} cannot be given shape ${showShape(shape)}: it has ${size} values. ${received}`,
  )
}

/** Whether the innermost of nested arrays is a text. */
const isText = (input: unknown): input is NestedArray =>
  Array.isArray(input) && (typeof input[0] === 'string' || isText(input[0]))

function textTensor(
  input: NestedArray,
  natural: readonly number[],
  shape: readonly number[] | undefined,
  name: string,
): tf.Tensor {
  const texts: string[] = []
  const take = (value: unknown, axis: number, path: readonly number[]): void => {
    const fits = axis < natural.length ? Array.isArray(value) : typeof value === 'string'
    if (!fits || (Array.isArray(value) && value.length !== natural[axis])) {
      const message = `${name} must hold texts only, in arrays of one length. Received: ${show(value)}${at(path)}.`
      throw new KeratinError(Array.isArray(value) ? 'SHAPE' : 'ARGUMENT', message)
    }
    if (Array.isArray(value)) for (const [i, item] of value.entries()) take(item, axis + 1, [...path, i])
    else texts.push(value as string)
  }
  take(input, 0, [])
  checkSize(texts.length, natural, shape, name)
  return tf.tensor(texts, [...(shape ?? natural)], 'string')
}

/** The shape that the first elements of each level suggest. */
function shapeOf(input: unknown): number[] {
  if (isTypedArray(input)) return [input.length]
  if (!Array.isArray(input)) return []
  return input.length === 0 ? [0] : [input.length, ...shapeOf(input[0])]
}

function naturalType(input: unknown): NumericType {
  if (isTypedArray(input))
    return input instanceof Float32Array || input instanceof Float64Array ? 'float32' : 'int32'
  if (Array.isArray(input)) return naturalType(input[0])
  return typeof input === 'boolean' ? 'bool' : 'float32'
}

/** Copies nested values into one array, checking that each level is as long as the shape says. */
class Filler {
  #at = 0

  constructor(
    readonly values: Values,
    readonly type: NumericType,
    readonly shape: readonly number[],
    readonly name: string,
  ) {}

  fill(input: unknown, axis: number, path: readonly number[]): void {
    const isArray = Array.isArray(input)
    if (axis === this.shape.length) {
      if (isArray || isTypedArray(input)) throw this.#ragged('a number', `an array of ${input.length}`, path)
      this.values[this.#at++] = this.#number(input, path)
      return
    }
    const length = this.shape[axis]!
    if (!isArray && !isTypedArray(input)) {
      if (typeof input === 'number' || typeof input === 'boolean') {
        throw this.#ragged(`an array of ${length}`, 'a number', path)
      }
      throw this.#noNumber(input, path)
    }
    if (input.length !== length)
      throw this.#ragged(`an array of ${length}`, `an array of ${input.length}`, path)
    if (!isArray && axis === this.shape.length - 1 && this.#fits(input)) {
      this.values.set(input, this.#at)
      this.#at += length
      return
    }
    for (let i = 0; i < length; i++) this.fill(input[i], axis + 1, [...path, i])
  }

  /** Whether a typed array can be copied at once, because all its values fit. */
  #fits(input: TypedArray): input is Exclude<TypedArray, BigInt64Array | BigUint64Array> {
    if (input instanceof BigInt64Array || input instanceof BigUint64Array || this.type === 'bool')
      return false
    if (this.type === 'float32') return true
    return !(input instanceof Float32Array || input instanceof Float64Array || input instanceof Uint32Array)
  }

  #number(value: unknown, path: readonly number[]): number {
    if (typeof value === 'boolean') return value ? 1 : 0
    if (typeof value !== 'number' && typeof value !== 'bigint') throw this.#noNumber(value, path)
    const number = Number(value)
    if (this.type === 'float32') return number
    const fits = this.type === 'bool' ? number === 0 || number === 1 : number === (number | 0)
    if (fits) return number
    const expected = this.type === 'bool' ? 'a boolean' : 'an integer of 32 bits'
    throw argumentError(this.name, expected, `the value${at(path)}`, value)
  }

  #noNumber(value: unknown, path: readonly number[]): KeratinError {
    const received =
      value === null || typeof value !== 'object' ? show(value) : Object.prototype.toString.call(value)
    return new KeratinError('ARGUMENT', `${this.name} must hold numbers. Received: ${received}${at(path)}.`)
  }

  #ragged(expected: string, received: string, path: readonly number[]): KeratinError {
    const message = `${this.name} is ragged${at(path)}. Expected: ${expected}, as in shape ${showShape(this.shape)}.`
    return new KeratinError('SHAPE', `${message} Received: ${received}.`, {
      hint: 'All arrays of one level must have the same length.',
    })
  }
}

const at = (path: readonly number[]): string => (path.length > 0 ? ` at [${path.join('][')}]` : '')
